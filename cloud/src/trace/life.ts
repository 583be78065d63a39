import { type PackName, packs } from '@larder/contracts/pack'
import type { Profile } from '@larder/contracts/profile'
import type { Interval, Life } from '@larder/contracts/report'
import { spoilageOf } from '@larder/contracts/shelf-life'
import { ratesOf } from '@larder/edge/shelf-life/stretch-rate'
import type { LegRecord } from './leg-record.ts'
import type { Passage } from './legs.ts'
import { type ProbeRate, probeRate, type Spoiling } from './probe-rate.ts'
import { totalMs, union } from './spans.ts'

const dayMs = 86_400_000

/**
 * How far the life of one batch may lie from its kind's typical one, as a share of it. An assumption, for want of
 * counts from the batch itself: catch, season, fat and first handling make about a day in ten (verify per product).
 */
const lifeShare = 0.1

/** A probe that watched less than this share of what was watched does not set the bounds. */
const representativeShare = 0.5

export interface LifeQuestion {
  pack: PackName
  useByMs: number | null
  nowMs: number
}

/**
 * The life left now, in days at the profile's storage temperature, all rates being relative to it. The likely value
 * takes the mean of the probes, goods lagging the air by their pack's time constant, and holds it through gaps; the bounds take the coldest and the warmest probe, each with
 * its uncertainty, the ends of the published parameters, every gap at the limit in the worst case, and the doubt of the
 * life the batch began with. After the goods left our hands they are taken to be stored as stated. The producer's
 * use-by date bounds the best case; the others keep the same share below it. Null where nothing was seen, or where the
 * model stands still at the storage temperature.
 */
export function lifeOf(
  passage: Passage,
  records: readonly LegRecord[],
  { shelfLife, high }: Profile,
  { pack, useByMs, nowMs }: LifeQuestion,
): Life | null {
  if (shelfLife === null) return null
  const { lifeDays, atCelsius, storageCelsius } = shelfLife
  const parameters = spoilageOf(shelfLife)
  const [rate, ...others] = ratesOf(parameters, storageCelsius)
  const wholeDays = [rate, ...others].map((one) => lifeDays * one(atCelsius))
  const likelyWhole = wholeDays[0] as number
  if (!Number.isFinite(likelyWhole)) return null
  const { timeConstantMinutes } = packs[pack]
  const observed = observedRates(records, { parameters, storageCelsius, timeConstantMs: timeConstantMinutes * 60_000 })
  const watchedMs = observed.reduce((sum, one) => sum + one.watchedMs, 0)
  if (watchedMs === 0) return null
  const seenMs = totalMs(union(records.flatMap(({ covered }) => covered)))
  // Legs side by side (a lot in two cabinets) share the time they have in common.
  const spent = (bound: keyof Interval): number =>
    (seenMs / watchedMs) * observed.reduce((sum, one) => sum + one.rate[bound] * one.watchedMs, 0)
  const likelyRate = spent('likely') / seenMs
  const limitRate = Math.max(...[rate, ...others].map((one) => one(high?.limitCelsius ?? storageCelsius)))
  const unseenMs = passage.untilMs - passage.packedAtMs - seenMs
  const sinceMs = Math.max(0, nowMs - passage.untilMs)
  const usedDays: Interval = {
    low: (spent('low') + unseenMs * likelyRate + sinceMs) / dayMs,
    likely: (spent('likely') + unseenMs * likelyRate + sinceMs) / dayMs,
    high: (spent('high') + unseenMs * Math.max(likelyRate, limitRate) + sinceMs) / dayMs,
  }
  const untilUseBy = useByMs === null ? Number.POSITIVE_INFINITY : (useByMs - nowMs) / dayMs
  const left = (whole: number, used: number, ceiling: number): number =>
    Math.max(0, Math.min(whole - used, untilUseBy * ceiling))
  const leftDays = {
    low: left(Math.min(...wholeDays) * (1 - lifeShare), usedDays.high, 1 - lifeShare),
    likely: left(likelyWhole, usedDays.likely, 1 - lifeShare / 2),
    high: left(Math.max(...wholeDays) * (1 + lifeShare), usedDays.low, 1),
  }
  return {
    spoilage: parameters,
    lifeDays,
    atCelsius,
    usedDays,
    leftDays,
    storageCelsius,
    percentLeft: (100 * leftDays.likely) / (usedDays.likely + leftDays.likely || 1),
    doubt: {
      probeCelsius: Math.max(...observed.map(({ uncertaintyCelsius }) => uncertaintyCelsius)),
      lagMinutes: records.some(({ basis }) => basis === 'air') ? timeConstantMinutes : null,
      unseenMs,
      lifeShare,
      extrapolatedMs: observed.reduce((sum, one) => sum + one.extrapolatedMs, 0),
    },
  }
}

interface Observed extends ProbeRate {
  /** The longest that one probe saw what lies outside the parameters' range. */
  extrapolatedMs: number
  uncertaintyCelsius: number
}

/** Goods keep the temperature they had when they moved on. */
function observedRates(records: readonly LegRecord[], spoiling: Spoiling): Observed[] {
  let startCelsius: number | undefined
  return records.flatMap((record) => {
    const watchedMs = totalMs(record.covered)
    const rates = record.deciding.map((probe) => ({
      ...probeRate(probe, spoiling, startCelsius),
      uncertaintyCelsius: probe.uncertaintyCelsius,
    }))
    const longest = Math.max(0, ...rates.map((one) => one.watchedMs))
    const representative = rates.filter((one) => one.watchedMs >= representativeShare * longest)
    const weight = representative.reduce((sum, one) => sum + one.watchedMs, 0)
    if (weight === 0 || watchedMs === 0) return []
    const mean = (of: (one: ProbeRate) => number): number =>
      representative.reduce((sum, one) => sum + of(one) * one.watchedMs, 0) / weight
    startCelsius = mean((one) => one.endCelsius)
    const rate = {
      low: Math.min(...representative.map((one) => one.rate.low)),
      likely: mean((one) => one.rate.likely),
      high: Math.max(...representative.map((one) => one.rate.high)),
    }
    const extrapolatedMs = Math.max(...representative.map((one) => one.extrapolatedMs))
    const uncertaintyCelsius = Math.max(...representative.map((one) => one.uncertaintyCelsius))
    return [{ rate, watchedMs, extrapolatedMs, uncertaintyCelsius, endCelsius: startCelsius }]
  })
}
