const firstWaitMs = 1000
const longestWaitMs = 60_000
/** Keys remembered; the oldest is forgotten first. */
const remembered = 10_000

/** Slows the guessing of passwords: so many failures are forgiven, then each doubles the wait, up to a minute. */
export class Throttle {
  readonly #forgiven: number
  readonly #failures = new Map<string, { count: number; untilMs: number }>()

  constructor(forgiven: number) {
    this.#forgiven = forgiven
  }

  isHeld(key: string, nowMs: number): boolean {
    return (this.#failures.get(key)?.untilMs ?? 0) > nowMs
  }

  failed(key: string, nowMs: number): void {
    const count = (this.#failures.get(key)?.count ?? 0) + 1
    const waitMs = count < this.#forgiven ? 0 : Math.min(firstWaitMs * 2 ** (count - this.#forgiven), longestWaitMs)
    this.#failures.delete(key)
    this.#failures.set(key, { count, untilMs: nowMs + waitMs })
    const [oldest] = this.#failures.keys()
    if (this.#failures.size > remembered && oldest !== undefined) this.#failures.delete(oldest)
  }

  succeeded(key: string): void {
    this.#failures.delete(key)
  }
}
