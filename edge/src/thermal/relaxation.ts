import type { Grid } from './grid.ts'

/**
 * A cooled space in ordinary operation: wall, coil and thermostat together pull its air to an equilibrium by a first-order
 * law, dT/dt = (equilibrium − T) / τ. Cycles and defrosts are what the law leaves over.
 */
export interface Relaxation {
  equilibriumCelsius: number
  timeConstantMs: number
}

/** Tried from a fifth of a step to this many times the farthest horizon. */
const slowest = 50
const tried = 60

/**
 * Least squares over every pair of values that lie 1 … `horizons` steps apart, of the first `until` steps.
 * Undefined where there is no such pair.
 */
export function fitRelaxation(grid: Grid, horizons: number, until = grid.values.length): Relaxation | undefined {
  const pairs = leadsOf(horizons).map((lead) => ({ lead, sums: sumsOf(grid.values, lead, until) }))
  if (pairs.every(({ sums }) => sums.count === 0)) return undefined
  let best: (Relaxation & { squares: number }) | undefined
  for (let trial = 0; trial < tried; trial++) {
    const steps = 0.2 * (horizons * slowest * 5) ** (trial / (tried - 1))
    const fit = equilibriumAt(pairs, steps)
    if (best === undefined || fit.squares < best.squares) {
      best = { equilibriumCelsius: fit.equilibriumCelsius, timeConstantMs: steps * grid.stepMs, squares: fit.squares }
    }
  }
  return best && { equilibriumCelsius: best.equilibriumCelsius, timeConstantMs: best.timeConstantMs }
}

/** Where the law takes a temperature within this time. */
export const relaxed = (
  { equilibriumCelsius, timeConstantMs }: Relaxation,
  celsius: number,
  elapsedMs: number,
): number => equilibriumCelsius + (celsius - equilibriumCelsius) * Math.exp(-elapsedMs / timeConstantMs)

/** At most twelve leads, spread evenly: neighbours say the same. */
function leadsOf(horizons: number): number[] {
  const count = Math.min(12, horizons)
  return Array.from({ length: count }, (_, index) => Math.round(((index + 1) * horizons) / count))
}

interface Sums {
  count: number
  before: number
  after: number
  beforeBefore: number
  beforeAfter: number
  afterAfter: number
}

function sumsOf(values: Float64Array, lead: number, until: number): Sums {
  const sums = { count: 0, before: 0, after: 0, beforeBefore: 0, beforeAfter: 0, afterAfter: 0 }
  for (let index = 0; index + lead < until; index++) {
    const before = values[index] ?? Number.NaN
    const after = values[index + lead] ?? Number.NaN
    if (Number.isNaN(before) || Number.isNaN(after)) continue
    sums.count++
    sums.before += before
    sums.after += after
    sums.beforeBefore += before * before
    sums.beforeAfter += before * after
    sums.afterAfter += after * after
  }
  return sums
}

/** With the time constant given, after − φ·before = (1 − φ)·equilibrium is linear in the equilibrium. */
function equilibriumAt(pairs: readonly { lead: number; sums: Sums }[], timeConstantSteps: number) {
  let [weighted, weights] = [0, 0]
  for (const { lead, sums } of pairs) {
    const kept = Math.exp(-lead / timeConstantSteps)
    weighted += (1 - kept) * (sums.after - kept * sums.before)
    weights += (1 - kept) ** 2 * sums.count
  }
  const equilibriumCelsius = weighted / weights
  let squares = 0
  for (const { lead, sums } of pairs) {
    const kept = Math.exp(-lead / timeConstantSteps)
    const shift = (1 - kept) * equilibriumCelsius
    squares += sums.afterAfter - 2 * kept * sums.beforeAfter + kept * kept * sums.beforeBefore
    squares += sums.count * shift * shift - 2 * shift * (sums.after - kept * sums.before)
  }
  return { equilibriumCelsius, squares }
}
