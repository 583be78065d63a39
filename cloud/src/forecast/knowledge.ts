import type { AssetForecast, ForecastMethod, MethodErrors } from '@larder/contracts/forecast'
import { gridOf, type Sample } from '@larder/edge/thermal/grid'
import { fitRelaxation, type Relaxation } from '@larder/edge/thermal/relaxation'
import { type Habits, habitsOf } from '@larder/edge/thermal/runs'
import { periodOf } from './baselines.ts'
import { rankedOf } from './evaluate.ts'
import type { Model } from './model-file.ts'
import { type Plan, planOf, TooShort } from './plan.ts'
import { baselinesOf, measured, type TrainingOutcome } from './train.ts'

/** What an asset's history tells: everything a look ahead needs beside the newest hours. */
export interface Knowledge extends Pick<Plan, 'window' | 'horizons'> {
  history: NonNullable<AssetForecast['history']>
  habits: Habits
  stepMs: number
  law: Relaxation
  periodSteps: number | undefined
  model: Model | undefined
  errors: MethodErrors[]
  bands: TrainingOutcome['bands']
  /** The best first. */
  ranked: ForecastMethod[]
  /** How far back a look ahead must see. */
  lookBackMs: number
}

const leastHistoryMs = 6 * 3_600_000
const minuteMs = 60_000

/**
 * Beside a trained network its own measure holds: all methods on the same held-back data. Without one the baselines are
 * measured here.
 * @throws TooShort while nothing can be claimed
 */
export function knowledgeOf(samples: readonly Sample[], intervalMs: number, model: Model | undefined): Knowledge {
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined) throw new TooShort('too short: there are no readings yet')
  const hours = (last.atMs - first.atMs) / 3_600_000
  if (last.atMs - first.atMs < leastHistoryMs) {
    throw new TooShort(`too short: ${hours.toFixed(1)} hours are known, ${leastHistoryMs / 3_600_000} are needed`)
  }
  const habits = habitsOf(gridOf(samples, Math.max(minuteMs, intervalMs)))
  if (habits === undefined) throw new TooShort('too short: there are no readings yet')
  const told = { history: { fromMs: first.atMs, untilMs: last.atMs, readings: samples.length }, habits }
  const rest = model === undefined ? untrained(samples) : trained(samples, model)
  const steps = Math.max(rest.window, (rest.periodSteps ?? 0) + rest.horizons) + 1
  return { ...told, ...rest, model, ranked: rankedOf(rest.errors), lookBackMs: steps * rest.stepMs }
}

function untrained(samples: readonly Sample[]) {
  const plan = planOf(samples)
  const { law, periodSteps, methods } = baselinesOf(plan)
  const { window, horizons, grid } = plan
  return { stepMs: grid.stepMs, window, horizons, law, periodSteps, ...measured(plan, methods) }
}

function trained(samples: readonly Sample[], { metadata }: Model) {
  const { stepMs, window, horizons, errors, bands } = metadata
  const grid = gridOf(samples, stepMs)
  const law = fitRelaxation(grid, horizons)
  if (law === undefined) throw new TooShort('too short: no two readings lie within the horizon')
  const periodSteps = periodOf({ grid, trainUntil: grid.values.length })
  return { stepMs, window, horizons, law, periodSteps, errors, bands }
}
