import type { Bound, Profile } from '@larder/contracts/profile'
import type { Cause } from '@larder/contracts/situation'
import { close, type Finding, type FindingLog, plainFinding } from '../excursion/finding.ts'
import { DefrostMemory, type DefrostSnapshot } from './defrost-memory.ts'
import {
  canJudge,
  isInTime,
  isSlow,
  isSure,
  longestExpectedMs,
  missedFromMs,
  nextExpectedMs,
  warmestExpectedCelsius,
} from './expectation.ts'
import type { LearnedDefrosts } from './learned-defrosts.ts'
import { type Spike, SpikeWatch } from './spike-watch.ts'
import { type SpellRules, SpellWatch, type WarmSpell } from './warm-spell.ts'

export interface DefrostRules extends SpellRules {
  /** Warmth that comes and goes within this time is a situation where it reaches this temperature. */
  spike: { celsius: number; withinMs: number } | null
}

/** Compressors of frozen stores cycle by 2 to 4 °C, of chilled ones by 1 to 1.5 °C at the air (2.4 °C in a household). */
const frozenRiseCelsius = 6
const chilledRiseCelsius = 3
const frozenBelowCelsius = -10

/** What an air probe's defrosts are judged by; null where there is no upper limit. */
export function defrostRulesOf(
  high: Pick<Bound, 'warnCelsius' | 'limitCelsius'> | undefined,
  spike: Profile['spike'],
  gapMs: number,
): DefrostRules | null {
  if (high === undefined) return null
  const { warnCelsius, limitCelsius } = high
  const riseCelsius = warnCelsius < frozenBelowCelsius ? frozenRiseCelsius : chilledRiseCelsius
  const within = spike === undefined ? null : { celsius: spike.celsius, withinMs: spike.withinMinutes * 60_000 }
  return { riseCelsius, gapMs, backCelsius: warnCelsius, warmCelsius: (warnCelsius + limitCelsius) / 2, spike: within }
}

const calmMs = 15 * 60_000

export const isOfDefrosts = (cause: Cause): boolean =>
  cause === 'defrost-missed' || cause === 'defrost-overlong' || cause === 'unexplained-warmth'

/**
 * Learns an asset's defrosts from its air and tells what is none: one that lasts too long or gets too warm, one that
 * did not come, and warmth that came and went too fast. Takes samples in the order of their stamps, and knows only
 * what they showed by then.
 */
export class DefrostWatch {
  private overlong: Finding | null = null
  private missed: Finding | null = null
  private warmth: Finding | null = null
  /** From here down the air is back from what is open. */
  private backCelsius: number
  /** When the air came back from unexplained warmth. */
  private warmBackMs = Number.NaN
  private lastMs = Number.NaN
  /** When the air was seen again after a time in which a defrost could have passed unseen. */
  private blindUntilMs = Number.NaN
  private doorOpenMs = Number.NaN
  private missFromMs = Number.POSITIVE_INFINITY
  private readonly memory = new DefrostMemory()
  private readonly spells: SpellWatch
  private readonly spikes: SpikeWatch | null
  private readonly rules: DefrostRules

  constructor(rules: DefrostRules) {
    this.rules = rules
    this.spells = new SpellWatch(rules)
    this.spikes = rules.spike && new SpikeWatch({ ...rules.spike, gapMs: rules.gapMs })
    this.backCelsius = rules.backCelsius
  }

  /** Takes the next sample. `reported` means that the controller says it defrosts. True where a defrost explains it. */
  step(atMs: number, celsius: number, reported: boolean, doorOpen: boolean, log: FindingLog): boolean {
    this.watch(atMs)
    if (doorOpen) this.doorOpenMs = atMs
    if (this.overlong !== null) this.overlong = this.carryOn(this.overlong, atMs, celsius, log)
    if (this.warmth !== null) this.warmth = this.carryOnWarmth(this.warmth, atMs, celsius, log)
    const spike = this.spikes?.step(atMs, celsius) ?? null
    if (spike !== null && !reported) this.tellSpike(spike, atMs, celsius, log)
    const ended = this.spells.step(atMs, celsius, reported)
    if (ended !== null) this.learn(ended, log)
    if (this.missed !== null) this.missed.evidenceMs = atMs
    else if (atMs >= this.missFromMs) this.tellMissed(atMs, log)
    const spell = this.spells.current
    return spell !== null && this.excuses(spell, atMs, celsius, reported, log)
  }

  /** A sample from before a restart: it teaches, and what it opened is known already. */
  recall(atMs: number, celsius: number, reported: boolean): void {
    this.watch(atMs)
    this.spikes?.step(atMs, celsius)
    const ended = this.spells.step(atMs, celsius, reported)
    if (ended === null) return
    this.memory.keep(ended)
    this.expect()
  }

  get learned(): LearnedDefrosts | null {
    return this.memory.learned
  }

  openFindings(): Finding[] {
    return [this.overlong, this.missed, this.warmth].filter((finding) => finding !== null)
  }

  snapshot(): DefrostSnapshot {
    return { spells: this.memory.spells, watchedUntilMs: this.lastMs }
  }

  /** Goes on from what was learned before a restart. */
  resume({ spells, watchedUntilMs }: DefrostSnapshot): void {
    this.memory.hold(spells)
    this.lastMs = watchedUntilMs
    this.expect()
  }

  copy(other: DefrostWatch): void {
    this.overlong = other.overlong && { ...other.overlong }
    this.missed = other.missed && { ...other.missed }
    this.warmth = other.warmth && { ...other.warmth }
    this.backCelsius = other.backCelsius
    this.warmBackMs = other.warmBackMs
    this.lastMs = other.lastMs
    this.blindUntilMs = other.blindUntilMs
    this.doorOpenMs = other.doorOpenMs
    this.missFromMs = other.missFromMs
    this.memory.copy(other.memory)
    this.spells.copy(other.spells)
    if (this.spikes !== null && other.spikes !== null) this.spikes.copy(other.spikes)
  }

