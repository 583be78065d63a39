/** Words that wait for the answer to those before. */
const mostWaiting = 4

/** One answer after the other; a few may wait. */
export class TurnQueue {
  readonly #failed: (error: unknown) => void
  #waiting = 0
  #turns: Promise<void> = Promise.resolve()

  /** @param failed told when a turn's work threw */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed
  }

  /** @returns whether there was room; `work` looks itself whether it is still wanted */
  add(work: () => Promise<void> | undefined): boolean {
    if (this.#waiting >= mostWaiting) return false
    this.#waiting++
    this.#turns = this.#turns
      .then(work)
      .catch(this.#failed)
      .finally(() => {
        this.#waiting--
      })
    return true
  }
}
