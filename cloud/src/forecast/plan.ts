import { type Grid, gridOf, type Sample, usualIntervalMs } from '@larder/edge/thermal/grid'

/** A series ready for forecasting: even steps, a window looked back on, horizons looked ahead to, and the three parts by time. */
export interface Plan {
  grid: Grid
  /** Steps a method may look back on. */
  window: number
  /** Steps ahead: 1 … horizons. */
  horizons: number
  /** Fitting sees steps before this. */
  trainUntil: number
  /** Steps from `trainUntil` to here choose the epoch and the width of the bands; from here on nothing was fitted. */
  heldBackFrom: number
}

/** A series from which nothing can be claimed. */
export class TooShort extends Error {}

const longestWindow = 32
/** A window is no longer than this part of what is fitted. */
const windowsInTraining = 8
const mostHorizons = 12
const leastHorizonMs = 3_600_000
const [trainShare, heldBackShare] = [0.7, 0.15]
/** Fewer origins than these say nothing about an error. */
const leastTrained = 30
const leastHeldBack = 10
/** A value is held over fewer steps than this; beyond, it is a gap, as on a chart. */
const heldSteps = 3
/** A window with more of its steps in gaps is left out. */
const leastKnown = 0.8

/**
 * The finest steps, of a twelfth, a sixth or a third of the horizon, at which enough windows have few enough gaps.
 * @throws TooShort when too few windows are left to fit and to hold back
 * @throws RangeError when the span is longer than a year of steps
 */
export function planOf(samples: readonly Sample[], horizonMs?: number): Plan {
  const intervalMs = usualIntervalMs(samples)
  if (intervalMs === undefined) throw new TooShort('too short: there are fewer than two readings')
  const aheadMs = horizonMs ?? Math.max(leastHorizonMs, mostHorizons * intervalMs)
  const plans = [mostHorizons, mostHorizons / 2, mostHorizons / 4].map((horizons) =>
    planAt(samples, Math.ceil(Math.max(intervalMs, aheadMs / horizons) / 1000) * 1000, aheadMs),
  )
  const counts = plans.map((plan) => [originsOf(plan, 'train').length, originsOf(plan, 'held-back').length] as const)
  const enough = counts.findIndex(([train, heldBack]) => train >= leastTrained && heldBack >= leastHeldBack)
  const chosen = plans[enough]
  if (chosen !== undefined) return chosen
  const [train, heldBack] = counts[0] ?? [0, 0]
  const has = `the ${samples.length} readings give ${train} windows to fit and ${heldBack} to hold back`
  throw new TooShort(`too short: ${has}; ${leastTrained} and ${leastHeldBack} are needed`)
}

function planAt(samples: readonly Sample[], stepMs: number, aheadMs: number): Plan {
  const grid = gridOf(samples, stepMs)
  const steps = grid.values.length
  const trainUntil = Math.floor(steps * trainShare)
  return {
    grid,
    window: Math.max(4, Math.min(longestWindow, Math.floor(trainUntil / windowsInTraining))),
    horizons: Math.max(1, Math.round(aheadMs / stepMs)),
    trainUntil,
    heldBackFrom: Math.floor(steps * (1 - heldBackShare)),
  }
}

export type Part = 'train' | 'choose' | 'held-back'

/**
 * The steps at which a forecast may start: observed, with few gaps behind, at least one target observed, and all targets
 * inside the part. What lies behind an origin may be of an earlier part: it was known by then.
 */
export function originsOf(plan: Plan, part: Part): number[] {
  const { grid, window, horizons, trainUntil, heldBackFrom } = plan
  const from = { train: 0, choose: trainUntil, 'held-back': heldBackFrom }[part]
  const until = { train: trainUntil, choose: heldBackFrom, 'held-back': grid.values.length }[part]
  const origins: number[] = []
  for (let origin = Math.max(from, window) - 1; origin + horizons < until; origin++) {
    const targets = grid.values.subarray(origin + 1, origin + 1 + horizons)
    if (isOrigin(grid.values, origin, window) && !targets.every(Number.isNaN)) origins.push(origin)
  }
  return origins
}

/** Whether the value at this step and enough of those behind it are known. */
export function isOrigin(values: Float64Array, origin: number, window: number): boolean {
  if (origin < window - 1 || Number.isNaN(values[origin])) return false
  let [known, unobserved] = [0, heldSteps]
  for (let index = origin - window + 1; index <= origin; index++) {
    unobserved = Number.isNaN(values[index]) ? unobserved + 1 : 0
    if (unobserved < heldSteps) known++
  }
  return known >= leastKnown * window
}
