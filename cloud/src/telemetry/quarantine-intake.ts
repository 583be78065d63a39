import type { Quarantined } from '@larder/contracts/quarantine'
import type { EventHub } from '../events/hub.ts'
import type { QuarantineRow, States } from './states.ts'

const batchRows = 500
const patienceMs = 200

/**
 * What the edge keeps aside, written a few hundred rows at a time: a device gone mad sends thousands, and a commit
 * for each would take minutes. The edge has them on disk, so a crash costs the console at most the last moment.
 */
export class QuarantineIntake {
  readonly #states: Pick<States, 'keepQuarantined'>
  readonly #hub: EventHub
  readonly #log: (line: string) => void
  #waiting: QuarantineRow[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined

  constructor(states: Pick<States, 'keepQuarantined'>, hub: EventHub, log: (line: string) => void) {
    this.#states = states
    this.#hub = hub
    this.#log = log
  }

  /** Resolves at once while there is room; otherwise when the batch is written, and rejects when it cannot be. */
  async take(site: string, message: Quarantined): Promise<void> {
    if (this.#waiting.length >= batchRows) await this.flush()
    this.#waiting.push({ site, message })
    this.#arm()
  }

  /** Writes what waits; call it before the database closes. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined
    })
    return this.#writing
  }

  #arm(): void {
    this.#timer ??= setTimeout(() => {
      this.flush().catch((error: unknown) => this.#log(`the quarantine cannot be written, trying again: ${error}`))
    }, patienceMs)
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const rows = this.#waiting
      this.#waiting = []
      try {
        for (const { message } of await this.#states.keepQuarantined(rows)) this.#hub.publish('quarantine', message)
      } catch (error) {
        this.#waiting = [...rows, ...this.#waiting]
        this.#arm()
        throw error
      }
    }
  }
}
