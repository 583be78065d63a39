import { close, type Finding, type FindingLog, plainFinding } from './finding.ts'
import { RollingSum } from './rolling-sum.ts'
import type { LifeRule } from './rules.ts'

/**
 * The share of its whole life that goods spend within a trip, in percent: mild warmth over a long time, which no single
 * limit sees. Each sample's rate holds until the next, but not across a gap.
 */
export class LifeWatch {
  open: Finding | null = null
  private readonly sum: RollingSum
  private lastMs = Number.NaN
  private rate = 0
  private readonly rule: LifeRule
  private readonly gapMs: number

  constructor(rule: LifeRule, windowMs: number, gapMs: number) {
    this.rule = rule
    this.sum = new RollingSum(windowMs)
    this.gapMs = gapMs
  }

  step(atMs: number, celsius: number, log: FindingLog): void {
    this.recall(atMs, celsius)
    const { warnPercent, limitPercent, calmCelsius } = this.rule
    const percent = this.sum.total
    if (percent < warnPercent) {
      if (this.open !== null) this.open = close(this.open, atMs, log)
      return
    }
    // Goods at their target spend what they must: that is no evidence of anything that happens now.
    if (celsius <= calmCelsius) return
    if (this.open === null) this.open = this.begin(atMs, log)
    this.open.evidenceMs = atMs
    this.open.latestCelsius = celsius
    this.open.peakCelsius = Math.max(this.open.peakCelsius ?? celsius, celsius)
    this.open.told = { spentPercent: Math.floor(percent) }
    if (percent < limitPercent) return
    if (this.open.severity !== 'critical') log.changes++
    this.open.severity = 'critical'
    this.open.criticalFromMs ??= atMs
    this.open.criticalUntilMs = atMs
  }

  suspend(atMs: number): void {
    this.lastMs = atMs
    this.rate = 0
  }

  /** Adds up what was judged before. */
  recall(atMs: number, celsius: number): void {
    const heldMs = atMs - this.lastMs
    if (heldMs > 0 && heldMs <= this.gapMs) this.sum.add(this.lastMs, atMs, this.rate)
    else this.sum.advance(atMs)
    this.rate = this.rule.percentPerMs(celsius)
    this.lastMs = atMs
  }

  beginTrip(atMs: number, log: FindingLog): void {
    this.sum.clear()
    this.rate = 0
    if (this.open !== null) this.open = close(this.open, atMs, log)
  }

  copy(other: LifeWatch): void {
    this.open = other.open === null ? null : { ...other.open }
    this.sum.copy(other.sum)
    this.lastMs = other.lastMs
    this.rate = other.rate
  }

  restore(finding: Finding): void {
    this.open = { ...finding }
  }

  private begin(atMs: number, log: FindingLog): Finding {
    log.changes++
    return plainFinding('life-spent', atMs, atMs, atMs)
  }
}
