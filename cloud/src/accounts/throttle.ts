/** After `free` failures in a row each further one doubles the wait, up to `maxWaitMs`; all is forgotten after `forgetMs`. */
export interface ThrottleLimits {
  free: number
  maxWaitMs: number
  forgetMs: number
  /** Names or addresses remembered at once; the longest untouched is forgotten first. */
  maxKeys: number
}

interface Failures {
  count: number
  lastMs: number
}

/** Slows whoever guesses passwords. An attempt counts before its outcome is known, so that parallel guesses count too. */
export class Throttle {
  readonly #limits: ThrottleLimits
  readonly #now: () => number
  readonly #failures = new Map<string, Failures>()

  constructor(limits: ThrottleLimits, now: () => number) {
    this.#limits = limits
    this.#now = now
  }

  /** Milliseconds this key must still wait; 0 when it may try. */
  waitMs(key: string): number {
    const failures = this.#recent(key)
    if (failures === undefined || failures.count < this.#limits.free) return 0
    const waitMs = Math.min(this.#limits.maxWaitMs, 1000 * 2 ** (failures.count - this.#limits.free))
    return Math.max(0, failures.lastMs + waitMs - this.#now())
  }

  attempt(key: string): void {
    const count = (this.#recent(key)?.count ?? 0) + 1
    this.#failures.delete(key)
    this.#failures.set(key, { count, lastMs: this.#now() })
    for (const oldest of this.#failures.keys()) {
      if (this.#failures.size <= this.#limits.maxKeys) break
      this.#failures.delete(oldest)
    }
  }

  /** The key has proved itself: its failures are forgotten. */
  clear(key: string): void {
    this.#failures.delete(key)
  }

  /** The last attempt was none: a success behind a shared address must not clear what others tried there. */
  takeBack(key: string): void {
    const failures = this.#failures.get(key)
    if (failures !== undefined) failures.count -= 1
  }

  #recent(key: string): Failures | undefined {
    const failures = this.#failures.get(key)
    return failures !== undefined && this.#now() - failures.lastMs < this.#limits.forgetMs ? failures : undefined
  }
}
