import type { Phase } from '@larder/contracts/phase'
import { type Bound, boundsIn, type Profile } from '@larder/contracts/profile'
import { spoilageOf } from '@larder/contracts/shelf-life'
import { type DefrostRules, defrostRulesOf } from '../defrost/defrost-watch.ts'
import { rateAt } from '../shelf-life/rate.ts'

/** One side's limits in the watch's terms. */
export interface Limits {
  warnCelsius: number
  warnDelayMs: number
  limitCelsius: number
  limitDelayMs: number
}

/** How long one side's critical limit may be passed within a trip. */
export interface Total {
  limitCelsius: number
  totalMs: number
}

export interface RiseRule {
  celsius: number
  withinMs: number
}

export interface BreachRule {
  /** Infinite where the side has no limit. */
  highCelsius: number
  lowCelsius: number
  /** Within its target nothing is predicted: what cools down again is not on its way into the cold. */
  targetCelsius: Profile['targetCelsius']
  withinMs: number
}

export interface LifeRule {
  warnPercent: number
  limitPercent: number
  /** Up to here goods spend no more than they are meant to. */
  calmCelsius: number
  /** The share of a whole life that a millisecond at this temperature costs. */
  percentPerMs(celsius: number): number
}

/** What one probe is judged by: its asset's profile, where the goods are, and its own interval. */
export interface Rules {
  high: Limits | null
  low: Limits | null
  highTotal: Total | null
  lowTotal: Total | null
  rise: RiseRule | null
  breach: BreachRule | null
  life: LifeRule | null
  /** Null for a probe in goods: a defrost shows in the air. */
  defrost: DefrostRules | null
  /** Totals and spent life are added up over so long: at a store nobody knows when the goods' trip began. */
  tripMs: number
  /** In transit, what an asset held before it was switched off is no longer in it. */
  tripBeginsAtStart: boolean
  startUpIgnoreMs: number
  hysteresisCelsius: number
  doorOpenMs: number
  /** For how long a door's state is taken to last without another sample. */
  doorHeldMs: number
  silenceMs: number
  /** Two samples further apart than this do not vouch for the time between them. */
  gapMs: number
  /** A probe that only re-sends its last value for this long is called stale. */
  staleMs: number
}

const minuteMs = 60_000
const dayMs = 86_400_000

export const defaultIntervalSeconds = 60

/** A gap longer than three intervals, and never less than ten minutes, interrupts the evidence. */
export const evidenceGapMs = (intervalSeconds: number): number => Math.max(3000 * intervalSeconds, 10 * minuteMs)

/** The rules for a probe that samples every `intervalSeconds` in goods of this profile. */
export function rulesOf(profile: Profile, intervalSeconds: number, phase?: Phase): Rules {
  const { high, low } = boundsIn(profile, phase)
  const { rise, breachWithinMinutes } = profile
  return {
    high: limitsOf(high),
    low: limitsOf(low),
    highTotal: totalOf(high),
    lowTotal: totalOf(low),
    rise: rise === undefined ? null : { celsius: rise.celsius, withinMs: rise.withinMinutes * minuteMs },
    breach:
      breachWithinMinutes === undefined
        ? null
        : {
            highCelsius: high?.limitCelsius ?? Number.POSITIVE_INFINITY,
            lowCelsius: low?.limitCelsius ?? Number.NEGATIVE_INFINITY,
            targetCelsius: profile.targetCelsius,
            withinMs: breachWithinMinutes * minuteMs,
          },
    life: lifeOf(profile),
    defrost: defrostRulesOf(high, profile.spike, evidenceGapMs(intervalSeconds)),
    tripMs: dayMs,
    tripBeginsAtStart: phase === 'transit',
    startUpIgnoreMs: profile.startUpIgnoreMinutes * minuteMs,
    hysteresisCelsius: profile.hysteresisCelsius,
    doorOpenMs: profile.doorOpenMinutes * minuteMs,
    doorHeldMs: evidenceGapMs(intervalSeconds),
    silenceMs: Math.max(profile.silenceMinutes * minuteMs, 3000 * intervalSeconds),
    gapMs: evidenceGapMs(intervalSeconds),
    staleMs: Math.max(3000 * intervalSeconds, 3 * minuteMs),
  }
}

/**
 * The same rules for a record of the past: nothing is predicted, life is told on its own, and a transit's total is that
 * of the whole leg, whose beginning the record knows.
 */
export function recordRulesOf(profile: Profile, intervalSeconds: number, phase: Phase): Rules {
  const rules = rulesOf(profile, intervalSeconds, phase)
  const tripMs = phase === 'transit' ? Number.POSITIVE_INFINITY : rules.tripMs
  return { ...rules, rise: null, breach: null, life: null, tripMs, tripBeginsAtStart: false }
}

const limitsOf = (side: Bound | undefined): Limits | null =>
  side === undefined
    ? null
    : {
        warnCelsius: side.warnCelsius,
        warnDelayMs: side.warnDelayMinutes * minuteMs,
        limitCelsius: side.limitCelsius,
        limitDelayMs: side.limitDelayMinutes * minuteMs,
      }

const totalOf = (side: Bound | undefined): Total | null =>
  side?.limitTotalMinutes === undefined
    ? null
    : { limitCelsius: side.limitCelsius, totalMs: side.limitTotalMinutes * minuteMs }

function lifeOf({ lifeSpent, shelfLife, targetCelsius }: Profile): LifeRule | null {
  if (lifeSpent === undefined || shelfLife === null) return null
  const { rate } = spoilageOf(shelfLife)
  const perMs = 100 / (shelfLife.lifeDays * dayMs * rateAt(rate, shelfLife.atCelsius))
  return {
    ...lifeSpent,
    calmCelsius: targetCelsius[1] ?? shelfLife.atCelsius,
    percentPerMs: (celsius) => perMs * rateAt(rate, celsius),
  }
}
