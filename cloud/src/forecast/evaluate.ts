import type { ForecastMethod, MethodErrors } from '@larder/contracts/forecast'
import { quantile } from '@larder/edge/thermal/grid'
import type { Forecaster } from './baselines.ts'
import { originsOf, type Part, type Plan } from './plan.ts'

/** What to add to a forecast for the edges of its 80 % band, by horizon. */
export interface Band {
  low: number[]
  high: number[]
}

export interface Evaluation {
  errors: MethodErrors
  band: Band
}

const [lowShare, highShare] = [0.1, 0.9]

/** Errors on the part that nothing was fitted to; the band's width comes from the part before it. */
export function evaluate(method: ForecastMethod, forecaster: Forecaster, plan: Plan): Evaluation {
  const chosen = residualsOf(forecaster, plan, 'choose')
  const heldBack = residualsOf(forecaster, plan, 'held-back')
  const band = {
    low: chosen.map((residuals) => quantile(residuals, lowShare)),
    high: chosen.map((residuals) => quantile(residuals, highShare)),
  }
  const all = heldBack.flat()
  const inside = heldBack.flatMap((residuals, ahead) =>
    residuals.filter((residual) => residual >= (band.low[ahead] ?? 0) && residual <= (band.high[ahead] ?? 0)),
  )
  const horizons = heldBack.map((residuals, ahead) => ({
    horizonMinutes: ((ahead + 1) * plan.grid.stepMs) / 60_000,
    mae: rounded(meanAbsolute(residuals)),
    rmse: rounded(rootMeanSquare(residuals)),
  }))
  const coveragePercent = Math.round((1000 * inside.length) / all.length) / 10
  return {
    errors: { method, mae: rounded(meanAbsolute(all)), rmse: rounded(rootMeanSquare(all)), horizons, coveragePercent },
    band,
  }
}

/**
 * The best first: the network where its mean absolute and its root mean square error are both below every baseline's, the
 * baselines by mean absolute error, and a network that does not win last.
 */
export function rankedOf(errors: readonly MethodErrors[]): ForecastMethod[] {
  const baselines = errors.filter(({ method }) => method !== 'lstm').sort((a, b) => a.mae - b.mae)
  const learned = errors.find(({ method }) => method === 'lstm')
  const names = baselines.map(({ method }) => method)
  if (learned === undefined) return names
  const wins = baselines.every(({ mae, rmse }) => learned.mae < mae && learned.rmse < rmse)
  return wins ? ['lstm', ...names] : [...names, 'lstm']
}

export const bestOf = (errors: readonly MethodErrors[]): ForecastMethod => rankedOf(errors)[0] ?? 'persistence'

/** Truth less forecast, one list for each horizon. */
function residualsOf(forecaster: Forecaster, plan: Plan, part: Part): number[][] {
  const residuals = Array.from({ length: plan.horizons }, (): number[] => [])
  for (const origin of originsOf(plan, part)) {
    const forecast = forecaster(origin)
    residuals.forEach((list, ahead) => {
      const truth = plan.grid.values[origin + 1 + ahead] ?? Number.NaN
      if (!Number.isNaN(truth)) list.push(truth - (forecast[ahead] ?? Number.NaN))
    })
  }
  return residuals
}

const meanAbsolute = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length

const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)

const rounded = (value: number): number => Number(value.toPrecision(5))
