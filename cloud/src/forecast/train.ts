import type { ForecastMethod, MethodErrors } from '@larder/contracts/forecast'
import type { Sample } from '@larder/edge/thermal/grid'
import { fitRelaxation, type Relaxation } from '@larder/edge/thermal/relaxation'
import { type Forecaster, periodOf, persistence, physical, seasonal } from './baselines.ts'
import { type Band, bestOf, evaluate } from './evaluate.ts'
import { type Lstm, learned, type Scaling } from './lstm.ts'
import { isOrigin, originsOf, type Plan, planOf, TooShort } from './plan.ts'

export interface TrainingOutcome {
  plan: Plan
  law: Relaxation
  periodSteps: number | undefined
  lstm: Lstm
  scaling: Scaling
  errors: MethodErrors[]
  bands: Partial<Record<ForecastMethod, Band>>
  used: ForecastMethod
  epochs: number
  windows: number
  seconds: number
  predictionMs: number
}

/**
 * Trains the network on the series and measures it beside the baselines on data held back by time. Loads TensorFlow.js:
 * run it in a process of its own.
 * @throws TooShort when the series is too short to fit and to hold back from
 */
export async function train(samples: readonly Sample[], seed: number, horizonMs?: number): Promise<TrainingOutcome> {
  const plan = planOf(samples, horizonMs)
  const baselines = baselinesOf(plan)
  const { trainLstm } = await import('./train-lstm.ts')
  const training = await trainLstm(plan, seed)
  const network = learned(plan, training.lstm, training.scaling)
  const { errors, bands } = measured(plan, [['lstm', network], ...baselines.methods])
  const { law, periodSteps } = baselines
  return {
    plan,
    law,
    periodSteps,
    ...training,
    errors,
    bands,
    used: bestOf(errors),
    predictionMs: timed(plan, network),
  }
}

/** The methods that need no training, fitted to the first part of the series. */
export function baselinesOf(plan: Plan) {
  const law = fitRelaxation(plan.grid, plan.horizons, plan.trainUntil)
  if (law === undefined) throw new TooShort('no two readings lie within the horizon')
  const periodSteps = periodOf(plan)
  const methods: [ForecastMethod, Forecaster][] = [
    ['physical', physical(plan, law)],
    ['persistence', persistence(plan)],
  ]
  if (periodSteps !== undefined) methods.push(['seasonal', seasonal(plan, periodSteps)])
  return { law, periodSteps, methods }
}

export function measured(plan: Plan, methods: readonly [ForecastMethod, Forecaster][]) {
  const evaluations = methods.map(([method, forecaster]) => evaluate(method, forecaster, plan))
  const bands = Object.fromEntries(evaluations.map(({ errors, band }) => [errors.method, band]))
  return { errors: evaluations.map(({ errors }) => errors), bands: bands as TrainingOutcome['bands'] }
}

function timed(plan: Plan, forecaster: Forecaster): number {
  const origins = originsOf(plan, 'held-back').filter((origin) => isOrigin(plan.grid.values, origin, plan.window))
  const started = performance.now()
  for (const origin of origins) forecaster(origin)
  return (performance.now() - started) / origins.length
}
