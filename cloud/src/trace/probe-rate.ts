import type { Interval } from '@larder/contracts/report'
import type { SpoilageParameters } from '@larder/contracts/shelf-life'
import { lag } from '@larder/edge/product-temperature/lag'
import { type Spread, stretchRate } from '@larder/edge/shelf-life/stretch-rate'
import { type ProbeRecord, weightMs } from './probe-record.ts'

export interface Spoiling {
  parameters: SpoilageParameters
  /** What all rates are relative to. */
  storageCelsius: number
  /** Of the goods in their pack, behind the air. */
  timeConstantMs: number
}

export interface ProbeRate {
  rate: Interval
  watchedMs: number
  /** Seen outside the parameters' range. */
  extrapolatedMs: number
  /** What the goods had in the end. */
  endCelsius: number
}

/**
 * The mean rate of spoilage by one probe. Beside an air probe the goods are likely to lag, from `startCelsius` where
 * that is known; as nobody measured them, the bounds hold both what lags and what follows the air at once.
 */
export function probeRate(
  { stretches, history, uncertaintyCelsius }: ProbeRecord,
  { parameters, storageCelsius, timeConstantMs }: Spoiling,
  startCelsius: number | undefined,
): ProbeRate {
  const [coldest, warmest] = parameters.validCelsius
  const rateOf = stretchRate(parameters, storageCelsius)
  const sum = { low: 0, likely: 0, high: 0 }
  let endCelsius = startCelsius ?? stretches[0]?.meanCelsius ?? Number.NaN
  let watchedMs = 0
  let extrapolatedMs = 0
  for (const [index, stretch] of stretches.entries()) {
    const ms = weightMs(stretches, index, history.intervalSeconds)
    const rate = rateOf(stretch, uncertaintyCelsius)
    let goodsCelsius = stretch.meanCelsius
    if (history.role === 'product') endCelsius = stretch.meanCelsius
    else {
      const goods = lagged(endCelsius, stretch.meanCelsius, ms, timeConstantMs)
      const behind = rateOf(goods.spread, uncertaintyCelsius)
      rate.low = Math.min(rate.low, behind.low)
      rate.likely = behind.likely
      rate.high = Math.max(rate.high, behind.high)
      endCelsius = goods.endCelsius
      goodsCelsius = goods.spread.meanCelsius
    }
    sum.low += rate.low * ms
    sum.likely += rate.likely * ms
    sum.high += rate.high * ms
    watchedMs += ms
    if (goodsCelsius < coldest || goodsCelsius > warmest) extrapolatedMs += ms
  }
  const rate = { low: sum.low / watchedMs, likely: sum.likely / watchedMs, high: sum.high / watchedMs }
  return { rate, watchedMs, extrapolatedMs, endCelsius }
}

/** Goods behind air that stays the same for so long: where they end, and their mean, by integrating the exact step. */
function lagged(fromCelsius: number, airCelsius: number, ms: number, timeConstantMs: number) {
  const endCelsius = lag(fromCelsius, airCelsius, ms, timeConstantMs)
  const meanCelsius = ms <= 0 ? endCelsius : airCelsius + ((fromCelsius - endCelsius) * timeConstantMs) / ms
  const spread: Spread = {
    minCelsius: Math.min(fromCelsius, endCelsius),
    meanCelsius,
    maxCelsius: Math.max(fromCelsius, endCelsius),
  }
  return { endCelsius, spread }
}
