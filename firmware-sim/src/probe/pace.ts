import { setTimeout as sleep } from 'node:timers/promises'

/** Holds a sender to so many messages a second, evenly, so that a broker's rate limit never has to. */
export class Pace {
  readonly #everyMs: number
  #nextMs = 0

  constructor(messagesPerSecond: number) {
    this.#everyMs = 1000 / messagesPerSecond
  }

  /** Resolves when this many messages may be sent. */
  async take(messages: number): Promise<void> {
    const nowMs = performance.now()
    const waitMs = this.#nextMs - nowMs
    this.#nextMs = Math.max(this.#nextMs, nowMs) + messages * this.#everyMs
    // Timers are no finer than a few milliseconds; a debt below that is collected with the next.
    if (waitMs > 5) await sleep(waitMs)
  }
}
