import { close, type Finding, type FindingLog, plainFinding } from './finding.ts'

/** A probe from which nothing new has come for too long, by the stamps of its samples. */
export class SilenceWatch {
  open: Finding | null = null
  private lastMs: number
  private readonly silenceMs: number

  /** `expectedSinceMs` is when the probe was first expected to speak; NaN where nobody expects it to. */
  constructor(silenceMs: number, expectedSinceMs: number) {
    this.silenceMs = silenceMs
    this.lastMs = expectedSinceMs
  }

  step(atMs: number, log: FindingLog): void {
    if (atMs - this.lastMs > this.silenceMs) {
      close(this.open ?? this.finding(atMs), atMs, log)
      this.open = null
    } else if (this.open !== null) {
      this.open = null
      log.changes++
    }
    this.lastMs = atMs
  }

  /** Judges the time until `nowMs`; what the watch itself has missed before `listeningSinceMs` is not held against the probe. */
  wait(nowMs: number, listeningSinceMs: number, log: FindingLog): void {
    if (this.open !== null) {
      this.open.evidenceMs = nowMs
    } else if (nowMs - Math.max(this.lastMs, listeningSinceMs) > this.silenceMs) {
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

  private finding(evidenceMs: number): Finding {
    return plainFinding('silence', this.lastMs, this.lastMs + this.silenceMs, evidenceMs)
  }
}
