import { close, type Finding, type FindingLog } from './finding.ts'
import type { Limits } from './rules.ts'

export interface ThresholdOptions {
  side: 'high' | 'low'
  limits: Limits
  hysteresisCelsius: number
  gapMs: number
  /**
   * An alarm is latched: it stays open through a gap until a sample shows its end.
   * A report is not: it counts only what was observed, and begins anew after a gap.
   */
  latched: boolean
}

/**
 * Judges one side of the limits over samples in the order of their stamps. The threshold itself breaches.
 * A warning needs the value at or beyond `warnCelsius` in every sample for the whole delay, a critical finding the
 * same of `limitCelsius`; either opens the finding, and it ends at the first sample back by the hysteresis.
 */
export class ThresholdWatch {
  open: Finding | null = null
  private warnSinceMs = Number.NaN
  private limitSinceMs = Number.NaN
  private lastMs = Number.NaN
  private peak = Number.NaN
  private readonly options: ThresholdOptions
  private readonly sign: 1 | -1
  private readonly warn: number
  private readonly limit: number

  constructor(options: ThresholdOptions) {
    this.options = options
    this.sign = options.side === 'high' ? 1 : -1
    this.warn = this.sign * options.limits.warnCelsius
    this.limit = this.sign * options.limits.limitCelsius
  }

  /**
   * One sample, or one stretch of samples from `firstMs` to `lastMs`: `typical` is judged against the warning and
   * for the end, `extreme` against the critical limit. They are the same for a single sample.
   */
  step(firstMs: number, lastMs: number, typical: number, extreme: number, log: FindingLog): void {
    if (firstMs - this.lastMs > this.options.gapMs) this.interrupt(this.sign * typical, log)
    const value = this.sign * typical
    const worst = this.sign * extreme
    if (value >= this.warn || worst >= this.limit) {
      if (Number.isNaN(this.warnSinceMs)) {
        this.warnSinceMs = firstMs
        if (this.open === null) this.peak = worst
      }
    } else this.warnSinceMs = Number.NaN
    if (worst >= this.limit) {
      if (Number.isNaN(this.limitSinceMs)) this.limitSinceMs = firstMs
    } else this.limitSinceMs = Number.NaN
    if (worst > this.peak) this.peak = worst
    this.lastMs = lastMs
    if (this.open !== null) this.carryOn(this.open, firstMs, value, worst, log)
    else if (!Number.isNaN(this.warnSinceMs)) this.consider(value, log)
  }

  /** The sample says nothing about this side (a defrost): what was pending starts again, what is open stays. */
  suspend(atMs: number): void {
    this.warnSinceMs = Number.NaN
    this.limitSinceMs = Number.NaN
    this.lastMs = atMs
  }

  /** Takes over what another watch of the same options had come to. */
  copy(other: ThresholdWatch): void {
    this.open = other.open === null ? null : { ...other.open }
    this.warnSinceMs = other.warnSinceMs
    this.limitSinceMs = other.limitSinceMs
    this.lastMs = other.lastMs
    this.peak = other.peak
  }

  /** Starts from a finding that was open before a restart. */
  restore(finding: Finding): void {
    this.open = { ...finding }
    this.lastMs = finding.evidenceMs
    this.peak = this.sign * (finding.peakCelsius ?? Number.NaN)
  }

  private interrupt(value: number, log: FindingLog): void {
    this.warnSinceMs = Number.NaN
    this.limitSinceMs = Number.NaN
    const ended = !this.options.latched || this.isBack(value)
    if (this.open !== null && ended) this.open = close(this.open, this.lastMs, log)
  }

  private isBack(value: number): boolean {
    return value < this.warn && value <= this.warn - this.options.hysteresisCelsius
  }

  private get limitHeld(): boolean {
    return this.lastMs - this.limitSinceMs >= this.options.limits.limitDelayMs
  }

  private consider(value: number, log: FindingLog): void {
    const { limits, side } = this.options
    const critical = this.limitHeld
    if (!critical && this.lastMs - this.warnSinceMs < limits.warnDelayMs) return
    const warnAtMs = this.warnSinceMs + limits.warnDelayMs
    const openedAtMs = critical ? Math.min(this.limitSinceMs + limits.limitDelayMs, warnAtMs) : warnAtMs
    this.open = {
      cause: side === 'high' ? 'too-warm' : 'too-cold',
      severity: critical ? 'critical' : 'warning',
      fromMs: this.warnSinceMs,
      openedAtMs,
      untilMs: null,
      evidenceMs: this.lastMs,
      peakCelsius: this.sign * this.peak,
      latestCelsius: this.sign * value,
      limitCelsius: critical ? limits.limitCelsius : limits.warnCelsius,
      criticalFromMs: critical ? this.limitSinceMs : null,
      criticalUntilMs: critical ? this.lastMs : null,
    }
    log.changes++
  }

  private carryOn(open: Finding, firstMs: number, value: number, worst: number, log: FindingLog): void {
    open.latestCelsius = this.sign * value
    if (this.isBack(value) && worst < this.limit) {
      this.open = close(open, firstMs, log)
      return
    }
    open.evidenceMs = this.lastMs
    open.peakCelsius = this.sign * this.peak
    if (this.limitHeld) {
      if (open.severity !== 'critical') log.changes++
      open.severity = 'critical'
      open.limitCelsius = this.options.limits.limitCelsius
      open.criticalFromMs ??= this.limitSinceMs
      open.criticalUntilMs = this.lastMs
    }
  }
}
