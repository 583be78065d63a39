import type { Clock } from './clock.ts'

/** A clock that stands until it is moved on. */
export class ManualClock implements Clock {
  #nowMs: number
  readonly #waiting = new Set<{ atMs: number; run: () => void }>()

  constructor(nowMs = Date.UTC(2026, 10, 20, 9)) {
    this.#nowMs = nowMs
  }

  readonly nowMs = (): number => this.#nowMs

  after(ms: number, run: () => void): () => void {
    const entry = { atMs: this.#nowMs + ms, run }
    this.#waiting.add(entry)
    return () => this.#waiting.delete(entry)
  }

  /** What falls due is run in its order, at its time. */
  pass(ms: number): void {
    const untilMs = this.#nowMs + ms
    for (;;) {
      const [next] = [...this.#waiting].filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)
      if (next === undefined) break
      this.#waiting.delete(next)
      this.#nowMs = Math.max(this.#nowMs, next.atMs)
      next.run()
    }
    this.#nowMs = untilMs
  }
}
