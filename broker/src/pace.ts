/**
 * Holds a client to so many messages a second by letting them wait, in order. A waiting message is not acknowledged
 * and nothing more is read from its connection, so the client slows down by itself and what waits stays bounded.
 */
export class Pace {
  readonly #perSecond: number
  #tokens: number
  #atMs: number
  #waiting: (() => void)[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(perSecond: number, nowMs: number) {
    this.#perSecond = perSecond
    this.#tokens = Math.max(1, perSecond)
    this.#atMs = nowMs
  }

  run(work: () => void, nowMs: number): void {
    this.#refill(nowMs)
    if (this.#waiting.length === 0 && this.#tokens >= 1) {
      this.#tokens -= 1
      work()
      return
    }
    this.#waiting.push(work)
    this.#arm()
  }

  /** The client is gone: what waits is forgotten, it was never acknowledged. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#waiting = []
  }

  #arm(): void {
    const untilNextMs = Math.max(1, ((1 - this.#tokens) / this.#perSecond) * 1000)
    this.#timer ??= setTimeout(() => this.#release(), untilNextMs)
  }

  #release(): void {
    this.#timer = undefined
    this.#refill(Date.now())
    const count = Math.min(Math.floor(this.#tokens), this.#waiting.length)
    this.#tokens -= count
    for (const work of this.#waiting.splice(0, count)) work()
    if (this.#waiting.length > 0) this.#arm()
  }

  #refill(nowMs: number): void {
    // A clock set back gives nothing and takes nothing.
    const elapsedMs = Math.max(0, nowMs - this.#atMs)
    this.#atMs = nowMs
    this.#tokens = Math.min(Math.max(1, this.#perSecond), this.#tokens + (elapsedMs / 1000) * this.#perSecond)
  }
}
