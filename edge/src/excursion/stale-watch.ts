import { close, type Finding, type FindingLog, plainFinding } from './finding.ts'

/** A probe for which a gateway goes on sending the last value under fresh stamps. A single repeat is no alarm. */
export class StaleWatch {
  open: Finding | null = null
  private freshMs = Number.NaN
  private sinceMs = Number.NaN
  private readonly staleMs: number

  constructor(staleMs: number) {
    this.staleMs = staleMs
  }

  fresh(atMs: number, log: FindingLog): void {
    if (this.open !== null) this.open = close(this.open, atMs, log)
    this.freshMs = atMs
    this.sinceMs = Number.NaN
  }

  stale(atMs: number, log: FindingLog): void {
    if (Number.isNaN(this.sinceMs)) this.sinceMs = atMs
    if (this.open !== null) {
      this.open.evidenceMs = atMs
      return
    }
    const countedFromMs = Number.isNaN(this.freshMs) ? this.sinceMs : this.freshMs
    if (atMs - countedFromMs < this.staleMs) return
    this.open = plainFinding('stale-value', this.sinceMs, Math.max(this.sinceMs, countedFromMs + this.staleMs), atMs)
    log.changes++
  }

  copy(other: StaleWatch): void {
    this.open = other.open === null ? null : { ...other.open }
    this.freshMs = other.freshMs
    this.sinceMs = other.sinceMs
  }

  restore(finding: Finding): void {
    this.open = { ...finding }
    this.sinceMs = finding.fromMs
  }
}
