import type { IPublishPacket } from 'mqtt-packet'
import type { Message } from '../intake/message.ts'
import { BackOff } from './back-off.ts'
import { type MqttAccount, MqttConnection } from './mqtt-connection.ts'
import type { Source, SourceHealth } from './source.ts'

export interface MqttSourceOptions extends MqttAccount {
  filters: readonly string[]
  /** Resolves when all of the batch is on disk: only then is it acknowledged. */
  take(messages: readonly Message[]): Promise<void>
  log(line: string): void
}

interface Waiting extends Message {
  messageId: number | undefined
  connection: MqttConnection
}

interface Unacknowledged {
  topic: string
  payload: string
  retain: boolean
  sent: boolean
  resolve(): void
  reject(error: Error): void
}

const batchAtMost = 4000
const waitingAtMost = 8000
const waitingBytesAtMost = 16_000_000
const unacknowledgedAtMost = 1000

/**
 * A durable MQTT session (clean = false, QoS 1) that takes publishes as they come and hands them over in batches:
 * mqtt.js confirms one message at a time (about 255/s at 3 ms each), a batch shares one fsync.
 * A batch that cannot be taken breaks the connection, and the broker sends it again.
 */
export class MqttSource implements Source {
  #options: MqttSourceOptions
  #connection: MqttConnection | undefined
  #backOff = new BackOff(250, 10_000)
  #retry: NodeJS.Timeout | undefined
  #running = false
  #attempted = () => {}
  #subscribed = false
  #error: string | undefined = 'not connected yet'
  #waiting: Waiting[] = []
  #waitingBytes = 0
  #paused = false
  #pumping: Promise<void> | undefined
  #unacknowledged = new Map<number, Unacknowledged>()
  #lastMessageId = 0

  constructor(options: MqttSourceOptions) {
    this.#options = options
  }

  /** Resolves when the subscription stands, or when the first attempt has failed; the others go on by themselves. */
  start(): Promise<void> {
    this.#running = true
    return new Promise((resolve) => {
      this.#attempted = resolve
      this.#connect()
    })
  }

  async stop(): Promise<void> {
    this.#running = false
    clearTimeout(this.#retry)
    this.#connection?.pause()
    await this.#pumping
    await this.#connection?.leave()
    for (const { reject } of this.#unacknowledged.values()) reject(new Error('stopped before the broker acknowledged'))
    this.#unacknowledged.clear()
  }

  health(): SourceHealth {
    return { name: 'mqtt', connected: this.#subscribed, ...(this.#error === undefined ? {} : { error: this.#error }) }
  }

  /** Messages read from the socket and not yet taken: bounded, because the socket pauses. */
  get waiting(): number {
    return this.#waiting.length
  }

  /**
   * Publishes with QoS 1 and resolves at the broker's PUBACK, however many connections that takes.
   * Rejects at once when 1,000 are already waiting, and at `stop`.
   */
  publish(topic: string, message: unknown, retain = false): Promise<void> {
    if (this.#unacknowledged.size >= unacknowledgedAtMost) {
      return Promise.reject(new Error(`${unacknowledgedAtMost} messages already wait for the broker`))
    }
    return new Promise((resolve, reject) => {
      const messageId = this.#freeMessageId()
      const unacknowledged = { topic, payload: JSON.stringify(message), retain, sent: false, resolve, reject }
      this.#unacknowledged.set(messageId, unacknowledged)
      if (this.#subscribed) this.#send(messageId, unacknowledged)
    })
  }

  #connect(): void {
    const connection = new MqttConnection(this.#options, {
      connected: () => this.#subscribe(connection),
      subscribed: (granted) => this.#begin(connection, granted),
      publish: (packet) => this.#queue(connection, packet),
      chunkTaken: () => this.#pump(),
      publishAcknowledged: (messageId) => {
        this.#unacknowledged.get(messageId)?.resolve()
        this.#unacknowledged.delete(messageId)
      },
      closed: (reason) => this.#reconnect(reason),
    })
    this.#connection = connection
    connection.open()
    if (this.#paused) connection.pause()
  }

  #subscribe(connection: MqttConnection): void {
    const subscriptions = this.#options.filters.map((topic) => ({ topic, qos: 1 as const }))
    connection.send({ cmd: 'subscribe', messageId: this.#freeMessageId(), subscriptions })
  }

  #begin(connection: MqttConnection, granted: readonly unknown[]): void {
    const refused = this.#options.filters.filter((_, index) => granted[index] === 128)
    if (refused.length > 0) {
      connection.close(`the broker refuses the subscription to ${refused.join(', ')}`)
      return
    }
    this.#subscribed = true
    this.#error = undefined
    this.#backOff.reset()
    this.#attempted()
    for (const [messageId, unacknowledged] of this.#unacknowledged) this.#send(messageId, unacknowledged)
  }

  #reconnect(reason: string): void {
    if (this.#running && this.#error !== reason) this.#options.log(`mqtt: ${reason}; trying again`)
    this.#subscribed = false
    this.#error = reason
    this.#attempted()
    if (this.#running) this.#retry = setTimeout(() => this.#connect(), this.#backOff.nextMs())
  }

  #queue(connection: MqttConnection, { topic, payload, messageId }: IPublishPacket): void {
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
    this.#waiting.push({ topic, payload: bytes, messageId, connection })
    this.#waitingBytes += bytes.byteLength
    if (this.#waiting.length < waitingAtMost && this.#waitingBytes < waitingBytesAtMost) return
    this.#paused = true
    connection.pause()
  }

  #pump(): void {
    this.#pumping ??= this.#takeAll().finally(() => {
      this.#pumping = undefined
    })
  }

  async #takeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchAtMost)
      this.#waitingBytes -= batch.reduce((sum, message) => sum + message.payload.byteLength, 0)
      try {
        await this.#options.take(batch)
        this.#acknowledge(batch)
      } catch (error) {
        this.#waiting = []
        this.#waitingBytes = 0
        this.#connection?.close(`what arrived could not be stored: ${error instanceof Error ? error.message : error}`)
      }
      if (this.#paused && this.#waiting.length < waitingAtMost / 2) {
        this.#paused = false
        this.#connection?.resume()
      }
    }
  }

  /** A message of a broken connection is not acknowledged on the next one: the broker sends it again under a new id. */
  #acknowledge(batch: readonly Waiting[]): void {
    const messageIds = batch.flatMap(({ messageId, connection }) =>
      messageId !== undefined && connection === this.#connection ? [messageId] : [],
    )
    if (messageIds.length > 0) this.#connection?.acknowledge(messageIds)
  }

  #send(messageId: number, message: Unacknowledged): void {
    const { topic, payload, retain, sent } = message
    message.sent = true
    this.#connection?.send({ cmd: 'publish', qos: 1, dup: sent, retain, topic, payload, messageId })
  }

  #freeMessageId(): number {
    do this.#lastMessageId = (this.#lastMessageId % 65_535) + 1
    while (this.#unacknowledged.has(this.#lastMessageId))
    return this.#lastMessageId
  }
}
