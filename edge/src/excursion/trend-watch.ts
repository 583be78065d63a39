import { close, type Finding, type FindingLog, plainFinding } from './finding.ts'
import type { BreachRule, RiseRule } from './rules.ts'
import { Trend } from './trend.ts'

const hourMs = 3_600_000
/** A line must follow what changes within a third of the time it looks ahead. */
const lookBackShare = 1 / 3
/** It must stay so for this share of it: a door or a cycle bends the line for a moment only. */
const heldShare = 1 / 6
/** A finding ends when what opened it has fallen to this share of it: at the very threshold it would chatter. */
const calmShare = 0.75

/** Air or goods that warm by more than so many degrees within so long, judged by the line through that long. */
export class RiseWatch {
  open: Finding | null = null
  private readonly trend: Trend
  private readonly rule: RiseRule
  private readonly gapMs: number
  private lastMs = Number.NaN

  constructor(rule: RiseRule, gapMs: number) {
    this.rule = rule
    this.gapMs = gapMs
    this.trend = new Trend(rule.withinMs)
  }

  step(atMs: number, celsius: number, log: FindingLog): void {
    if (atMs - this.lastMs > this.gapMs) this.trend.clear()
    this.trend.add(atMs, celsius)
    this.lastMs = atMs
    const rise = this.trend.celsiusPerMs * this.rule.withinMs
    if (this.open === null && rise >= this.rule.celsius) {
      this.open = plainFinding('rising-fast', atMs - this.rule.withinMs, atMs, atMs)
      log.changes++
    } else if (this.open !== null && rise < calmShare * this.rule.celsius) this.open = close(this.open, atMs, log)
    if (this.open === null) return
    this.open.evidenceMs = atMs
    this.open.latestCelsius = celsius
    this.open.peakCelsius = Math.max(this.open.peakCelsius ?? celsius, celsius)
    this.open.told = { celsiusPerHour: Number((this.trend.celsiusPerMs * hourMs).toFixed(1)) }
  }

  suspend(): void {
    this.trend.clear()
  }

  copy(other: RiseWatch): void {
    this.open = other.open === null ? null : { ...other.open }
    this.trend.copy(other.trend)
    this.lastMs = other.lastMs
  }

  restore(finding: Finding): void {
    this.open = { ...finding }
  }
}

/** A critical limit that the line through the recent past will pass soon; it ends when the limit is passed or safe. */
export class BreachWatch {
  open: Finding | null = null
  private readonly trend: Trend
  private readonly rule: BreachRule
  private readonly gapMs: number
  private lastMs = Number.NaN
  private sinceMs = Number.NaN

  constructor(rule: BreachRule, gapMs: number) {
    this.rule = rule
    this.gapMs = gapMs
    this.trend = new Trend(lookBackShare * rule.withinMs)
  }

  step(atMs: number, celsius: number, log: FindingLog): void {
    if (atMs - this.lastMs > this.gapMs) this.trend.clear()
    this.trend.add(atMs, celsius)
    this.lastMs = atMs
    const { highCelsius, lowCelsius, withinMs } = this.rule
    // What comes after the limit was passed tells nothing of how it will be passed the next time.
    if (celsius >= highCelsius || celsius <= lowCelsius) this.trend.clear()
    const slope = this.trend.celsiusPerMs
    const limitCelsius = slope > 0 ? highCelsius : lowCelsius
    const leftMs = this.headsFor(celsius, slope)
      ? (limitCelsius - this.trend.celsius) / slope
      : Number.POSITIVE_INFINITY
    if (!(leftMs <= withinMs)) this.sinceMs = Number.NaN
    else if (Number.isNaN(this.sinceMs)) this.sinceMs = atMs
    if (this.open === null && atMs - this.sinceMs >= heldShare * withinMs) {
      this.open = { ...plainFinding('predicted-breach', this.sinceMs, atMs, atMs), limitCelsius }
      log.changes++
    } else if (this.open !== null && !(leftMs * calmShare <= withinMs)) this.open = close(this.open, atMs, log)
    if (this.open === null) return
    this.open.evidenceMs = atMs
    this.open.latestCelsius = celsius
    this.open.peakCelsius = celsius
    this.open.told = { breachAtMs: Math.round(atMs + Math.max(0, leftMs)) }
  }

  /** Whether it moves away from its target, and is out of it already. */
  private headsFor(celsius: number, slope: number): boolean {
    const [coldest, warmest] = this.rule.targetCelsius
    return slope > 0 ? celsius >= (warmest ?? celsius) : slope < 0 && celsius <= (coldest ?? celsius)
  }

  suspend(): void {
    this.trend.clear()
    this.sinceMs = Number.NaN
  }

  copy(other: BreachWatch): void {
    this.open = other.open === null ? null : { ...other.open }
    this.trend.copy(other.trend)
    this.lastMs = other.lastMs
    this.sinceMs = other.sinceMs
  }

  restore(finding: Finding): void {
    this.open = { ...finding }
  }
}
