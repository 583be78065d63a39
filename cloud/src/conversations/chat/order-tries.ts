const most = 3
const lockedMs = 10 * 60_000
const maxKept = 10_000

/** How often one conversation may try an order's digits, whatever the order. */
export class OrderTries {
  readonly #now: () => number
  readonly #failed = new Map<string, { count: number; lastMs: number }>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** Null when it may try. */
  lockedUntilMs(conversation: string): number | null {
    const failed = this.#failed.get(conversation)
    if (failed === undefined || failed.count < most) return null
    const untilMs = failed.lastMs + lockedMs
    if (untilMs > this.#now()) return untilMs
    this.#failed.delete(conversation)
    return null
  }

  /** @returns tries that are left */
  failed(conversation: string): number {
    const count = (this.#failed.get(conversation)?.count ?? 0) + 1
    this.#failed.delete(conversation)
    this.#failed.set(conversation, { count, lastMs: this.#now() })
    for (const oldest of this.#failed.keys()) {
      if (this.#failed.size <= maxKept) break
      this.#failed.delete(oldest)
    }
    return Math.max(0, most - count)
  }
}
