import type { Clock } from '../clock.ts'
import { type IdleTimes, idleness } from './idle.ts'

export interface IdleWatchOptions {
  clock: Clock
  times: IdleTimes
  /** Who listens to a long answer is there. */
  sounding(): boolean
  onWarning(secondsLeft: number): void
  onWipe(): void
}

/** Tells when nobody has been there for too long. */
export class IdleWatch {
  readonly #options: IdleWatchOptions
  #activeAtMs = 0
  #cancel = (): void => undefined

  constructor(options: IdleWatchOptions) {
    this.#options = options
  }

  /** Somebody is there; the watch begins, or begins again. */
  awake(): void {
    this.#activeAtMs = this.#options.clock.nowMs()
    this.#watch()
  }

  stop(): void {
    this.#cancel()
  }

  #watch(): void {
    this.#cancel()
    const { clock, times, sounding, onWarning, onWipe } = this.#options
    if (sounding()) this.#activeAtMs = clock.nowMs()
    const now = idleness(clock.nowMs() - this.#activeAtMs, times)
    if (now.state === 'wipe') {
      onWipe()
      return
    }
    if (now.state === 'warning') onWarning(now.secondsLeft)
    this.#cancel = clock.after(now.nextInMs, () => this.#watch())
  }
}
