import { SampleBuffer } from './sample-buffer.ts'

/** A defrost takes 52 to 62 minutes on a real freezer; beyond this it no longer excuses warmth. */
export const defrostAllowanceMs = 75 * 60_000
/** A report holds until the next one, but for no longer than this. */
const heldMs = 10 * 60_000
/** Reports that only repeat the last one are kept at this pace. */
const repeatEveryMs = 30_000
/** A little longer than the samples that may have to be judged anew. */
const keptMs = 26 * 3_600_000
const droppedAtOnce = 256

const reports = { off: 0, on: 1 } as const

/** What an asset's devices reported of its defrosts, in any order: the same reports excuse the same times. */
export class DefrostLog {
  private readonly buffer = new SampleBuffer()

  /** Takes a report; true when it may change what is excused at or after its stamp. */
  note(atMs: number, defrosting: boolean): boolean {
    const state = defrosting ? reports.on : reports.off
    const last = this.buffer.length - 1
    const sinceLastMs = atMs - (this.buffer.atMs[last] ?? Number.NEGATIVE_INFINITY)
    if (sinceLastMs > 0 && sinceLastMs < repeatEveryMs && this.buffer.flags[last] === state) return false
    // Two reports of one stamp: the defrost is believed, whichever came first (the buffer joins their flags).
    if (this.buffer.put(atMs, Number.NaN, state) === 'known') return false
    const at = this.lastBy(atMs)
    return state === reports.on || this.isOn(at - 1) || this.isOn(at + 1)
  }

  /** Whether a defrost that was reported by then still excuses warm air. */
  excuses(atMs: number): boolean {
    const last = this.lastBy(atMs)
    if (!this.isOn(last) || atMs - (this.buffer.atMs[last] ?? 0) > heldMs) return false
    let first = last
    while (this.isOn(first - 1) && atMs - (this.buffer.atMs[first] ?? 0) <= defrostAllowanceMs) first--
    return atMs - (this.buffer.atMs[first] ?? 0) <= defrostAllowanceMs
  }

  forget(nowMs: number): void {
    const old = this.lastBy(nowMs - keptMs)
    if (old >= droppedAtOnce) this.buffer.drop(old + 1)
  }

  private isOn(index: number): boolean {
    return index >= 0 && index < this.buffer.length && this.buffer.flags[index] === reports.on
  }

  /** The last report at or before this stamp; -1 where there is none. */
  private lastBy(atMs: number): number {
    return this.buffer.indexOf(atMs + 1) - 1
  }
}
