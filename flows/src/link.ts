import { acknowledgementMessage } from '@larder/contracts/acknowledgement'
import { type Situation, situationMessage } from '@larder/contracts/situation'
import { filterOf, parseTopic, topicOf, topics } from '@larder/contracts/topics'
import mqtt, { type MqttClient } from 'mqtt'
import { type News, newsOf } from './news.ts'
import type { State } from './state.ts'

export interface LinkOptions {
  brokerUrl: string
  password: string
  state: State
  now(): number
  log(line: string): void
  onNews(situation: Situation, news: News): void
}

/** How many notifications are read from the outbox at a time. */
const batch = 50

/**
 * The way to the broker: one durable session, so that what was said while we were off is delivered later.
 * A message is acknowledged only after the state has it on disk; a notification leaves the outbox only after
 * the broker has acknowledged it.
 */
export class Link {
  readonly #options: LinkOptions
  #client: MqttClient | undefined
  #sending = false

  constructor(options: LinkOptions) {
    this.#options = options
  }

  start(): void {
    const { brokerUrl, password, log } = this.#options
    const client = mqtt.connect(brokerUrl, {
      clientId: 'larder-flows',
      clean: false,
      username: 'flows',
      password,
      reconnectPeriod: 1000,
      resubscribe: false,
      // A table of all 65,536 packet identifiers as buffers; without it the process is 13 MB smaller (measured).
      writeCache: false,
    })
    this.#client = client
    let lost = true
    let said = ''
    client.on('connect', () => {
      said = ''
      // Connected is who hears: the line comes when the subscription is granted.
      client.subscribe([filterOf('situation'), filterOf('acknowledgement')], { qos: 1 }, (error) => {
        if (error) log(`the broker refused the subscription: ${error.message}`)
        else if (lost) log('connected to the broker')
        lost = false
      })
      void this.send()
    })
    client.on('close', () => {
      if (!lost) log('lost the broker; trying again every second')
      lost = true
    })
    client.on('error', ({ name, message }) => {
      // Tried again every second: one line for each new reason is enough.
      if (message !== said) log(`broker: ${message || name}`)
      said = message
    })
    // PUBACK waits for this callback; on an error the connection is torn down and the broker delivers again.
    client.handleMessage = (packet, callback) => {
      try {
        if (packet.cmd === 'publish') this.receive(packet.topic, packet.payload)
        callback()
      } catch (error) {
        log(`could not keep a message: ${(error as Error).message}`)
        callback(error as Error)
      }
    }
  }

  async stop(): Promise<void> {
    await this.#client?.endAsync(true)
    this.#client = undefined
  }

  /** Publishes what waits in the outbox, oldest first, one run at a time. */
  async send(): Promise<void> {
    const { state, log } = this.#options
    if (this.#sending) return
    this.#sending = true
    try {
      while (this.#client?.connected) {
        const waiting = state.outgoing(batch)
        if (waiting.length === 0) return
        for (const { sequence, notification } of waiting) {
          const { qos, retain } = topics.notification
          const topic = topicOf('notification', notification)
          await this.#client.publishAsync(topic, JSON.stringify(notification), { qos, retain })
          state.confirm(sequence)
        }
      }
    } catch (error) {
      if (this.#client) log(`notifications wait: ${(error as Error).message}`)
    } finally {
      this.#sending = false
    }
  }

  /** Keeps one message and passes its news on. What is malformed is logged and left out; nothing else suffers. */
  receive(topic: string, payload: string | Buffer): void {
    const kind = parseTopic(topic)?.kind
    if (kind === 'acknowledgement') this.#acknowledgement(topic, parsed(payload))
    if (kind === 'situation') this.#situation(topic, parsed(payload))
  }

  #acknowledgement(topic: string, value: unknown): void {
    const { data, error } = acknowledgementMessage.safeParse(value)
    if (error) this.#ignored(topic, error)
    else this.#options.state.acknowledge(data)
  }

  #situation(topic: string, value: unknown): void {
    const { state, now, log, onNews } = this.#options
    const { data, error } = situationMessage.safeParse(value)
    if (error) this.#ignored(topic, error)
    else if (topicOf('situation', data) !== topic) log(`ignored a message on ${topic}: it speaks of another asset`)
    else {
      const known = state.situation(data.id)
      const news = newsOf(known, data)
      if (state.remember(data, now()) && news !== undefined) onNews(data, news)
    }
  }

  #ignored(topic: string, { issues: [issue] }: { issues: { path: PropertyKey[]; message: string }[] }): void {
    const field = issue?.path.join('.') || 'the message'
    this.#options.log(`ignored a message on ${topic}: ${field}: ${issue?.message}`)
  }
}

function parsed(payload: string | Buffer): unknown {
  try {
    return JSON.parse(payload.toString())
  } catch {
    return undefined
  }
}
