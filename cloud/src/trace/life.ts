import type { Profile } from '@larder/contracts/profile'
import type { Interval, Life } from '@larder/contracts/report'
import type { LegRecord } from './leg-record.ts'
import type { Passage } from './legs.ts'
import { type ProbeRecord, weightMs } from './probe-record.ts'
import { totalMs, union } from './spans.ts'
import { meanRate, relativeRate } from './square-root.ts'

const dayMs = 86_400_000

/** What days left are stated for: a home refrigerator. */
export const storageCelsius = 4

/**
 * How far the life of one batch at 0 °C may lie from its kind's typical one, as a share of it. An assumption, for want
 * of counts from the batch itself: catch, season, fat and first handling make about a day in ten (verify per product).
 */
const modelShare = 0.1

/** A probe that watched less than this share of what was watched does not set the bounds. */
const representativeShare = 0.5

/**
 * The life left now, in days at home. The likely value takes the mean of the probes and holds it through gaps; the
 * bounds take the coldest and the warmest probe, each with its uncertainty, the worst case holds every gap at the
 * limit, and the life the batch began with has its own share of doubt. After the goods left our hands they are taken to
 * be stored as stated. The producer's use-by date bounds the best case; the others keep the same share below it.
 */
export function lifeOf(
  passage: Passage,
  records: readonly LegRecord[],
  profile: Profile,
  useByMs: number | null,
  nowMs: number,
): Life | null {
  const model = profile.shelfLife
  if (model === null) return null
  const storageRate = relativeRate(storageCelsius, model.minCelsius)
  const observed = records.flatMap((record) => observedRate(record, model.minCelsius))
  const watchedMs = observed.reduce((sum, one) => sum + one.watchedMs, 0)
  if (watchedMs === 0) return null
  const seenMs = totalMs(union(records.flatMap(({ covered }) => covered)))
  // Legs side by side (a lot in two cabinets) share the time they have in common.
  const spent = (bound: keyof Interval): number =>
    (seenMs / watchedMs) * observed.reduce((sum, one) => sum + one.rate[bound] * one.watchedMs, 0)
  const likelyRate = spent('likely') / seenMs
  const limitRate = relativeRate(profile.high?.limitCelsius ?? storageCelsius, model.minCelsius)
  const unseenMs = passage.untilMs - passage.packedAtMs - seenMs
  const sinceMs = Math.max(0, nowMs - passage.untilMs) * storageRate
  const iceDays: Interval = {
    low: (spent('low') + unseenMs * likelyRate + sinceMs) / dayMs,
    likely: (spent('likely') + unseenMs * likelyRate + sinceMs) / dayMs,
    high: (spent('high') + unseenMs * Math.max(likelyRate, limitRate) + sinceMs) / dayMs,
  }
  const untilUseBy = useByMs === null ? Number.POSITIVE_INFINITY : (useByMs - nowMs) / dayMs
  const left = (share: number, used: number, ceiling: number): number =>
    Math.max(0, Math.min((model.daysAtZero * share - used) / storageRate, untilUseBy * ceiling))
  const usedDays = mapped(iceDays, (days) => days / storageRate)
  const leftDays = {
    low: left(1 - modelShare, iceDays.high, 1 - modelShare),
    likely: left(1, iceDays.likely, 1 - modelShare / 2),
    high: left(1 + modelShare, iceDays.low, 1),
  }
  return {
    model: 'square-root',
    daysAtZero: model.daysAtZero,
    usedDays,
    leftDays,
    storageCelsius,
    percentLeft: (100 * leftDays.likely) / (usedDays.likely + leftDays.likely || 1),
  }
}

const mapped = ({ low, likely, high }: Interval, change: (value: number) => number): Interval => ({
  low: change(low),
  likely: change(likely),
  high: change(high),
})

function observedRate(record: LegRecord, minCelsius: number): { rate: Interval; watchedMs: number }[] {
  const watchedMs = totalMs(record.covered)
  const rates = record.deciding.map((probe) => probeRate(probe, minCelsius))
  const longest = Math.max(0, ...rates.map((one) => one.watchedMs))
  const representative = rates.filter((one) => one.watchedMs >= representativeShare * longest)
  const weight = representative.reduce((sum, one) => sum + one.watchedMs, 0)
  if (weight === 0 || watchedMs === 0) return []
  const rate = {
    low: Math.min(...representative.map((one) => one.rate.low)),
    likely: representative.reduce((sum, one) => sum + one.rate.likely * one.watchedMs, 0) / weight,
    high: Math.max(...representative.map((one) => one.rate.high)),
  }
  return [{ rate, watchedMs }]
}

function probeRate({ stretches, history, uncertaintyCelsius }: ProbeRecord, minCelsius: number) {
  const sum = { low: 0, likely: 0, high: 0 }
  let watchedMs = 0
  for (const [index, stretch] of stretches.entries()) {
    const ms = weightMs(stretches, index, history.intervalSeconds)
    const rate = meanRate(stretch, minCelsius, uncertaintyCelsius)
    sum.low += rate.low * ms
    sum.likely += rate.likely * ms
    sum.high += rate.high * ms
    watchedMs += ms
  }
  return { rate: mapped(sum, (value) => value / watchedMs), watchedMs }
}
