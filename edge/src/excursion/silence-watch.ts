import { close, type Finding, type FindingLog, plainFinding } from './finding.ts'

/** A probe from which nothing new has come for too long, by the stamps of its samples. */
export class SilenceWatch {
  open: Finding | null = null
  private lastMs: number
  private readonly silenceMs: number
  private readonly listeningSinceMs: number

  /**
   * `expectedSinceMs` is when the probe was first expected to speak; NaN where nobody expects it to. What nobody
   * listened for before `listeningSinceMs` is not held against the probe: a report shows it as a gap.
   */
  constructor(silenceMs: number, expectedSinceMs: number, listeningSinceMs: number) {
    this.silenceMs = silenceMs
    this.lastMs = expectedSinceMs
    this.listeningSinceMs = listeningSinceMs
  }

  step(atMs: number, log: FindingLog): void {
    if (this.open !== null && atMs - this.lastMs <= this.silenceMs) {
      this.open = null
      log.changes++
    } else if (this.open !== null) this.open = close(this.open, atMs, log)
    else if (this.missedBy(atMs)) close(this.finding(atMs), atMs, log)
    this.lastMs = atMs
  }

  /** Judges the time until `nowMs`. */
  wait(nowMs: number, log: FindingLog): void {
    if (this.open !== null) {
      this.open.evidenceMs = nowMs
    } else if (this.missedBy(nowMs)) {
      this.open = this.finding(nowMs)
      log.changes++
    }
  }

  copy(other: SilenceWatch): void {
    this.open = other.open === null ? null : { ...other.open }
    this.lastMs = other.lastMs
  }

  restore(finding: Finding): void {
    this.open = { ...finding }
    this.lastMs = finding.fromMs
  }

  private missedBy(atMs: number): boolean {
    return atMs - Math.max(this.lastMs, this.listeningSinceMs) > this.silenceMs
  }

  private finding(evidenceMs: number): Finding {
    return plainFinding('silence', this.lastMs, this.lastMs + this.silenceMs, evidenceMs)
  }
}
