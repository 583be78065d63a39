import type { Interval } from '@larder/contracts/report'
import type { RateModel, SpoilageParameters } from '@larder/contracts/shelf-life'
import { rateAt } from './rate.ts'

export interface Spread {
  minCelsius: number
  meanCelsius: number
  maxCelsius: number
}

type Rate = (celsius: number) => number
type Parameters = Pick<SpoilageParameters, 'rate' | 'between'>

/** The relative rate by each model that may hold: the likely one first, then the ends of the published range. */
export const ratesOf = ({ rate, between = [] as never }: Parameters, referenceCelsius: number): [Rate, ...Rate[]] => {
  const of = (model: RateModel): Rate => {
    const reference = rateAt(model, referenceCelsius)
    return (celsius) => rateAt(model, celsius) / reference
  }
  return [of(rate), ...[...between].map(of)]
}

/**
 * The mean rate over a stretch of which only the spread is known. `uncertaintyCelsius` and the published range of the
 * parameters move the bounds, not the likely value.
 */
export function stretchRate(parameters: Parameters, referenceCelsius: number) {
  const rates = ratesOf(parameters, referenceCelsius)
  const bounds = parameters.rate.model === 'ratkowsky' ? boundsAnywhere : boundsOfConvex
  return (spread: Spread, uncertaintyCelsius: number): Interval => {
    const likely = likelyRate(spread, rates[0])
    let low = likely
    let high = likely
    for (const rate of rates) {
      const [least, most] = bounds(spread, rate, uncertaintyCelsius)
      if (least < low) low = least
      if (most > high) high = most
    }
    return { low, likely, high }
  }
}

/** A thermostat's triangle wave around the mean, by Simpson's rule: exact for the square root; never above the chord. */
function likelyRate(spread: Spread, rate: Rate): number {
  const { meanCelsius } = spread
  const half = (spread.maxCelsius - spread.minCelsius) / 2
  if (half <= 0) return rate(meanCelsius)
  const wave = (rate(meanCelsius - half) + 4 * rate(meanCelsius) + rate(meanCelsius + half)) / 6
  const [atMean, onChord] = [rate(meanCelsius), chord(spread, rate, 0)]
  return Math.min(Math.max(atMean, onChord), Math.max(Math.min(atMean, onChord), wave))
}

/** In a convex rate the rate of the mean is the least (Jensen) and the chord between the extremes the most. */
const boundsOfConvex = (spread: Spread, rate: Rate, uncertaintyCelsius: number): [number, number] => [
  rate(spread.meanCelsius - uncertaintyCelsius),
  chord(spread, rate, uncertaintyCelsius),
]

/** A growth rate that falls again towards T_max: the least and the most found between the extremes. */
function boundsAnywhere(spread: Spread, rate: Rate, uncertaintyCelsius: number): [number, number] {
  const coldest = spread.minCelsius - uncertaintyCelsius
  const range = spread.maxCelsius + uncertaintyCelsius - coldest
  const rates = Array.from({ length: 17 }, (_, step) => rate(coldest + (range * step) / 16))
  return [Math.min(...rates), Math.max(...rates)]
}

function chord({ minCelsius, meanCelsius, maxCelsius }: Spread, rate: Rate, shift: number): number {
  const cold = rate(minCelsius + shift)
  const range = maxCelsius - minCelsius
  return range <= 0 ? cold : cold + ((meanCelsius - minCelsius) / range) * (rate(maxCelsius + shift) - cold)
}
