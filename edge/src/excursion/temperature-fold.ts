import type { Finding, FindingLog } from './finding.ts'
import { LifeWatch } from './life-watch.ts'
import type { Limits, Rules, Total } from './rules.ts'
import { StartUp } from './start-up.ts'
import { ThresholdWatch } from './threshold-watch.ts'
import { TotalWatch } from './total-watch.ts'
import { BreachWatch, RiseWatch } from './trend-watch.ts'

/** What of the samples' stretch the rules look at; all the same for a single sample. */
export interface Warmth {
  typical: number
  coldest: number
  warmest: number
}

/**
 * All rules on the temperature of one probe, over samples in the order of their stamps: the same at the edge, where
 * alarms are latched, and in a report, which counts only what was observed.
 */
export class TemperatureFold {
  private readonly startUp: StartUp
  private readonly high: ThresholdWatch | null
  private readonly low: ThresholdWatch | null
  private readonly highTotal: TotalWatch | null
  private readonly lowTotal: TotalWatch | null
  private readonly life: LifeWatch | null
  private readonly rise: RiseWatch | null
  private readonly breach: BreachWatch | null
  private readonly tripBeginsAtStart: boolean

  constructor(rules: Rules, { latched, listeningSinceMs }: { latched: boolean; listeningSinceMs: number }) {
    const { tripMs: windowMs, gapMs } = rules
    const threshold = (side: 'high' | 'low', limits: Limits | null) =>
      limits && new ThresholdWatch({ ...rules, side, limits, latched })
    const total = (side: 'high' | 'low', rule: Total | null) => rule && new TotalWatch({ side, rule, windowMs, gapMs })
    this.startUp = new StartUp(rules.startUpIgnoreMs, listeningSinceMs)
    this.high = threshold('high', rules.high)
    this.low = threshold('low', rules.low)
    this.highTotal = total('high', rules.highTotal)
    this.lowTotal = total('low', rules.lowTotal)
    this.life = rules.life && new LifeWatch(rules.life, windowMs, gapMs)
    this.rise = rules.rise && new RiseWatch(rules.rise, gapMs)
    this.breach = rules.breach && new BreachWatch(rules.breach, gapMs)
    this.tripBeginsAtStart = rules.tripBeginsAtStart
  }

  /** One sample, or a stretch from `firstMs` to `lastMs`. Warmth that something explains (a defrost) is not judged. */
  step(firstMs: number, lastMs: number, celsius: Warmth, explained: boolean, log: FindingLog): void {
    if (this.startUp.starts(firstMs) && this.tripBeginsAtStart) this.beginTrip(firstMs, log)
    if (this.startUp.ignores(firstMs)) {
      this.suspendHigh(lastMs)
      this.low?.suspend(lastMs)
      this.lowTotal?.suspend(lastMs)
      return
    }
    if (explained) this.suspendHigh(lastMs)
    else this.stepHigh(firstMs, lastMs, celsius, log)
    this.low?.step(firstMs, lastMs, celsius.typical, celsius.coldest, log)
    this.lowTotal?.step(firstMs, lastMs, celsius.coldest, this.low?.open?.severity === 'critical', log)
  }

  /** Adds up what was judged before a restart, so that totals go on. */
  recall(atMs: number, celsius: number, explained: boolean): void {
    this.startUp.starts(atMs)
    if (explained) {
      this.highTotal?.suspend(atMs)
      this.life?.suspend(atMs)
    } else {
      this.highTotal?.recall(atMs, celsius)
      this.life?.recall(atMs, celsius)
    }
    this.lowTotal?.recall(atMs, celsius)
  }

  watches(): ({ open: Finding | null } | null)[] {
    return [this.high, this.low, this.highTotal, this.lowTotal, this.life, this.rise, this.breach]
  }

  copy(other: TemperatureFold): void {
    this.startUp.copy(other.startUp)
    if (other.high !== null) this.high?.copy(other.high)
    if (other.low !== null) this.low?.copy(other.low)
    if (other.highTotal !== null) this.highTotal?.copy(other.highTotal)
    if (other.lowTotal !== null) this.lowTotal?.copy(other.lowTotal)
    if (other.life !== null) this.life?.copy(other.life)
    if (other.rise !== null) this.rise?.copy(other.rise)
    if (other.breach !== null) this.breach?.copy(other.breach)
  }

  /** Takes up what was open before a restart. */
  restore(finding: Finding): void {
    const byCause = {
      'too-warm': this.high,
      'too-cold': this.low,
      'too-warm-in-total': this.highTotal,
      'too-cold-in-total': this.lowTotal,
      'life-spent': this.life,
      'rising-fast': this.rise,
      'predicted-breach': this.breach,
    }
    if (Object.hasOwn(byCause, finding.cause)) byCause[finding.cause as keyof typeof byCause]?.restore(finding)
  }

  private stepHigh(firstMs: number, lastMs: number, celsius: Warmth, log: FindingLog): void {
    this.high?.step(firstMs, lastMs, celsius.typical, celsius.warmest, log)
    this.highTotal?.step(firstMs, lastMs, celsius.warmest, this.high?.open?.severity === 'critical', log)
    this.life?.step(lastMs, celsius.typical, log)
    this.rise?.step(lastMs, celsius.typical, log)
    this.breach?.step(lastMs, celsius.typical, log)
  }

  private suspendHigh(atMs: number): void {
    this.high?.suspend(atMs)
    this.highTotal?.suspend(atMs)
    this.life?.suspend(atMs)
    this.rise?.suspend()
    this.breach?.suspend()
  }

  private beginTrip(atMs: number, log: FindingLog): void {
    this.highTotal?.beginTrip(atMs, log)
    this.lowTotal?.beginTrip(atMs, log)
    this.life?.beginTrip(atMs, log)
  }
}
