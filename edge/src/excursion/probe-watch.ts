import type { DefrostSnapshot } from '../defrost/defrost-memory.ts'
import type { DefrostWatch } from '../defrost/defrost-watch.ts'
import type { Finding } from './finding.ts'
import { ProbeFold, type Surroundings } from './probe-fold.ts'
import type { Rules } from './rules.ts'
import { SampleBuffer } from './sample-buffer.ts'

const keptMs = 24 * 3_600_000
/** A second-by-second probe is re-evaluated over its last hour, a minute-by-minute one over its last day. */
const keptSamples = 4096
const trimmedAtOnce = 1024

/**
 * The rules over one probe whose samples come in any order. The recent samples are kept: one that comes in order
 * costs a step, one that comes late a new fold over what is kept. What is older than that cannot be changed any more.
 */
export class ProbeWatch {
  private readonly buffer = new SampleBuffer()
  /** The state at the first kept sample. */
  private base: ProbeFold
  private live: ProbeFold
  private foldedUntilMs = Number.NEGATIVE_INFINITY
  private inOrder = true
  private changesSeen = 0
  /** When a sample last came, by our own clock. */
  heardAtMs = Number.NEGATIVE_INFINITY
  private waitedUntilMs = Number.NEGATIVE_INFINITY

  constructor(rules: Rules, surroundings: Surroundings) {
    this.base = new ProbeFold(rules, surroundings)
    this.live = new ProbeFold(rules, surroundings)
  }

  /** Takes a sample; one from before the horizon changes nothing: the trace report judges it. */
  take(atMs: number, celsius: number, flags: number): void {
    if (atMs <= this.foldedUntilMs) return
    const placing = this.buffer.put(atMs, celsius, flags)
    if (placing === 'inserted') this.inOrder = false
    else if (placing === 'appended' && this.inOrder) this.live.step(atMs, celsius, flags)
    if (this.buffer.length >= keptSamples + trimmedAtOnce) this.trim(trimmedAtOnce)
  }

  /** Takes a sample from before a restart, in the order of their stamps: it only adds to totals. */
  recall(atMs: number, celsius: number, flags: number): void {
    this.base.recall(atMs, celsius, flags)
    this.inOrder = false
  }

  /** Brings the findings up to date; true when one opened, ended or changed its severity since the last call. */
  settle(): boolean {
    if (!this.inOrder) this.refold()
    // A backlog is told together with the silence that still follows it, or each portion would end it for a moment.
    else this.live.wait(this.waitedUntilMs)
    const changed = this.live.changes !== this.changesSeen
    this.changesSeen = this.live.changes
    return changed
  }

  /** Judges the time until now, in which no sample came. */
  wait(nowMs: number): void {
    this.waitedUntilMs = nowMs
    if (this.inOrder) this.live.wait(nowMs)
  }

  /** Lets go what is older than the time kept; call it when the findings have been told. */
  forget(nowMs: number): void {
    let old = 0
    while (old < this.buffer.length && (this.buffer.atMs[old] ?? 0) < nowMs - keptMs) old++
    if (old >= trimmedAtOnce / 4) this.trim(old)
    const recent = (finding: Finding): boolean => (finding.untilMs ?? 0) >= this.horizonMs
    this.base.closed = this.base.closed.filter(recent)
    if (this.live.closed.length > 0) this.live.closed = this.live.closed.filter(recent)
  }

  findings(): Finding[] {
    return this.live.findings()
  }

  openFindings(): Finding[] {
    return this.live.openFindings()
  }

  get defrosts(): DefrostWatch | null {
    return this.live.defrosts
  }

  /** Goes on from what was learned of defrosts before a restart. */
  resume(snapshot: DefrostSnapshot): void {
    this.base.defrosts?.resume(snapshot)
    this.inOrder = false
  }

  get newestMs(): number {
    return this.buffer.atMs[this.buffer.length - 1] ?? Number.NEGATIVE_INFINITY
  }

  /** Up to this stamp the samples are forgotten. */
  get horizonMs(): number {
    return this.foldedUntilMs
  }

  /** The oldest sample at hand; infinite where there is none. */
  get oldestMs(): number {
    return this.buffer.length > 0 ? (this.buffer.atMs[0] ?? 0) : Number.POSITIVE_INFINITY
  }

  /** Judges what is kept by new rules. */
  judgeBy(rules: Rules, surroundings: Surroundings): void {
    const base = new ProbeFold(rules, surroundings)
    if (this.foldedUntilMs > Number.NEGATIVE_INFINITY) base.copy(this.base)
    else base.remember(this.base)
    this.base = base
    this.live = new ProbeFold(rules, surroundings)
    this.inOrder = false
  }

  /** Takes up a finding that was open before a restart; only samples after its evidence are judged. */
  restore(finding: Finding): void {
    this.foldedUntilMs = Math.max(this.foldedUntilMs, finding.cause === 'silence' ? finding.fromMs : finding.evidenceMs)
    this.base.restore(finding)
    this.inOrder = false
  }

  /** Judges anew what came at or after this stamp: something else about that time has become known. */
  reconsider(fromMs: number): void {
    if (this.newestMs >= fromMs) this.inOrder = false
  }

  private refold(): void {
    this.live.copy(this.base)
    for (let index = 0; index < this.buffer.length; index++) this.stepAt(this.live, index)
    this.live.wait(this.waitedUntilMs)
    this.inOrder = true
    this.live.changes = this.changesSeen + 1
  }

  private trim(count: number): void {
    for (let index = 0; index < count; index++) this.stepAt(this.base, index)
    this.foldedUntilMs = this.buffer.atMs[count - 1] ?? this.foldedUntilMs
    this.buffer.drop(count)
  }

  private stepAt(fold: ProbeFold, index: number): void {
    const { atMs, celsius, flags } = this.buffer
    fold.step(atMs[index] ?? 0, celsius[index] ?? Number.NaN, flags[index] ?? 0)
  }
}
