import type { Cause } from '@larder/contracts/situation'
import { DefrostWatch, isOfDefrosts } from '../defrost/defrost-watch.ts'
import { DoorWatch } from './door-watch.ts'
import type { Finding, FindingLog } from './finding.ts'
import type { Rules } from './rules.ts'
import { flag } from './sample.ts'
import { SensorFaultWatch } from './sensor-fault-watch.ts'
import { SilenceWatch } from './silence-watch.ts'
import { StaleWatch } from './stale-watch.ts'
import { TemperatureFold } from './temperature-fold.ts'

/** What a probe's samples alone do not tell. */
export interface Surroundings {
  /** NaN for a probe from which nobody expects anything: its silence is not judged. */
  expectedSinceMs: number
  /** Since when somebody would have heard it. */
  listeningSinceMs: number
  /** Whether a defrost explains warm air at this time. */
  excusesWarmth(atMs: number): boolean
}

/** All rules of one probe, folded over its samples in the order of their stamps. */
export class ProbeFold implements FindingLog {
  closed: Finding[] = []
  changes = 0
  readonly defrosts: DefrostWatch | null
  private readonly temperature: TemperatureFold
  private readonly door: DoorWatch
  private readonly fault: SensorFaultWatch
  private readonly silence: SilenceWatch
  private readonly stale: StaleWatch
  private readonly surroundings: Surroundings

  constructor(rules: Rules, surroundings: Surroundings) {
    this.surroundings = surroundings
    const { expectedSinceMs, listeningSinceMs } = surroundings
    this.defrosts = rules.defrost && new DefrostWatch(rules.defrost)
    this.temperature = new TemperatureFold(rules, { latched: true, listeningSinceMs })
    this.door = new DoorWatch(rules)
    this.fault = new SensorFaultWatch(rules.gapMs)
    this.silence = new SilenceWatch(
      Number.isNaN(expectedSinceMs) ? Number.POSITIVE_INFINITY : rules.silenceMs,
      expectedSinceMs,
      listeningSinceMs,
    )
    this.stale = new StaleWatch(rules.staleMs)
  }

  step(atMs: number, celsius: number, flags: number): void {
    if (flags & flag.stale) {
      this.stale.stale(atMs, this)
      return
    }
    this.stale.fresh(atMs, this)
    this.silence.step(atMs, this)
    if (this.fault.step(atMs, celsius, (flags & flag.fault) !== 0, this)) {
      const { confirmed } = this.fault
      if (confirmed !== null) this.judge(confirmed.atMs, confirmed.celsius, flags)
      this.judge(atMs, celsius, flags)
    }
    if (flags & flag.doorKnown) this.door.step(atMs, (flags & flag.doorOpen) !== 0, this)
  }

  /** A sample from before a restart: what it opened is known already, what it adds to totals is not. */
  recall(atMs: number, celsius: number, flags: number): void {
    const usable = !Number.isNaN(celsius) && (flags & (flag.stale | flag.fault)) === 0
    if (!usable) return
    const reported = this.surroundings.excusesWarmth(atMs)
    this.defrosts?.recall(atMs, celsius, reported)
    this.temperature.recall(atMs, celsius, reported)
  }

  /** Takes over what another fold recalled and learned. */
  remember(other: ProbeFold): void {
    if (other.defrosts !== null) this.defrosts?.copy(other.defrosts)
    this.temperature.copy(other.temperature)
  }

  /** Judges the time until now, in which no sample came. */
  wait(nowMs: number): void {
    this.silence.wait(nowMs, this)
    this.door.hold(nowMs, this)
  }

  findings(): Finding[] {
    return [...this.closed, ...this.openFindings()]
  }

  openFindings(): Finding[] {
    const open = this.watches().flatMap((watch) => (watch?.open ? [watch.open] : []))
    return this.defrosts === null ? open : [...open, ...this.defrosts.openFindings()]
  }

  copy(other: ProbeFold): void {
    this.closed = other.closed.slice()
    if (other.defrosts !== null) this.defrosts?.copy(other.defrosts)
    this.temperature.copy(other.temperature)
    this.door.copy(other.door)
    this.fault.copy(other.fault)
    this.silence.copy(other.silence)
    this.stale.copy(other.stale)
  }

  /** Takes up what was open before a restart. */
  restore(finding: Finding): void {
    const byCause: Partial<Record<Cause, { restore(finding: Finding): void }>> = {
      'door-open': this.door,
      'sensor-fault': this.fault,
      silence: this.silence,
      'stale-value': this.stale,
    }
    const ofDefrosts = isOfDefrosts(finding.cause) ? this.defrosts : null
    const watch = ofDefrosts ?? byCause[finding.cause] ?? this.temperature
    watch.restore(finding)
  }

  private judge(atMs: number, celsius: number, flags: number): void {
    this.temperature.step(atMs, atMs, single(celsius), this.explains(atMs, celsius, flags), this)
  }

  /** Whether a defrost, reported or learned, explains warmth at this time: then it is not judged. */
  private explains(atMs: number, celsius: number, flags: number): boolean {
    const reported = this.surroundings.excusesWarmth(atMs)
    const learned = this.defrosts?.step(atMs, celsius, reported, (flags & flag.doorOpen) !== 0, this) ?? false
    return reported || learned
  }

  private watches(): ({ open: Finding | null } | null)[] {
    return [...this.temperature.watches(), this.door, this.fault, this.silence, this.stale]
  }
}

const single = (celsius: number) => ({ typical: celsius, coldest: celsius, warmest: celsius })
