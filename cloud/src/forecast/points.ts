import type { ForecastPoint } from '@larder/contracts/forecast'
import { type Candidate, celsiusAfter, weightedQuantile } from '@larder/edge/thermal/uncooled'
import type { Band } from './evaluate.ts'

const hundredths = (value: number): number => Math.round(value * 100) / 100

/** A forecast with its 80 % band, counted from the newest reading. */
export const pointsOf = (values: ArrayLike<number>, band: Band, fromMs: number, stepMs: number): ForecastPoint[] =>
  Array.from(values, (value, ahead) => ({
    atMs: fromMs + (ahead + 1) * stepMs,
    celsius: hundredths(value),
    lowCelsius: hundredths(value + Math.min(0, band.low[ahead] ?? 0)),
    highCelsius: hundredths(value + Math.max(0, band.high[ahead] ?? 0)),
  }))

/** Where a space that is not cooled will stand: the middle and 80 % of its candidates. */
export const uncooledPoints = (
  candidates: readonly Candidate[],
  fromMs: number,
  stepMs: number,
  horizons: number,
): ForecastPoint[] =>
  Array.from({ length: horizons }, (_, ahead) => {
    const hours = ((ahead + 1) * stepMs) / 3_600_000
    const places = candidates.map((one) => ({ value: celsiusAfter(one, hours), weight: one.weight }))
    const [lowCelsius, celsius, highCelsius] = [0.1, 0.5, 0.9].map((share) =>
      hundredths(weightedQuantile(places, share)),
    )
    return { atMs: fromMs + (ahead + 1) * stepMs, celsius, lowCelsius, highCelsius } as ForecastPoint
  })
