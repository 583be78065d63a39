import { type Relaxation, relaxed } from '@larder/edge/thermal/relaxation'
import type { Plan } from './plan.ts'

/** From a step of the series, the values of the next steps. */
export type Forecaster = (origin: number) => ArrayLike<number>

/** It stays as it is. */
export const persistence =
  ({ grid, horizons }: Plan): Forecaster =>
  (origin) =>
    new Float64Array(horizons).fill(grid.values[origin] ?? Number.NaN)

/** It goes to its equilibrium by the law fitted to its own past. */
export const physical =
  ({ grid, horizons }: Plan, law: Relaxation): Forecaster =>
  (origin) => {
    const now = grid.values[origin] ?? Number.NaN
    return Float64Array.from({ length: horizons }, (_, ahead) => relaxed(law, now, (ahead + 1) * grid.stepMs))
  }

/** It does as it did one period ago; where that is a gap, as it does now. */
export const seasonal =
  ({ grid, horizons }: Plan, periodSteps: number): Forecaster =>
  (origin) => {
    const now = grid.values[origin] ?? Number.NaN
    return Float64Array.from({ length: horizons }, (_, ahead) => {
      const back = periodSteps * Math.ceil((ahead + 1) / periodSteps)
      const then = grid.values[origin + ahead + 1 - back] ?? Number.NaN
      return Number.isNaN(then) ? now : then
    })
  }

const evident = 0.5
/** A peak stands this far above the lowest likeness before it, or it is a ripple on a slow series. */
const trough = 0.3
/** A multiple of a period is as alike as the period itself: the shortest of almost the same likeness is taken. */
const almost = 0.9
const longestPeriodSteps = 4096

/**
 * The period of the part that is fitted, in steps, where its autocorrelation has an evident peak (over 0.5, behind a
 * trough) and the period was seen three times; undefined otherwise.
 */
export function periodOf({ grid, trainUntil }: Pick<Plan, 'grid' | 'trainUntil'>): number | undefined {
  const values = grid.values.subarray(0, trainUntil)
  const longest = Math.min(longestPeriodSteps, Math.floor(trainUntil / 3))
  const alike = autocorrelation(values, longest)
  const peaks: { lag: number; likeness: number }[] = []
  let lowest = 1
  for (let lag = 1; lag < longest; lag++) {
    const likeness = alike[lag] ?? 0
    lowest = Math.min(lowest, likeness)
    const peak = likeness >= (alike[lag - 1] ?? 1) && likeness >= (alike[lag + 1] ?? 1)
    if (peak && likeness > evident && likeness - lowest > trough) peaks.push({ lag, likeness })
  }
  const best = Math.max(...peaks.map(({ likeness }) => likeness))
  return peaks.find(({ likeness }) => likeness >= almost * best)?.lag
}

/** By lag, over the pairs that were both observed. */
function autocorrelation(values: Float64Array, longest: number): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value))
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length
  return Float64Array.from({ length: longest + 1 }, (_, lag) => {
    let [sum, pairs] = [0, 0]
    for (let index = lag; index < values.length; index++) {
      const product = ((values[index] ?? 0) - mean) * ((values[index - lag] ?? 0) - mean)
      if (Number.isNaN(product)) continue
      sum += product
      pairs++
    }
    return pairs === 0 || variance === 0 ? 0 : sum / pairs / variance
  })
}
