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
  /** What the law leaves over of the present warming: a limit is first passed on such a wave. */
  deviationKelvin: number
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
const leastPauseSpread = 0.3
/** Neighbouring minutes err together: so many of them count as one. */
const minutesPerIndependent = 6
/** A sensor's step, and what the law leaves out: doors, the coil's last cold. */
const unexplainedKelvin = 0.06

/** Temperatures at even steps while it warms; NaN is a gap. */
export interface Warming {
  values: ArrayLike<number>
  stepMs: number
}

/** Every candidate with its weight given the habits and, where there is one, the present warming. Weights sum to 1. */
export function candidatesOf(habits: Habits, nowCelsius: number, warming?: Warming): Candidate[] {
  const sums = warming && {
    ...warming,
    known: Array.from(warming.values).filter((value) => !Number.isNaN(value)).length,
  }
  const candidates: (Candidate & { log: number })[] = []
  const apart = { nowCelsius, deviationKelvin: unexplainedKelvin }
  const coldest = nowCelsius + 0.2
  for (let place = 0; place < surroundingsTried; place++) {
    const surroundingsCelsius = coldest + ((warmestCelsius - coldest) * place) / (surroundingsTried - 1)
    for (let trial = 0; trial < timeConstantsTried; trial++) {
      const timeConstantHours = shortestHours * (longestHours / shortestHours) ** (trial / (timeConstantsTried - 1))
      const before = logPrior(habits, surroundingsCelsius, timeConstantHours, coldest)
      const fit = sums && fitAt(sums, surroundingsCelsius, timeConstantHours)
      const { likelihood, ...now } = fit ?? { likelihood: 0, ...apart }
      candidates.push({ ...now, surroundingsCelsius, timeConstantHours, weight: 0, log: before + likelihood })
    }
  }
  const most = Math.max(...candidates.map(({ log }) => log))
  const likely = candidates.filter(({ log }) => log > most - 12)
  const total = likely.reduce((sum, { log }) => sum + Math.exp(log - most), 0)
  return likely.map(({ log, ...candidate }) => ({ ...candidate, weight: Math.exp(log - most) / total }))
}

function logPrior({ pause }: Habits, celsius: number, hours: number, coldest: number): number {
  const { meanCelsius, deviationCelsius, share } = surroundings
  const near = Math.exp(-0.5 * ((celsius - meanCelsius) / deviationCelsius) ** 2) / (deviationCelsius * 2.5066)
  const log = Math.log(share * near + (1 - share) / (warmestCelsius - coldest))
  if (pause === undefined) return log
  const expected = Math.log(Math.max(0.1, celsius - pause.celsius)) - pause.logKelvinPerHour
  return log - 0.5 * ((Math.log(hours) - expected) / Math.max(leastPauseSpread, pause.spread)) ** 2
}

/** Least squares for B, and Student's likelihood of what is left with its deviation unknown. */
function fitAt({ values, stepMs, known }: Warming & { known: number }, celsius: number, hours: number) {
  const perStep = stepMs / 3_600_000 / hours
  let [crossed, squared] = [0, 0]
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN
    if (Number.isNaN(value)) continue
    const fading = Math.exp(-index * perStep)
    crossed += (celsius - value) * fading
    squared += fading * fading
  }
  const amplitude = crossed / squared
  let squares = known * unexplainedKelvin ** 2
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN
    if (!Number.isNaN(value)) squares += (celsius - amplitude * Math.exp(-index * perStep) - value) ** 2
  }
  const independent = Math.max(1, (known * stepMs) / 60_000 / minutesPerIndependent)
  return {
    likelihood: -0.5 * independent * Math.log(squares / known),
    nowCelsius: celsius - amplitude * Math.exp(-(values.length - 1) * perStep),
    deviationKelvin: Math.sqrt(squares / known),
  }
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
