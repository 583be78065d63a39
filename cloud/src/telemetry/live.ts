import type { LatestView } from '@larder/contracts/console'
import type { Position } from '@larder/contracts/position'
import type { Reading } from '@larder/contracts/reading'
import { filterOf } from '@larder/contracts/topics'
import type { TelemetryStore } from '@larder/edge/telemetry/store'
import type { EventHub } from '../events/hub.ts'
import { parseMessage } from '../mqtt/message.ts'

export const liveSubscriptions: Record<string, 0> = {
  [filterOf('reading')]: 0,
  [filterOf('readings')]: 0,
  [filterOf('position')]: 0,
}

const maxTopics = 20_000
const flushMs = 1000
/** Serial devices reach us only through the store. */
const storeEveryFlushes = 3
const futureSkewMs = 120_000

type Newest<T> = Map<string, T>

/**
 * The newest of every probe for the live view: best effort, at most one event a second, parsed only once a second
 * and only the last message per topic, so that a thousand readings a second cost next to nothing.
 */
export class Live {
  readonly #hub: EventHub
  readonly #store: Pick<TelemetryStore, 'latest' | 'latestPositions'>
  readonly #now: () => number
  readonly #raw = new Map<string, { payload: Buffer; receivedAtMs: number }>()
  readonly #readings: Newest<Reading> = new Map()
  readonly #positions: Newest<Position> = new Map()
  #timer: NodeJS.Timeout | undefined
  #flushes = 0

  constructor(hub: EventHub, store: Pick<TelemetryStore, 'latest' | 'latestPositions'>, now: () => number) {
    this.#hub = hub
    this.#store = store
    this.#now = now
  }

  start(): void {
    this.#timer = setInterval(() => {
      if (this.#hub.listeners > 0) void this.flush()
    }, flushMs).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  take(topic: string, payload: Buffer): void {
    if (this.#raw.size < maxTopics || this.#raw.has(topic)) {
      this.#raw.set(topic, { payload, receivedAtMs: this.#now() })
    }
  }

  /** The newest of everything, the store's and what is on its way there. A store that is down hides nothing else. */
  async latest(site: string | undefined): Promise<LatestView> {
    this.#parse()
    await this.#ask()
    const ofSite = <T extends { site: string }>(newest: Newest<T>): T[] =>
      [...newest.values()].filter((one) => site === undefined || one.site === site)
    return { readings: ofSite(this.#readings), positions: ofSite(this.#positions) }
  }

  async flush(): Promise<void> {
    const changed = this.#parse()
    this.#flushes += 1
    if (this.#flushes % storeEveryFlushes === 0) {
      const stored = await this.#ask()
      changed.readings.push(...stored.readings)
      changed.positions.push(...stored.positions)
    }
    if (changed.readings.length > 0) this.#hub.publish('readings', changed.readings)
    if (changed.positions.length > 0) this.#hub.publish('positions', changed.positions)
  }

  async #ask(): Promise<LatestView> {
    const readings = await this.#store.latest().catch(() => [])
    const positions = await this.#store.latestPositions().catch(() => [])
    return {
      readings: readings.filter((reading) => this.#keep(this.#readings, reading)),
      positions: positions.filter((position) => this.#keep(this.#positions, position)),
    }
  }

  #parse(): LatestView {
    const changed: LatestView = { readings: [], positions: [] }
    for (const [topic, { payload, receivedAtMs }] of this.#raw) {
      const message = parseMessage(topic, payload)
      // The edge keeps it aside and says why.
      if ('error' in message) continue
      const { address } = message
      if (message.kind === 'position') {
        const { observedAt, ...fix } = message.payload
        const position = { ...address, ...fix, observedAtMs: observedAt, receivedAtMs } as Position
        if (this.#keep(this.#positions, position)) changed.positions.push(position)
      } else if (message.kind === 'reading' || message.kind === 'readings') {
        const samples = message.kind === 'reading' ? [message.payload] : message.payload
        const newest = samples.reduce((a, b) => (b.observedAt > a.observedAt ? b : a))
        const { observedAt, batteryVolts: _volts, rssiDbm: _dbm, ...sample } = newest
        const reading = { ...address, ...sample, observedAtMs: observedAt, receivedAtMs } as Reading
        if (this.#keep(this.#readings, reading)) changed.readings.push(reading)
      }
    }
    this.#raw.clear()
    return changed
  }

  #keep<T extends Reading | Position>(newest: Newest<T>, one: T): boolean {
    const key = `${one.site}/${one.asset}/${one.probe}`
    const known = newest.get(key)
    if (one.observedAtMs > this.#now() + futureSkewMs) return false
    if (known !== undefined && known.observedAtMs >= one.observedAtMs) return false
    if (known === undefined && newest.size >= maxTopics) return false
    newest.set(key, one)
    return true
  }
}
