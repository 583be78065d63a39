import type { Habits } from './runs.ts'

/**
 * A space that is not cooled, or too weakly, nears what surrounds it by Newton's law: T(t) = A − B·e^(−t/τ). A and τ are
 * known as a cloud of weighted candidates; B, and so the present temperature, follows from each.
 */
export interface Candidate {
  surroundingsCelsius: number
  timeConstantHours: number
  /** By this law, at the newest step. */
  nowCelsius: number
  weight: number
}

/** What is believed of the surroundings before the data speak: indoor and mild outdoor air, or a coil that still cools weakly. */
const surroundings = { meanCelsius: 20, deviationCelsius: 8, share: 0.7 }
const warmestCelsius = 45
const surroundingsTried = 49
const shortestHours = 0.1
const longestHours = 60
const timeConstantsTried = 65
/** How far the warming in pauses tells of the warming without cooling: at least this uncertain, as a natural logarithm. */
const leastPauseSpread = 0.4
const mostAlike = 0.95
const leastIndependent = 5
/** A candidate of less than this share of the best one's weight moves no quantile. */
const negligible = 1e-5
/** A sensor's step, and what the law leaves out: doors, the coil's last cold. */
const unexplainedKelvin = 0.06

/** Temperatures at even steps while it warms; NaN is a gap. */
export interface Warming {
  values: ArrayLike<number>
  stepMs: number
}

/** Every candidate with its weight given the habits and, where there is one, the present warming. Weights sum to 1. */
export function candidatesOf(habits: Habits, nowCelsius: number, warming?: Warming): Candidate[] {
  const coldest = nowCelsius + 0.2
  const laws = lawsFrom(coldest).map((law) => ({ ...law, prior: logPrior(habits, law, coldest) }))
  const fits = warming && fitsOf(warming, laws)
  const logs = laws.map(({ prior }, index) => prior + (fits?.[index]?.likelihood ?? 0))
  const most = logs.reduce((a, b) => Math.max(a, b))
  const candidates = laws.flatMap(({ prior: _, ...law }, index) => {
    const amplitude = fits?.[index]?.amplitude ?? law.surroundingsCelsius - nowCelsius
    const weight = Math.exp((logs[index] ?? 0) - most)
    return weight < negligible ? [] : [{ ...law, nowCelsius: law.surroundingsCelsius - amplitude, weight }]
  })
  const total = candidates.reduce((sum, { weight }) => sum + weight, 0)
  return candidates.map((one) => ({ ...one, weight: one.weight / total }))
}

type Law = Pick<Candidate, 'surroundingsCelsius' | 'timeConstantHours'>

const lawsFrom = (coldest: number): Law[] =>
  Array.from({ length: surroundingsTried * timeConstantsTried }, (_, index) => {
    const place = Math.floor(index / timeConstantsTried) / (surroundingsTried - 1)
    const trial = (index % timeConstantsTried) / (timeConstantsTried - 1)
    return {
      surroundingsCelsius: coldest + (warmestCelsius - coldest) * place,
      timeConstantHours: shortestHours * (longestHours / shortestHours) ** trial,
    }
  })

function logPrior({ pause }: Habits, { surroundingsCelsius, timeConstantHours }: Law, coldest: number): number {
  const { meanCelsius, deviationCelsius, share } = surroundings
  const near = Math.exp(-0.5 * ((surroundingsCelsius - meanCelsius) / deviationCelsius) ** 2)
  const anywhere = (1 - share) / (warmestCelsius - coldest)
  const log = Math.log((share * near) / (deviationCelsius * Math.sqrt(2 * Math.PI)) + anywhere)
  if (pause === undefined) return log
  const expected = Math.log(Math.max(0.1, surroundingsCelsius - pause.celsius)) - pause.logKelvinPerHour
  return log - 0.5 * ((Math.log(timeConstantHours) - expected) / Math.max(leastPauseSpread, pause.spread)) ** 2
}

interface Fit {
  /** Kelvin below the surroundings at the newest step. */
  amplitude: number
  squares: number
  likelihood: number
}

/**
 * Least squares for the amplitude under each law, and Student's likelihood of what is left, its deviation unknown.
 * Neighbours err together, most of all behind an open door, so they count only for as many as are independent of each
 * other by the autocorrelation that the best law leaves.
 */
function fitsOf(warming: Warming, laws: readonly Law[]): Fit[] {
  const known = Array.from(warming.values).filter((value) => !Number.isNaN(value)).length
  const fits = laws.map((law) => fitAt(warming, law, known))
  const best = fits.reduce((least, fit, index) => (fit.squares < (fits[least]?.squares ?? 0) ? index : least), 0)
  const alike = autocorrelation(residualsOf(warming, laws[best] as Law, fits[best]?.amplitude ?? 0))
  const independent = Math.max(leastIndependent, (known * (1 - alike)) / (1 + alike))
  return fits.map((fit) => ({ ...fit, likelihood: -0.5 * independent * Math.log(fit.squares / known) }))
}

