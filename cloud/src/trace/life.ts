import type { Profile } from '@larder/contracts/profile'
import type { Interval, Life } from '@larder/contracts/report'
import { type SpoilageParameters, spoilageOf } from '@larder/contracts/shelf-life'
import { meanRate, ratesOf } from '@larder/edge/shelf-life/stretch-rate'
import type { LegRecord } from './leg-record.ts'
import type { Passage } from './legs.ts'
import { type ProbeRecord, weightMs } from './probe-record.ts'
import { totalMs, union } from './spans.ts'

const dayMs = 86_400_000

/**
 * How far the life of one batch may lie from its kind's typical one, as a share of it. An assumption, for want of
 * counts from the batch itself: catch, season, fat and first handling make about a day in ten (verify per product).
 */
const lifeShare = 0.1

/** A probe that watched less than this share of what was watched does not set the bounds. */
const representativeShare = 0.5

/**
 * The life left now, in days at the profile's storage temperature, all rates being relative to it. The likely value
 * takes the mean of the probes and holds it through gaps; the bounds take the coldest and the warmest probe, each with
 * its uncertainty, the ends of the published parameters, every gap at the limit in the worst case, and the doubt of the
 * life the batch began with. After the goods left our hands they are taken to be stored as stated. The producer's
 * use-by date bounds the best case; the others keep the same share below it. Null where nothing was seen, or where the
 * model stands still at the storage temperature.
 */
export function lifeOf(
  passage: Passage,
  records: readonly LegRecord[],
  { shelfLife, high }: Profile,
  useByMs: number | null,
  nowMs: number,
): Life | null {
  if (shelfLife === null) return null
  const { lifeDays, atCelsius, storageCelsius } = shelfLife
  const parameters = spoilageOf(shelfLife)
  const [rate, ...others] = ratesOf(parameters, storageCelsius)
  const wholeDays = [rate, ...others].map((one) => lifeDays * one(atCelsius))
  const likelyWhole = wholeDays[0] as number
  if (!Number.isFinite(likelyWhole)) return null
  const observed = records.flatMap((record) => observedRate(record, parameters, storageCelsius))
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
      unseenMs,
      lifeShare,
      extrapolatedMs: observed.reduce((sum, one) => sum + one.extrapolatedMs, 0),
    },
  }
}

interface Observed {
  rate: Interval
  watchedMs: number
  /** The longest that one probe saw what lies outside the parameters' range. */
  extrapolatedMs: number
  uncertaintyCelsius: number
}

function observedRate(record: LegRecord, parameters: SpoilageParameters, storageCelsius: number): Observed[] {
  const watchedMs = totalMs(record.covered)
  const rates = record.deciding.map((probe) => probeRate(probe, parameters, storageCelsius))
  const longest = Math.max(0, ...rates.map((one) => one.watchedMs))
  const representative = rates.filter((one) => one.watchedMs >= representativeShare * longest)
  const weight = representative.reduce((sum, one) => sum + one.watchedMs, 0)
  if (weight === 0 || watchedMs === 0) return []
  const rate = {
    low: Math.min(...representative.map((one) => one.rate.low)),
    likely: representative.reduce((sum, one) => sum + one.rate.likely * one.watchedMs, 0) / weight,
    high: Math.max(...representative.map((one) => one.rate.high)),
  }
  const extrapolatedMs = Math.max(...representative.map((one) => one.extrapolatedMs))
  const uncertaintyCelsius = Math.max(...representative.map((one) => one.uncertaintyCelsius))
  return [{ rate, watchedMs, extrapolatedMs, uncertaintyCelsius }]
}

function probeRate(probe: ProbeRecord, parameters: SpoilageParameters, storageCelsius: number): Observed {
  const { stretches, history, uncertaintyCelsius } = probe
  const [coldest, warmest] = parameters.validCelsius
  const sum = { low: 0, likely: 0, high: 0 }
  let watchedMs = 0
  let extrapolatedMs = 0
  for (const [index, stretch] of stretches.entries()) {
    const ms = weightMs(stretches, index, history.intervalSeconds)
    const rate = meanRate(stretch, parameters, storageCelsius, uncertaintyCelsius)
    sum.low += rate.low * ms
    sum.likely += rate.likely * ms
    sum.high += rate.high * ms
    watchedMs += ms
    if (stretch.meanCelsius < coldest || stretch.meanCelsius > warmest) extrapolatedMs += ms
  }
  const rate = { low: sum.low / watchedMs, likely: sum.likely / watchedMs, high: sum.high / watchedMs }
  return { rate, watchedMs, extrapolatedMs, uncertaintyCelsius }
}
