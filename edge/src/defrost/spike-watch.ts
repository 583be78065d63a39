/** Warm air that came and went faster than any defrost. */
export interface Spike {
  fromMs: number
  peakCelsius: number
  /** Colder than this, the air is back. */
  footCelsius: number
}

export interface SpikeRules {
  /** The air came to this at least. */
  celsius: number
  /** It came and went within this time. */
  withinMs: number
  /** Samples further apart than this do not show what was between. */
  gapMs: number
}

/** How far the air rises and falls again in a spike: more than a compressor's cycle, less than a defrost rises. */
const prominenceCelsius = 8
const driftPerMs = 2 / 3_600_000
/** A spike lasts while the air is above this share of its rise: above any compressor's cycle, below a defrost's plateau. */
const footShare = 0.25
/** Levels 2 °C apart, from −100 °C up. */
const stepCelsius = 2
const levels = 128
const levelOf = (celsius: number): number =>
  Math.max(0, Math.min(levels - 1, Math.floor((celsius + 100) / stepCelsius)))

/**
 * Finds spikes, also on the way down from a defrost, by the curve's turning points: up by the prominence from the
 * last valley, then down by it from the peak. Slow warmth turns too late to be one.
 */
export class SpikeWatch {
  private valley = Number.NaN
  private peak = Number.NaN
  private rising = false
  private lastMs = Number.NaN
  /** When the air last came up to each level. */
  private readonly reachedMs = new Float64Array(levels)
  private level = levels - 1
  private readonly rules: SpikeRules

  constructor(rules: SpikeRules) {
    this.rules = rules
  }

  /** Takes the next sample; returns the spike that it shows to be over. */
  step(atMs: number, celsius: number): Spike | null {
    const lastMs = this.lastMs
    this.lastMs = atMs
    this.reach(levelOf(celsius), atMs)
    if (!(atMs - lastMs <= this.rules.gapMs)) this.turn(celsius)
    else if (this.rising) return this.rise(lastMs, celsius)
    else this.fall(atMs - lastMs, celsius)
    return null
  }

  copy(other: SpikeWatch): void {
    this.valley = other.valley
    this.peak = other.peak
    this.rising = other.rising
    this.lastMs = other.lastMs
    this.reachedMs.set(other.reachedMs)
    this.level = other.level
  }

  private reach(level: number, atMs: number): void {
    for (let next = this.level + 1; next <= level; next++) this.reachedMs[next] = atMs
    this.level = level
  }

  private fall(elapsedMs: number, celsius: number): void {
    const drifted = this.valley + driftPerMs * elapsedMs
    this.valley = drifted < celsius ? drifted : celsius
    if (celsius - this.valley < prominenceCelsius) return
    this.rising = true
    this.peak = celsius
  }

  private rise(hotUntilMs: number, celsius: number): Spike | null {
    if (celsius > this.peak) this.peak = celsius
    const isOver = celsius <= this.peak - prominenceCelsius || celsius <= this.valley + prominenceCelsius / 2
    if (!isOver) return null
    const { peak, valley } = this
    this.turn(celsius)
    const foot = valley + Math.max(prominenceCelsius / 2, footShare * (peak - valley))
    const fromMs = this.reachedMs[levelOf(foot) + 1] ?? Number.NaN
    if (peak < this.rules.celsius || hotUntilMs - fromMs > this.rules.withinMs) return null
    return { fromMs, peakCelsius: peak, footCelsius: foot }
  }

  private turn(celsius: number): void {
    this.valley = celsius
    this.rising = false
  }
}
