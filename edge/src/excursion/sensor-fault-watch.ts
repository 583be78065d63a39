import { close, type Finding, type FindingLog, plainFinding } from './finding.ts'

/** No air in a store changes by this much at this rate; a probe pulled from −25 °C into a warm room does 15 °C in a minute. */
const jumpCelsius = 25
const jumpCelsiusPerSecond = 0.25

/** A value that stays the same to the last decimal this long, where the probe is known to vary, is stuck. */
const stuckMs = 3 * 3_600_000
/** Times longer than the longest run of equal values seen before: a probe in a big thermal mass is not stuck. */
const stuckFactor = 6
const changesToKnowAProbe = 30

/**
 * A probe that cannot be believed: it says so, gives an error code, jumps as no temperature can, or is stuck.
 * Tells whether a sample's temperature may be used. Whether a jump is a fault the next sample shows: a probe that was
 * moved, or air that a fault warms at once, stays where it jumped to.
 */
export class SensorFaultWatch {
  open: Finding | null = null
  /** The sample before this one, where this one shows that its jump was real. */
  confirmed: { atMs: number; celsius: number } | null = null
  private goodCelsius = Number.NaN
  private goodMs = Number.NaN
  private suspectCelsius = Number.NaN
  private suspectMs = Number.NaN
  private runSinceMs = Number.NaN
  private longestRunMs = 0
  private changes = 0
  private stuck = false
  private readonly gapMs: number

  constructor(gapMs: number) {
    this.gapMs = gapMs
  }

  /** `celsius` is NaN where the sample has none. */
  step(atMs: number, celsius: number, saysFault: boolean, log: FindingLog): boolean {
    if (saysFault) return this.fault(atMs, log)
    if (Number.isNaN(celsius)) return false
    this.confirmed = null
    if (this.jumps(atMs, celsius)) return this.suspect(atMs, celsius, log)
    if (!Number.isNaN(this.suspectCelsius)) this.judgeSuspect(celsius, log)
    this.follow(atMs, celsius)
    if (this.stuck) this.fault(atMs, log)
    else if (this.open !== null) this.open = close(this.open, atMs, log)
    this.goodCelsius = celsius
    this.goodMs = atMs
    return true
  }

  copy(other: SensorFaultWatch): void {
    this.open = other.open === null ? null : { ...other.open }
    this.goodCelsius = other.goodCelsius
    this.goodMs = other.goodMs
    this.suspectCelsius = other.suspectCelsius
    this.suspectMs = other.suspectMs
    this.confirmed = other.confirmed
    this.runSinceMs = other.runSinceMs
    this.longestRunMs = other.longestRunMs
    this.changes = other.changes
    this.stuck = other.stuck
  }

  restore(finding: Finding): void {
    this.open = { ...finding }
  }

  private fault(atMs: number, log: FindingLog): false {
    if (this.open === null) {
      const fromMs = this.stuck ? this.runSinceMs : atMs
      this.open = plainFinding('sensor-fault', fromMs, atMs, atMs)
      log.changes++
    }
    this.open.evidenceMs = atMs
    return false
  }

  private suspect(atMs: number, celsius: number, log: FindingLog): false {
    if (!Number.isNaN(this.suspectCelsius)) {
      this.fault(this.suspectMs, log)
      this.fault(atMs, log)
    }
    this.suspectCelsius = celsius
    this.suspectMs = atMs
    return false
  }

  private judgeSuspect(celsius: number, log: FindingLog): void {
    const isReal = Math.abs(celsius - this.suspectCelsius) < Math.abs(celsius - this.goodCelsius)
    if (isReal) this.confirmed = { atMs: this.suspectMs, celsius: this.suspectCelsius }
    else this.fault(this.suspectMs, log)
    this.suspectCelsius = Number.NaN
  }

  /** A second sample near the suspect one confirms it: then the probe was moved, not broken. */
  private jumps(atMs: number, celsius: number): boolean {
    const step = Math.abs(celsius - this.goodCelsius)
    if (!(step >= jumpCelsius)) return false
    const seconds = (atMs - this.goodMs) / 1000
    return step >= jumpCelsiusPerSecond * seconds && !(Math.abs(celsius - this.suspectCelsius) < jumpCelsius)
  }

  private follow(atMs: number, celsius: number): void {
    const interrupted = atMs - this.goodMs > this.gapMs
    if (celsius !== this.goodCelsius || interrupted) {
      if (celsius !== this.goodCelsius) this.changes++
      if (!this.stuck) this.longestRunMs = Math.max(this.longestRunMs, (this.goodMs || 0) - (this.runSinceMs || 0))
      this.runSinceMs = atMs
      this.stuck = false
    } else if (!this.stuck && this.changes >= changesToKnowAProbe) {
      this.stuck = atMs - this.runSinceMs >= Math.max(stuckMs, stuckFactor * this.longestRunMs)
    }
  }
}
