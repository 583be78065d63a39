import { levenbergMarquardt } from 'ml-levenberg-marquardt'
import { type Growth, logCountAfter } from './growth.ts'

export interface Count {
  hours: number
  log10Count: number
}

export interface FittedGrowth {
  initialLog10: number
  maximumLog10: number
  /** Specific growth rate, natural logarithm. */
  muMaxPerHour: number
  lagHours: number
  /** Root mean square error in log10 units, over the degrees of freedom. */
  rmse: number
  rSquared: number
}

export const fewestCounts = 5

/**
 * Fits a growth curve at one temperature to observed counts, by Levenberg and Marquardt from several lags.
 * @param counts at least `fewestCounts`, at three different times or more
 * @throws when the counts do not grow: such data has no rate
 */
export function fitGrowth(curve: Growth['curve'], counts: readonly Count[]): FittedGrowth {
  const sorted = counts.toSorted((a, b) => a.hours - b.hours)
  const logs = sorted.map(({ log10Count }) => log10Count)
  const [lowest, highest] = [Math.min(...logs), Math.max(...logs)]
  const spanHours = (sorted.at(-1)?.hours ?? 0) - (sorted[0]?.hours ?? 0)
  const steepest = steepestLog10PerHour(sorted)
  if (spanHours <= 0 || highest - lowest < 0.1 || steepest <= 0) throw new Error('the counts do not grow')
  const data = { x: sorted.map(({ hours }) => hours), y: logs }
  const curveOf = ([initial, rise, mu, lag]: number[]) => {
    const growth = growthOf(curve, [initial as number, rise as number, mu as number, lag as number])
    return (hours: number) => logCountAfter(growth, Math.max(0, (mu as number) * hours))
  }
  const fits = [0, 0.1, 0.25, 0.5].map((share) => {
    const initialValues = [lowest, highest - lowest, steepest * Math.LN10, share * spanHours]
    const { parameterValues } = levenbergMarquardt(data, curveOf, {
      initialValues,
      minValues: [lowest - 3, 0.05, 1e-6 / spanHours, 0],
      maxValues: [highest, 3 * (highest - lowest) + 3, 100 * steepest * Math.LN10, spanHours],
      gradientDifference: [1e-4, 1e-4, 1e-5 * steepest, 1e-4 * spanHours],
      centralDifference: true,
      damping: 1e-2,
      improvementThreshold: 1e-9,
      errorTolerance: 1e-12,
      maxIterations: 400,
    })
    const modelled = curveOf(parameterValues)
    const squares = sorted.reduce((sum, { hours, log10Count }) => sum + (log10Count - modelled(hours)) ** 2, 0)
    return { parameterValues, squares }
  })
  const best = fits.reduce((one, other) => (other.squares < one.squares ? other : one))
  const [initial, rise, mu, lag] = best.parameterValues as [number, number, number, number]
  const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length
  return {
    initialLog10: initial,
    maximumLog10: initial + rise,
    muMaxPerHour: mu,
    lagHours: lag,
    rmse: Math.sqrt(best.squares / Math.max(1, logs.length - 4)),
    rSquared: 1 - best.squares / logs.reduce((sum, one) => sum + (one - mean) ** 2, 0),
  }
}

const growthOf = (curve: Growth['curve'], [initial, rise, mu, lag]: [number, number, number, number]): Growth => ({
  curve,
  initialLog10: initial,
  maximumLog10: initial + rise,
  workToBeDone: mu * lag,
})

/** Over three counts in a row, so that the scatter of one does not pass for growth. */
function steepestLog10PerHour(sorted: readonly Count[]): number {
  const slopes = sorted.slice(2).map((after, index) => {
    const before = sorted[index] as Count
    const hours = after.hours - before.hours
    return hours > 0 ? (after.log10Count - before.log10Count) / hours : 0
  })
  return Math.max(0, ...slopes)
}