function fitAt(warming: Warming, law: Law, known: number): Fit {
  const { values } = warming
  const growth = growthOf(warming, law)
  let [crossed, squared, factor] = [0, 0, 1]
  for (let index = values.length - 1; index >= 0; index--, factor *= growth) {
    const value = values[index] ?? Number.NaN
    if (Number.isNaN(value)) continue
    crossed += (law.surroundingsCelsius - value) * factor
    squared += factor * factor
  }
  const amplitude = crossed / squared
  let squares = known * unexplainedKelvin ** 2
  factor = amplitude
  for (let index = values.length - 1; index >= 0; index--, factor *= growth) {
    const value = values[index] ?? Number.NaN
    if (!Number.isNaN(value)) squares += (law.surroundingsCelsius - factor - value) ** 2
  }
  return { amplitude, squares, likelihood: 0 }
}

/** By how much the distance to the surroundings grows for each step back. */
const growthOf = ({ stepMs }: Warming, { timeConstantHours }: Law): number =>
  Math.exp(stepMs / 3_600_000 / timeConstantHours)

function residualsOf(warming: Warming, law: Law, amplitude: number): number[] {
  const growth = growthOf(warming, law)
  const last = warming.values.length - 1
  return Array.from(
    warming.values,
    (value, index) => value - law.surroundingsCelsius + amplitude * growth ** (last - index),
  )
}

/** Between neighbours, at least 0. */
function autocorrelation(residuals: readonly number[]): number {
  let [crossed, squared] = [0, 0]
  for (let index = 1; index < residuals.length; index++) {
    const [before, after] = [residuals[index - 1] ?? Number.NaN, residuals[index] ?? Number.NaN]
    if (Number.isNaN(before * after)) continue
    crossed += before * after
    squared += (before * before + after * after) / 2
  }
  return squared === 0 ? 0 : Math.min(mostAlike, Math.max(0, crossed / squared))
}

/** Hours until this candidate reaches the limit; 0 when it has, Infinity when it never does. */
export function hoursTo(
  { surroundingsCelsius, timeConstantHours, nowCelsius }: Candidate,
  limitCelsius: number,
): number {
  if (nowCelsius >= limitCelsius) return 0
  if (surroundingsCelsius <= limitCelsius) return Number.POSITIVE_INFINITY
  return timeConstantHours * Math.log((surroundingsCelsius - nowCelsius) / (surroundingsCelsius - limitCelsius))
}

/** Goods in the air: what they have now, and how slowly they follow it. */
export interface Goods {
  celsius: number
  timeConstantHours: number
}

/** Where goods stand after so many hours in the air of this candidate: first order behind first order. */
export function goodsAfter(candidate: Candidate, goods: Goods, hours: number): number {
  const { surroundingsCelsius, nowCelsius } = candidate
  const rate = 1 / candidate.timeConstantHours
  // Equal rates have a solution of another form; one that is a thousandth off is as good.
  const own = 1 / goods.timeConstantHours === rate ? rate * 1.001 : 1 / goods.timeConstantHours
  const behind = ((surroundingsCelsius - nowCelsius) * own) / (own - rate)
  const start = goods.celsius - surroundingsCelsius + behind
  return surroundingsCelsius - behind * Math.exp(-rate * hours) + start * Math.exp(-own * hours)
}

/** Hours until goods reach the limit in the air of this candidate; Infinity when not within `withinHours`. */
export function goodsHoursTo(candidate: Candidate, goods: Goods, limitCelsius: number, withinHours: number): number {
  if (goods.celsius >= limitCelsius) return 0
  if (goodsAfter(candidate, goods, withinHours) < limitCelsius) return Number.POSITIVE_INFINITY
  let [before, after] = [0, withinHours]
  while (after - before > 1 / 120) {
    const middle = (before + after) / 2
    if (goodsAfter(candidate, goods, middle) < limitCelsius) before = middle
    else after = middle
  }
  return after
}

/** Where this candidate stands after so many hours. */
export const celsiusAfter = (
  { surroundingsCelsius, timeConstantHours, nowCelsius }: Candidate,
  hours: number,
): number => surroundingsCelsius - (surroundingsCelsius - nowCelsius) * Math.exp(-hours / timeConstantHours)

/** The value below which this share of the weight lies. */
export function weightedQuantile(pairs: readonly { value: number; weight: number }[], share: number): number {
  const sorted = [...pairs].sort((a, b) => a.value - b.value)
  let sum = 0
  for (const { value, weight } of sorted) {
    sum += weight
    if (sum >= share) return value
  }
  return sorted.at(-1)?.value ?? Number.NaN
}
