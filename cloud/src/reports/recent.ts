/** Results that many ask for at once share one computation for `freshMs`; of more than `maxKept` the oldest go. */
export class Recent<T> {
  readonly #freshMs: number
  readonly #maxKept: number
  readonly #kept = new Map<string, { result: Promise<T>; atMs: number }>()

  constructor(freshMs: number, maxKept: number) {
    this.#freshMs = freshMs
    this.#maxKept = maxKept
  }

  /** The result under this key while it is fresh; otherwise `make` makes it. What fails is not kept. */
  get(key: string, nowMs: number, make: () => Promise<T>): Promise<T> {
    const recent = this.#kept.get(key)
    if (recent !== undefined && nowMs - recent.atMs < this.#freshMs) return recent.result
    const result = make()
    this.#kept.delete(key)
    this.#kept.set(key, { result, atMs: nowMs })
    result.catch(() => this.#kept.delete(key))
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#maxKept) break
      this.#kept.delete(oldest)
    }
    return result
  }

  clear(): void {
    this.#kept.clear()
  }
}
