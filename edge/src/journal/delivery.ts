import { setTimeout as sleep } from 'node:timers/promises'
import type { Observation, TelemetryStore } from '../telemetry/store.ts'
import type { Journal } from './journal.ts'

export interface StoreHealth {
  reachable: boolean
  /** What failed, and the remedy, when it is not reachable. */
  error?: string
}

export interface Rejected {
  observation: Observation
  reason: string
}

export interface DeliveryOptions {
  journal: Journal
  store: TelemetryStore
  /** Called on every change, and first after the first attempt. */
  onHealth?(health: StoreHealth): void
  /** Takes what the store refuses for ever; the rows are released when it has resolved. */
  onRejected(rejected: Rejected[]): void | Promise<void>
  batchRows?: number
  /** A batch that is not full waits this long for company: at few readings a second each write would carry one. */
  gatherMs?: number
  /** The longest pause between attempts while the store is down. */
  maxPauseMs?: number
}

/** Carries the journal to the store: one batch at a time, released only when the store has confirmed it. */
export class Delivery {
  readonly #options: DeliveryOptions
  #stopping = new AbortController()
  #running: Promise<void> | undefined
  #wake: (() => void) | undefined
  #unlisten: (() => void) | undefined
  #health: StoreHealth = { reachable: true }
  #told = false
  #failures = 0

  constructor(options: DeliveryOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    this.#stopping = new AbortController()
    this.#unlisten = this.#options.journal.onAppended(() => this.#wake?.())
    this.#running = this.#run()
  }

  /** Waits for the batch under way. What is left stays in the journal. */
  async stop(): Promise<void> {
    this.#unlisten?.()
    this.#stopping.abort()
    this.#wake?.()
    await this.#running
  }

  get health(): StoreHealth {
    return this.#health
  }

  async #run(): Promise<void> {
    const { batchRows = 5000, gatherMs = 100 } = this.#options
    while (!this.#stopping.signal.aborted) {
      const carried = await this.#carry(batchRows)
      if (carried === 'failed') await this.#pause(this.#backOffMs())
      else if (carried === 0) await this.#newData()
      else if (carried < batchRows) await this.#pause(gatherMs)
    }
  }

  /** How many entries one batch carried. Newest first while more than one batch waits, so that live views are live. */
  async #carry(batchRows: number): Promise<number | 'failed'> {
    const { journal, store, onRejected } = this.#options
    try {
      const batch = journal.take(batchRows, journal.rows > batchRows ? 'newest' : 'oldest')
      if (batch.length === 0) return 0
      const { rejected } = await store.write(batch.map((entry) => entry.observation))
      const refused = rejected.flatMap(({ index, reason }) => {
        const entry = batch[index]
        return entry === undefined ? [] : [{ observation: entry.observation, reason }]
      })
      if (refused.length > 0) await onRejected(refused)
      journal.release(batch.map((entry) => entry.id))
      this.#failures = 0
      this.#report({ reachable: true })
      return batch.length
    } catch (error) {
      this.#failures += 1
      this.#report({ reachable: false, error: error instanceof Error ? error.message : String(error) })
      return 'failed'
    }
  }

  #report(health: StoreHealth): void {
    const changed = health.reachable !== this.#health.reachable || health.error !== this.#health.error
    this.#health = health
    if (!changed && this.#told) return
    this.#told = true
    this.#options.onHealth?.(health)
  }

  /** Half to all of 0.1 s, 0.2 s, 0.4 s … `maxPauseMs`: edges that lost one store together do not return together. */
  #backOffMs(): number {
    const { maxPauseMs = 30_000 } = this.#options
    const fullMs = Math.min(maxPauseMs, 100 * 2 ** Math.min(this.#failures - 1, 20))
    return fullMs * (0.5 + Math.random() / 2)
  }

  async #pause(forMs: number): Promise<void> {
    await sleep(forMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined)
  }

  /** Nothing can be appended between the empty `take` and this: both run in one turn of the event loop. */
  async #newData(): Promise<void> {
    if (this.#stopping.signal.aborted) return
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    this.#wake = undefined
  }
}
