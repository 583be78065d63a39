import { type Grid, quantile } from './grid.ts'

/** A time of warming: it begins at a lowest point and lasts until the temperature has fallen back by the slack. */
export interface Run {
  /** Steps since the grid's start. */
  from: number
  /** Kelvin above the first, one for each step; a short gap holds the last. */
  rises: number[]
}

/** What an asset's temperature did of itself before: cycles, door openings, defrosts. */
export interface Habits {
  slackKelvin: number
  /** Nine tenths of the time it is no warmer. */
  usualHighCelsius: number
  runs: Run[]
  /** How fast it warms while it is not cooled, by its own pauses: median and spread of the natural logarithm of K/h. */
  pause: { logKelvinPerHour: number; spread: number; celsius: number } | undefined
  /** How far an open door lifts it at once, beyond steady warming: what one in twenty short rises exceeds. */
  gustKelvin: number
}

const leastSlackKelvin = 0.2
/** A run ends at a gap of so many steps. */
const gapSteps = 4
/** What happened so often is a habit: a defrost, never a failure. */
const recurring = 3
/** A past run is like the present one when it had risen as far at the same age, within this share. */
const likeShare = 0.25
/** A past run that ended a little younger still counts. */
const likeAge = 0.9
const leastPauses = 5

/** The warming runs among these steps; the last may still be going on. `slack` is how far back a temperature may fall within a run. */
export function runsOf({ values }: Grid, slackKelvin: number, until = values.length): Run[] {
  const runs: Run[] = []
  let [from, lowest, highest, held, gap] = [-1, 0, 0, 0, 0]
  const close = (end: number) => {
    if (from >= 0 && highest - lowest > slackKelvin) runs.push(runAt(values, from, end))
    from = -1
  }
  for (let index = 0; index < until; index++) {
    const value = values[index] ?? Number.NaN
    gap = Number.isNaN(value) ? gap + 1 : 0
    if (gap > gapSteps) close(index - gap + 1)
    if (gap > 0) continue
    if (from >= 0 && value < highest - slackKelvin) close(held)
    if (from < 0 || value <= lowest) [from, lowest, highest] = [index, value, value]
    if (value >= highest) [highest, held] = [value, index + 1]
  }
  close(until)
  return runs
}

function runAt(values: Float64Array, from: number, end: number): Run {
  const start = values[from] ?? 0
  const rises: number[] = []
  for (let index = from; index < end; index++) {
    const value = values[index] ?? Number.NaN
    rises.push(Number.isNaN(value) ? (rises.at(-1) ?? 0) : value - start)
  }
  return { from, rises }
}

/** Learns from the first `until` steps. Undefined where nothing was observed. */
export function habitsOf(grid: Grid, until = grid.values.length): Habits | undefined {
  const known = grid.values.subarray(0, until).filter((value) => !Number.isNaN(value))
  if (known.length === 0) return undefined
  const slackKelvin = Math.max(leastSlackKelvin, 5 * noiseOf(grid.values, until))
  const runs = runsOf(grid, slackKelvin, until)
  const pause = pauseOf(grid, runs)
  return { slackKelvin, usualHighCelsius: quantile(known, 0.9), runs, pause, gustKelvin: gustOf(grid, until, pause) }
}

/** Whether the present run goes as at least three before it went, or has not left the usual temperatures. */
export function isHabit(habits: Habits, run: Run, celsius: number): boolean {
  const { slackKelvin, usualHighCelsius, runs } = habits
  const rise = run.rises.at(-1) ?? 0
  const age = run.rises.length
  if (celsius <= usualHighCelsius + slackKelvin) return true
  const tolerance = Math.max(2 * slackKelvin, likeShare * rise)
  const alike = runs.filter(({ rises }) => {
    const then = rises[Math.min(age, rises.length) - 1] ?? 0
    return rises.length >= likeAge * age && Math.abs(then - rise) <= tolerance
  })
  return alike.length >= recurring
}

/** From second differences, which a slow curve does not move: the deviation of a single value. */
function noiseOf(values: Float64Array, until: number): number {
  const bends: number[] = []
  for (let index = 2; index < until; index++) {
    const bend = (values[index] ?? 0) - 2 * (values[index - 1] ?? 0) + (values[index - 2] ?? 0)
    if (!Number.isNaN(bend)) bends.push(Math.abs(bend))
  }
  return bends.length === 0 ? 0 : (1.4826 * quantile(bends, 0.5)) / Math.sqrt(6)
}

const gustSteps = 3

function gustOf({ values, stepMs }: Grid, until: number, pause: Habits['pause']): number {
  const lifts: number[] = []
  for (let index = gustSteps; index < until; index++) {
    const lift = (values[index] ?? 0) - (values[index - gustSteps] ?? 0)
    if (!Number.isNaN(lift)) lifts.push(lift)
  }
  const steady = pause === undefined ? 0 : Math.exp(pause.logKelvinPerHour) * ((gustSteps * stepMs) / 3_600_000)
  return lifts.length === 0 ? 0 : Math.max(0, quantile(lifts, 0.95) - steady)
}

/** The later half of a run: by then the coil has given up its cold. */
function pauseOf({ values, stepMs }: Grid, runs: readonly Run[]): Habits['pause'] {
  const long = runs.filter(({ rises }) => rises.length >= 4)
  if (long.length < leastPauses) return undefined
  const logs = long.flatMap(({ rises }) => {
    const half = Math.floor(rises.length / 2)
    const kelvin = (rises.at(-1) ?? 0) - (rises[half] ?? 0)
    return kelvin > 0 ? [Math.log(kelvin / (((rises.length - 1 - half) * stepMs) / 3_600_000))] : []
  })
  if (logs.length < leastPauses) return undefined
  const logKelvinPerHour = quantile(logs, 0.5)
  const apart = logs.map((log) => Math.abs(log - logKelvinPerHour))
  const celsius = quantile(
    long.map(({ from, rises }) => (values[from] ?? 0) + (rises.at(-1) ?? 0) / 2),
    0.5,
  )
  return { logKelvinPerHour, spread: 1.4826 * quantile(apart, 0.5), celsius }
}
