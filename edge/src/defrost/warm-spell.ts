/** One time at which the air was clearly warmer than before and came back: a defrost, an open door, a fault. */
export interface WarmSpell {
  /** The first and the last sample above `backCelsius`. */
  fromMs: number
  untilMs: number
  backCelsius: number
  peakMs: number
  peakCelsius: number
  /** The cold air from which it rose. */
  baseCelsius: number
  /** In how many samples it was seen. */
  samples: number
  /** The asset's controller said that it defrosts. */
  reported: boolean
  /** It was seen only in part, or something else happened within: nothing is learned from it. */
  torn: boolean
}

export interface SpellRules {
  /** How far above the coldest recent air a warm spell begins: more than a compressor's cycle. */
  riseCelsius: number
  /** A spell ends no colder than this: colder air alarms nobody, and may be no more than a compressor's wide cycle. */
  backCelsius: number
  /** And comes to this at least. */
  warmCelsius: number
  /** Samples further apart than this do not show what was between. */
  gapMs: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Shorter warmth is a door; longer is no defrost that any maker sets (they end by time after 30 to 120 min). */
const shortestDefrostMs = 8 * minuteMs
const longestDefrostMs = 180 * minuteMs
const samplesToTeach = 4
/** A spell that lasts longer is no defrost: a new set-point, or a failure that other rules tell. */
const longestSpellMs = 4 * hourMs

export const riseOf = (spell: WarmSpell): number => spell.peakCelsius - spell.baseCelsius
export const lengthOf = (spell: WarmSpell): number => spell.untilMs - spell.fromMs
/** Whether it lasted as long as a defrost may, and was seen often enough to tell it from noise. */
export const canTeach = (spell: WarmSpell): boolean =>
  !spell.torn &&
  spell.samples >= samplesToTeach &&
  lengthOf(spell) >= shortestDefrostMs &&
  lengthOf(spell) <= longestDefrostMs

/**
 * Cuts the air curve into warm spells, sample by sample in the order of stamps. The base follows colder air at once
 * and warmer air slowly, by a third of the rise an hour, so that it lies at the bottom of the compressor's cycle.
 */
export class SpellWatch {
  /** The spell under way. */
  current: WarmSpell | null = null
  private baseCelsius = Number.NaN
  private aboveSinceMs = Number.NaN
  private lastMs = Number.NaN
  private readonly rules: SpellRules

  constructor(rules: SpellRules) {
    this.rules = rules
  }

  /** Takes the next sample; returns the spell that it ends. */
  step(atMs: number, celsius: number, reported: boolean): WarmSpell | null {
    const elapsedMs = atMs - this.lastMs
    const fromMs = this.lastMs
    this.lastMs = atMs
    if (this.current !== null) return this.carryOn(this.current, atMs, celsius, reported, elapsedMs)
    const drifted = this.baseCelsius + (this.rules.riseCelsius / 3) * (elapsedMs / hourMs)
    this.baseCelsius = drifted < celsius ? drifted : celsius
    const { riseCelsius, warmCelsius } = this.rules
    const backCelsius = Math.max(this.baseCelsius + riseCelsius / 2, this.rules.backCelsius)
    if (celsius <= backCelsius) this.aboveSinceMs = Number.NaN
    else if (Number.isNaN(this.aboveSinceMs)) this.aboveSinceMs = atMs
    if (celsius <= backCelsius || celsius < warmCelsius || celsius < this.baseCelsius + riseCelsius) return null
    this.current = {
      fromMs: this.aboveSinceMs,
      untilMs: atMs,
      backCelsius,
      peakMs: atMs,
      peakCelsius: celsius,
      baseCelsius: this.baseCelsius,
      samples: 1,
      reported,
      // After a gap nobody knows when it began.
      torn: atMs - fromMs > this.rules.gapMs,
    }
    return null
  }

  copy(other: SpellWatch): void {
    this.current = other.current === null ? null : { ...other.current }
    this.baseCelsius = other.baseCelsius
    this.aboveSinceMs = other.aboveSinceMs
    this.lastMs = other.lastMs
  }

  private carryOn(spell: WarmSpell, atMs: number, celsius: number, reported: boolean, elapsedMs: number) {
    if (elapsedMs > this.rules.gapMs) spell.torn = true
    const ended = celsius <= spell.backCelsius
    const tooLong = atMs - spell.fromMs > longestSpellMs
    if (ended || tooLong) {
      this.current = null
      this.aboveSinceMs = Number.NaN
      this.baseCelsius = celsius
      return tooLong ? null : spell
    }
    spell.untilMs = atMs
    spell.samples++
    spell.reported ||= reported
    if (celsius > spell.peakCelsius) {
      spell.peakCelsius = celsius
      spell.peakMs = atMs
    }
    return null
  }
}
