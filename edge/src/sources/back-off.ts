/** Growing waits between attempts, with jitter so that many devices do not come back in step. */
export class BackOff {
  #firstMs: number
  #mostMs: number
  #failures = 0

  constructor(firstMs: number, mostMs: number) {
    this.#firstMs = firstMs
    this.#mostMs = mostMs
  }

  reset(): void {
    this.#failures = 0
  }

  /** The next wait: doubling, between half and the whole of its step. */
  nextMs(random: () => number = Math.random): number {
    const stepMs = Math.min(this.#mostMs, this.#firstMs * 2 ** Math.min(this.#failures, 30))
    this.#failures += 1
    return stepMs * (0.5 + random() / 2)
  }
}
