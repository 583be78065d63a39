/** Warm air that came and went faster than any defrost. */
export interface Spike {
  fromMs: number
  peakCelsius: number
  /** The cold air it rose from. */
  valleyCelsius: number
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
export const prominenceCelsius = 8
const driftPerMs = 2 / 3_600_000

/**
 * Finds spikes, also on the way down from a defrost, by the curve's turning points: up by the prominence from the
 * last valley, then down by it from the peak. Slow warmth turns too late to be one.
 */
export class SpikeWatch {
  private valley = Number.NaN
  private peak = Number.NaN
  private rising = false
  private hotSinceMs = Number.NaN
  private lastMs = Number.NaN
  private readonly rules: SpikeRules

  constructor(rules: SpikeRules) {
    this.rules = rules
  }

  /** Takes the next sample; returns the spike that it shows to be over. */
  step(atMs: number, celsius: number): Spike | null {
    const lastMs = this.lastMs
    this.lastMs = atMs
    if (!(atMs - lastMs <= this.rules.gapMs)) this.turn(celsius)
    else if (this.rising) return this.rise(lastMs, celsius)
    else this.fall(atMs, atMs - lastMs, celsius)
    return null
  }

  copy(other: SpikeWatch): void {
    this.valley = other.valley
    this.peak = other.peak
    this.rising = other.rising
    this.hotSinceMs = other.hotSinceMs
    this.lastMs = other.lastMs
  }

  private fall(atMs: number, elapsedMs: number, celsius: number): void {
    const drifted = this.valley + driftPerMs * elapsedMs
    this.valley = drifted < celsius ? drifted : celsius
    const above = celsius - this.valley
    if (above <= prominenceCelsius / 2) this.hotSinceMs = Number.NaN
    else if (Number.isNaN(this.hotSinceMs)) this.hotSinceMs = atMs
    if (above < prominenceCelsius) return
    this.rising = true
    this.peak = celsius
  }

  private rise(hotUntilMs: number, celsius: number): Spike | null {
    if (celsius > this.peak) this.peak = celsius
    const isOver = celsius <= this.peak - prominenceCelsius || celsius <= this.valley + prominenceCelsius / 2
    if (!isOver) return null
    const { peak, valley, hotSinceMs } = this
    this.turn(celsius)
    if (peak < this.rules.celsius || hotUntilMs - hotSinceMs > this.rules.withinMs) return null
    return { fromMs: hotSinceMs, peakCelsius: peak, valleyCelsius: valley }
  }

  private turn(celsius: number): void {
    this.valley = celsius
    this.rising = false
    this.hotSinceMs = Number.NaN
  }
}
