import { flag } from './sample.ts'

/** Where a sample went: `appended` is the usual case, in order; `inserted` means that later samples were there. */
export type Placing = 'appended' | 'inserted' | 'known'

/** Samples of one probe in the order of their stamps, one per stamp, in columns. */
export class SampleBuffer {
  length = 0
  atMs = new Float64Array(64)
  celsius = new Float64Array(64)
  flags = new Uint8Array(64)

  /**
   * Two samples of one stamp become one, the same whichever came first: the warmer value, the flags of both.
   * A re-sent value never stands in the way of a fresh one.
   */
  put(atMs: number, celsius: number, flags: number): Placing {
    const last = this.length - 1
    if (last >= 0 && atMs <= (this.atMs[last] ?? 0)) return this.place(atMs, celsius, flags)
    if (this.length === this.atMs.length) this.grow()
    this.atMs[this.length] = atMs
    this.celsius[this.length] = celsius
    this.flags[this.length] = flags
    this.length++
    return 'appended'
  }

  /** Forgets the oldest `count` samples. */
  drop(count: number): void {
    for (const column of [this.atMs, this.celsius, this.flags]) column.copyWithin(0, count, this.length)
    this.length -= count
  }

  private place(atMs: number, celsius: number, flags: number): Placing {
    const index = this.indexOf(atMs)
    if (this.atMs[index] === atMs) return this.merge(index, celsius, flags)
    if (this.length === this.atMs.length) this.grow()
    for (const column of [this.atMs, this.celsius, this.flags]) column.copyWithin(index + 1, index, this.length)
    this.atMs[index] = atMs
    this.celsius[index] = celsius
    this.flags[index] = flags
    this.length++
    return 'inserted'
  }

  private merge(index: number, celsius: number, flags: number): Placing {
    const before = this.celsius[index] ?? Number.NaN
    const flagsBefore = this.flags[index] ?? 0
    if (flags & flag.stale && !(flagsBefore & flag.stale)) return 'known'
    const replaced = flagsBefore & flag.stale && !(flags & flag.stale)
    const after = replaced || Number.isNaN(before) || celsius > before ? celsius : before
    const allFlags = replaced ? flags : flagsBefore | flags
    if (Object.is(before, after) && allFlags === flagsBefore) return 'known'
    this.celsius[index] = after
    this.flags[index] = allFlags
    return 'inserted'
  }

  /** The first index whose stamp is not before `atMs`. */
  indexOf(atMs: number): number {
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.atMs[middle] ?? 0) < atMs) low = middle + 1
      else high = middle
    }
    return low
  }

  private grow(): void {
    const capacity = this.atMs.length * 2
    this.atMs = extended(this.atMs, new Float64Array(capacity))
    this.celsius = extended(this.celsius, new Float64Array(capacity))
    this.flags = extended(this.flags, new Uint8Array(capacity))
  }
}

function extended<T extends Float64Array | Uint8Array>(from: T, into: T): T {
  into.set(from)
  return into
}
