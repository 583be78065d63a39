/** How much may come in a while: `each second` on average, and `burst` at once. */
export class Allowance {
  readonly #perSecond: number
  readonly #burst: number
  #left: number
  #atMs: number

  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#left = burst
    this.#atMs = nowMs
  }

  /** Takes so much. @returns milliseconds until it was allowed; 0 when it is */
  take(amount: number, nowMs: number): number {
    this.#left = Math.min(this.#burst, this.#left + ((nowMs - this.#atMs) / 1000) * this.#perSecond) - amount
    this.#atMs = nowMs
    return this.#left >= 0 ? 0 : (-this.#left / this.#perSecond) * 1000
  }

  /** Gives back what was refused. */
  giveBack(amount: number): void {
    this.#left += amount
  }
}
