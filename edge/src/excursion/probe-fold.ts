import type { Cause } from '@larder/contracts/situation'
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
  private readonly temperature: TemperatureFold
  private readonly door: DoorWatch
  private readonly fault: SensorFaultWatch
  private readonly silence: SilenceWatch
  private readonly stale: StaleWatch
  private readonly surroundings: Surroundings

  constructor(rules: Rules, surroundings: Surroundings) {
    this.surroundings = surroundings
    const { expectedSinceMs, listeningSinceMs } = surroundings
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
      this.temperature.step(atMs, atMs, single(celsius), this.explains(atMs), this)
    }
    if (flags & flag.doorKnown) this.door.step(atMs, (flags & flag.doorOpen) !== 0, this)
  }

  /** A sample from before a restart: what it opened is known already, what it adds to totals is not. */
  recall(atMs: number, celsius: number, flags: number): void {
    const usable = !Number.isNaN(celsius) && (flags & (flag.stale | flag.fault)) === 0
    if (usable) this.temperature.recall(atMs, celsius, this.explains(atMs))
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
    return this.watches().flatMap((watch) => (watch?.open ? [watch.open] : []))
  }

  copy(other: ProbeFold): void {
    this.closed = other.closed.slice()
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
    const watch = byCause[finding.cause] ?? this.temperature
    watch.restore(finding)
  }

  /** Whether something other than a fault of the cold explains warmth at this time: then it is not judged. */
  private explains(atMs: number): boolean {
    return this.surroundings.excusesWarmth(atMs)
  }

  private watches(): ({ open: Finding | null } | null)[] {
    return [...this.temperature.watches(), this.door, this.fault, this.silence, this.stale]
  }
}

const single = (celsius: number) => ({ typical: celsius, coldest: celsius, warmest: celsius })
