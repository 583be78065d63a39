import type { DeviceStatusMessage } from '@larder/contracts/device-status'
import type { PositionMessage } from '@larder/contracts/position'
import { batchReadings, type ReadingWire } from '@larder/contracts/reading'
import { topicOf } from '@larder/contracts/topics'
import mqtt, { type MqttClient } from 'mqtt'
import { Pace } from './pace.ts'

/** A position as it goes over the wire: its time is text. */
export type PositionWire = Omit<PositionMessage, 'observedAt'> & { observedAt: string }
export type StatusWire = Omit<DeviceStatusMessage, 'observedAt'> & { observedAt: string }

export interface UplinkOptions {
  brokerUrl: string
  device: string
  password: string
  clientId: string
  address: { site: string; asset: string; probe: string }
  maxMessagesPerSecond: number
  /** What the probe says of itself, at connecting and with every `report`; left out where another speaks for it. */
  status?: (() => Omit<StatusWire, 'bufferedReadings' | 'online'>) | undefined
  /** Whether this reading's acknowledgement gets lost, so that it is sent again. */
  repeats(sequence: number): boolean
}

type Item = { kind: 'reading'; message: ReadingWire } | { kind: 'position'; message: PositionWire }

/** What a probe's flash holds: at one sample a minute, two weeks. */
const flashItems = 20_000
/** Positions have no batch: so many are on their way at once. */
const positionWindow = 20
const reconnectMs = 2000

/**
 * A probe's radio: what is offered is kept until the broker has acknowledged it, whatever happens in between.
 * A backlog goes up as batches, the oldest first.
 */
export class Uplink {
  readonly #options: UplinkOptions
  readonly #pace: Pace
  readonly #items: Item[] = []
  #client: MqttClient | undefined
  #sending = false
  /** How many of the oldest items are on their way. */
  #onTheWay = 0
  #settled: (() => void)[] = []

  constructor(options: UplinkOptions) {
    this.#options = options
    this.#pace = new Pace(options.maxMessagesPerSecond)
  }

  get pending(): number {
    return this.#items.length
  }

  connect(): void {
    if (this.#client !== undefined) return
    const { brokerUrl, device, password, clientId } = this.#options
    const goodbye = this.#status(false)
    const payload = Buffer.from(JSON.stringify(goodbye ?? {}))
    this.#client = mqtt.connect(brokerUrl, {
      clientId,
      username: device,
      password,
      reconnectPeriod: reconnectMs,
      // 65,536 ready-made packet numbers are 8 MB that a probe does not need.
      writeCache: false,
      ...(goodbye ? { will: { topic: this.#topic('status'), payload, qos: 1, retain: true } } : {}),
    })
    this.#client.on('connect', () => {
      this.report()
      void this.#send()
    })
    // Every failure is followed by mqtt.js's own retry; the probe has nobody to tell.
    this.#client.on('error', () => undefined)
  }

  /** Out of reach, at once and without a goodbye: the broker sends the will. */
  loseReach(): void {
    this.#client?.end(true)
    this.#client = undefined
  }

  /** Says goodbye; what is not acknowledged stays `pending`. */
  async disconnect(): Promise<void> {
    const client = this.#client
    this.#client = undefined
    const goodbye = this.#status(false)
    if (client?.connected && goodbye) {
      // Without a broker the goodbye would wait for the next one: then the will speaks for it.
      const lost = new Promise<void>((resolve) => client.once('close', () => resolve()))
      const said = this.#publish(client, 'status', goodbye).catch(() => undefined)
      await Promise.race([said, lost])
    }
    // A DISCONNECT keeps the broker from sending the will after the goodbye; with something on its way it could wait long.
    const abrupt = !client?.connected || this.#items.length > 0
    await client?.endAsync(abrupt)
  }

  offer(item: Item): void {
    this.#items.push(item)
    if (this.#items.length > flashItems) this.#items.splice(this.#onTheWay, 1)
    void this.#send()
  }

  /** Tells how the probe is. */
  report(): void {
    const client = this.#client
    const status = this.#status(true)
    if (client?.connected && status) this.#publish(client, 'status', status).catch(() => undefined)
  }

  /** Resolves when everything offered has been acknowledged. */
  settled(): Promise<void> {
    return this.#items.length === 0 ? Promise.resolve() : new Promise((resolve) => this.#settled.push(resolve))
  }

  async #send(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    const client = this.#client
    try {
      while (client?.connected && this.#items.length > 0) {
        const sent = await this.#sendSome(client)
        this.#items.splice(0, sent)
      }
    } catch {
      // Not acknowledged: it is still the oldest item, and goes with the next connection.
    }
    this.#onTheWay = 0
    this.#sending = false
    if (this.#items.length === 0) for (const resolve of this.#settled.splice(0)) resolve()
    else if (this.#client !== client && this.#client?.connected) void this.#send()
  }

  /** @returns how many items the broker has now taken */
  async #sendSome(client: MqttClient): Promise<number> {
    const first = this.#items[0] as Item
    const alike = this.#items.findIndex(({ kind }) => kind !== first.kind)
    const run = alike === -1 ? this.#items.length : alike
    if (first.kind === 'position') {
      const some = this.#items.slice(0, Math.min(run, positionWindow))
      this.#onTheWay = some.length
      await this.#pace.take(some.length)
      await Promise.all(some.map(({ message }) => this.#publish(client, 'position', message)))
      return some.length
    }
    this.#onTheWay = Math.min(run, batchReadings)
    await this.#pace.take(1)
    if (this.#onTheWay === 1) {
      await this.#publish(client, 'reading', first.message)
      if (this.#options.repeats(first.message.sequence)) await this.#publish(client, 'reading', first.message)
      return 1
    }
    const batch = this.#items.slice(0, this.#onTheWay).map(({ message }) => message)
    await this.#publish(client, 'readings', batch)
    return batch.length
  }

  #publish(client: MqttClient, kind: 'reading' | 'readings' | 'position' | 'status', message: unknown) {
    return client.publishAsync(this.#topic(kind), JSON.stringify(message), { qos: 1, retain: kind === 'status' })
  }

  #status(online: boolean): StatusWire | undefined {
    const status = this.#options.status?.()
    return status && { ...status, online, bufferedReadings: this.#items.length }
  }

  #topic(kind: 'reading' | 'readings' | 'position' | 'status'): string {
    return topicOf(kind, this.#options.address)
  }
}