  /** Takes up what was open before a restart. */
  restore(finding: Finding): void {
    if (finding.cause === 'defrost-overlong') this.overlong = { ...finding }
    else if (finding.cause === 'defrost-missed') this.missed = { ...finding }
    else this.warmth = { ...finding }
  }

  private watch(atMs: number): void {
    const hidesMs = Math.max(this.rules.gapMs, (this.learned?.durationMs.typical ?? 0) / 2)
    if (!(atMs - this.lastMs <= hidesMs)) {
      this.blindUntilMs = atMs
      this.expect()
    }
    this.lastMs = atMs
  }

  private learn(spell: WarmSpell, log: FindingLog): void {
    const before = this.learned?.last.fromMs
    this.memory.keep(spell)
    const last = this.learned?.last
    if (this.missed !== null && last !== undefined && last.fromMs !== before) {
      this.missed = close(this.missed, last.fromMs, log)
    }
    this.expect()
  }

  private expect(): void {
    const { learned } = this
    const sawItAll = learned !== null && !(this.blindUntilMs > learned.last.fromMs)
    this.missFromMs = sawItAll ? missedFromMs(learned) : Number.POSITIVE_INFINITY
  }

  private excuses(spell: WarmSpell, atMs: number, celsius: number, reported: boolean, log: FindingLog): boolean {
    const { learned } = this
    const isTold = this.overlong !== null || this.warmth !== null
    if (isTold || learned === null || !isSure(learned) || !isInTime(spell, learned)) return false
    const sinceMs = atMs - spell.fromMs
    const tooHot = celsius > warmestExpectedCelsius(learned) && sinceMs >= learned.durationMs.least / 2
    const overlong = tooHot || sinceMs > longestExpectedMs(learned)
    if (!overlong && !isSlow(spell, atMs, learned)) return true
    if (reported || !canJudge(learned) || celsius < this.rules.backCelsius) return false
    const { backCelsius } = spell
    if (overlong) this.overlong = this.told('defrost-overlong', spell, backCelsius, atMs, celsius, log)
    else this.warmth = this.told('unexplained-warmth', spell, backCelsius, atMs, celsius, log)
    return false
  }

  private tellMissed(atMs: number, log: FindingLog): void {
    const expectedMs = (this.learned && nextExpectedMs(this.learned)) ?? atMs
    this.missed = plainFinding('defrost-missed', expectedMs, this.missFromMs, atMs)
    log.changes++
  }

  private tellSpike(spike: Spike, atMs: number, celsius: number, log: FindingLog): void {
    const spell = this.spells.current
    // Nothing is learned of defrosts from one that held something else.
    if (spell !== null && spike.fromMs - spell.fromMs > this.withinMs) spell.torn = true
    if (spell !== null && this.isShortDefrost(spell, atMs)) return
    if (this.overlong !== null) return
    if (this.warmth !== null) {
      this.warmBackMs = Number.NaN
      this.warmth.peakCelsius = Math.max(this.warmth.peakCelsius ?? spike.peakCelsius, spike.peakCelsius)
      return
    }
    const cause = this.doorOpenMs >= spike.fromMs - this.rules.gapMs ? 'door-open' : 'unexplained-warmth'
    const finding = this.told(cause, spike, spike.footCelsius, atMs, celsius, log)
    finding.limitCelsius = this.rules.spike?.celsius ?? null
    this.warmth = this.carryOnWarmth(finding, atMs, celsius, log)
  }

  /** Hot gas can defrost as fast as a spike; where that was learned, this one is no more than usual. */
  private isShortDefrost(spell: WarmSpell, atMs: number): boolean {
    const { learned } = this
    return (
      learned !== null &&
      learned.durationMs.least < 4 * this.withinMs &&
      atMs - spell.fromMs >= learned.toPeakMs.least &&
      isInTime(spell, learned) &&
      spell.peakCelsius <= warmestExpectedCelsius(learned)
    )
  }

  private get withinMs(): number {
    return this.rules.spike?.withinMs ?? 0
  }

  private told(
    cause: Cause,
    { fromMs, peakCelsius }: Pick<WarmSpell, 'fromMs' | 'peakCelsius'>,
    backCelsius: number,
    atMs: number,
    latestCelsius: number,
    log: FindingLog,
  ): Finding {
    log.changes++
    this.backCelsius = backCelsius
    return { ...plainFinding(cause, fromMs, atMs, atMs), peakCelsius, latestCelsius }
  }

  /** It stays open for a while after the air is back: a minute's alarm would be over before anybody was told. */
  private carryOnWarmth(finding: Finding, atMs: number, celsius: number, log: FindingLog): Finding | null {
    if (Number.isNaN(this.warmBackMs)) {
      if (celsius > this.backCelsius) return this.carryOn(finding, atMs, celsius, log)
      this.warmBackMs = atMs
    }
    finding.latestCelsius = celsius
    if (atMs - this.warmBackMs < calmMs) return finding
    close(finding, this.warmBackMs, log)
    this.warmBackMs = Number.NaN
    return null
  }

  private carryOn(finding: Finding, atMs: number, celsius: number, log: FindingLog): Finding | null {
    finding.latestCelsius = celsius
    if (celsius <= this.backCelsius) return close(finding, atMs, log)
    finding.evidenceMs = atMs
    if (celsius > (finding.peakCelsius ?? Number.NEGATIVE_INFINITY)) finding.peakCelsius = celsius
    return finding
  }
}
