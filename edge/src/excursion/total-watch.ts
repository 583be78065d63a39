import { close, type Finding, type FindingLog, plainFinding } from './finding.ts'
import { RollingSum } from './rolling-sum.ts'
import type { Total } from './rules.ts'

export interface TotalOptions {
  side: 'high' | 'low'
  rule: Total
  /** Over which time it is added up; infinite: since the watch began or was last told of a new trip. */
  windowMs: number
  gapMs: number
}

const minuteMs = 60_000

/**
 * The time beyond the critical limit, added up over a trip: many short events count like one long one. Each sample
 * holds until the next, but not across a gap. What a single event has already raised critically is not said again;
 * the next moment beyond the limit is then one too many.
 */
export class TotalWatch {
  open: Finding | null = null
  private readonly sum: RollingSum
  private lastMs = Number.NaN
  private beyond = false
  private sinceMs = Number.NaN
  private peak = Number.NaN
  private readonly options: TotalOptions
  private readonly sign: 1 | -1
  private readonly limit: number

  constructor(options: TotalOptions) {
    this.options = options
    this.sum = new RollingSum(options.windowMs)
    this.sign = options.side === 'high' ? 1 : -1
    this.limit = this.sign * options.rule.limitCelsius
  }

  /** One sample, or a stretch of them of which `extreme` is the worst. */
  step(firstMs: number, lastMs: number, extreme: number, saidAlready: boolean, log: FindingLog): void {
    this.addUp(firstMs, lastMs, extreme)
    const spent = this.sum.total >= this.options.rule.totalMs
    if (this.open !== null && !spent) this.open = close(this.open, firstMs, log)
    else if (this.open !== null && this.beyond) this.carryOn(this.open, extreme)
    else if (this.open === null && spent && this.beyond && !saidAlready) this.begin(extreme, log)
  }

  /** Nothing can be said of this time. */
  suspend(atMs: number): void {
    this.lastMs = atMs
    this.beyond = false
  }

  /** Adds up what was judged before. */
  recall(atMs: number, celsius: number): void {
    this.addUp(atMs, atMs, celsius)
  }

  /** Other goods than before: they have no past. */
  beginTrip(atMs: number, log: FindingLog): void {
    this.sum.clear()
    this.beyond = false
    if (this.open !== null) this.open = close(this.open, atMs, log)
  }

  copy(other: TotalWatch): void {
    this.open = other.open === null ? null : { ...other.open }
    this.sum.copy(other.sum)
    this.lastMs = other.lastMs
    this.beyond = other.beyond
    this.sinceMs = other.sinceMs
    this.peak = other.peak
  }

  restore(finding: Finding): void {
    this.open = { ...finding }
    this.peak = this.sign * (finding.peakCelsius ?? Number.NaN)
  }

  private addUp(firstMs: number, lastMs: number, extreme: number): void {
    const beyond = this.sign * extreme >= this.limit
    if (beyond && !this.beyond) {
      this.sinceMs = firstMs
      if (this.open === null) this.peak = this.sign * extreme
    } else if (beyond && this.sign * extreme > this.peak) this.peak = this.sign * extreme
    const heldMs = firstMs - this.lastMs
    if (this.beyond && heldMs > 0 && heldMs <= this.options.gapMs) this.sum.add(this.lastMs, firstMs, 1)
    if (beyond && lastMs > firstMs) this.sum.add(firstMs, lastMs, 1)
    else if (this.sum.total > 0) this.sum.advance(lastMs)
    this.beyond = beyond
    this.lastMs = lastMs
  }

  private begin(extreme: number, log: FindingLog): void {
    const { side, rule } = this.options
    this.open = {
      ...plainFinding(
        side === 'high' ? 'too-warm-in-total' : 'too-cold-in-total',
        this.sinceMs,
        this.lastMs,
        this.lastMs,
      ),
      severity: 'critical',
      limitCelsius: rule.limitCelsius,
      criticalFromMs: this.sinceMs,
    }
    this.carryOn(this.open, extreme)
    log.changes++
  }

  private carryOn(open: Finding, extreme: number): void {
    open.evidenceMs = this.lastMs
    open.criticalUntilMs = this.lastMs
    open.latestCelsius = extreme
    open.peakCelsius = this.sign * this.peak
    open.told = { totalMinutes: Math.floor(this.sum.total / minuteMs) }
  }
}
