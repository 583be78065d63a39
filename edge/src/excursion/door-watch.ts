import { close, type Finding, type FindingLog, plainFinding } from './finding.ts'
import type { Rules } from './rules.ts'

/**
 * A door open for too long. Door sensors often speak only when something changes, so a state holds until the next
 * sample, but for no longer than `doorHeldMs`; an alarm that is open stays open until a sample shows the door closed.
 */
export class DoorWatch {
  open: Finding | null = null
  private sinceMs = Number.NaN
  private lastMs = Number.NaN
  private readonly openMs: number
  private readonly heldMs: number
  private readonly gapMs: number

  constructor(rules: Pick<Rules, 'doorOpenMs' | 'doorHeldMs' | 'gapMs'>) {
    this.openMs = rules.doorOpenMs
    this.heldMs = rules.doorHeldMs
    this.gapMs = rules.gapMs
  }

  step(atMs: number, isOpen: boolean, log: FindingLog): void {
    if (this.open !== null && atMs - this.open.fromMs < this.openMs) this.withdraw(log)
    this.hold(atMs, log)
    if (isOpen) {
      const interrupted = this.open === null && atMs - this.lastMs > this.gapMs
      if (interrupted || Number.isNaN(this.sinceMs)) this.sinceMs = atMs
      if (this.open !== null) this.open.evidenceMs = atMs
    } else {
      if (this.open !== null) this.open = close(this.open, atMs, log)
      this.sinceMs = Number.NaN
    }
    this.lastMs = atMs
  }

  /** Judges the time until `untilMs`, in which no sample came. */
  hold(untilMs: number, log: FindingLog): void {
    if (this.open !== null || Number.isNaN(this.sinceMs)) return
    if (Math.min(untilMs, this.lastMs + this.heldMs) - this.sinceMs < this.openMs) return
    const openedAtMs = this.sinceMs + this.openMs
    this.open = plainFinding('door-open', this.sinceMs, openedAtMs, Math.max(openedAtMs, this.lastMs))
    log.changes++
  }

  copy(other: DoorWatch): void {
    this.open = other.open === null ? null : { ...other.open }
    this.sinceMs = other.sinceMs
    this.lastMs = other.lastMs
  }

  restore(finding: Finding): void {
    this.open = { ...finding }
    this.sinceMs = finding.fromMs
    this.lastMs = finding.evidenceMs
  }

  private withdraw(log: FindingLog): void {
    this.open = null
    log.changes++
  }
}
