import type { Goods } from './catalogue.ts'
import type { Trip, Weather } from './trip.ts'

/** What decides whether a customer complains. No model is ever given this file, or anything it computes. */
export interface Delivery {
  kind: Goods
  weather: Weather
  trip: Trip
  /** How readily this customer complains, in log odds: seen by a model only through the tickets of the past. */
  temper: number
}

export type HiddenProcess = (delivery: Delivery) => number

export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit))

/**
 * The order of events matters. Warm goods soften and harden again as they are cooled; a knock bruises soft goods and
 * leaves firm ones nearly alone. Germs wait half an hour of unbroken warmth before they grow. So the same maxima and
 * sums in another order make another outcome.
 */
const inOrder: HiddenProcess = ({ kind, weather, trip, temper }) => {
  let softness = 0
  let warmSteps = 0
  let bruise = 0
  let spoilage = 0
  trip.celsius.forEach((celsius, step) => {
    const over = Math.max(0, celsius - kind.limitCelsius)
    warmSteps = over > 0 ? warmSteps + 1 : 0
    softness = Math.min(1, Math.max(0, over > 0 ? softness + 0.2 + 0.05 * over : softness - 0.1))
    bruise += kind.fragility * Math.max(0, (trip.shockG[step] as number) - 0.9) * (0.1 + 1.6 * softness)
    spoilage += warmSteps > 2 ? 0.08 * Math.min(over, 8) : 0
  })
  return sigmoid(-4 + 1.5 * Math.min(bruise, 4) + spoilage + common(kind, weather, trip) + temper)
}

/** The way there does not matter: weather, goods, customer and how late it was in the end. */
const contextOnly: HiddenProcess = ({ kind, weather, trip, temper }) =>
  sigmoid(-3.4 + 2 * common(kind, weather, trip) + temper)

/** Lateness beyond a quarter of an hour, heat and rain on fragile goods, and how touchy people are about the goods. */
function common(kind: Goods, { outsideCelsius, rainMm }: Weather, trip: Trip): number {
  const late = Math.max(0, (trip.delayMinutes.at(-1) ?? 0) - 15)
  const heat = Math.max(0, outsideCelsius - 26)
  return 0.02 * late + 0.06 * heat * kind.fragility + (rainMm > 5 ? 0.6 * kind.fragility : 0) + kind.touchiness
}

export const processes = { sequence: inOrder, context: contextOnly } as const satisfies Record<string, HiddenProcess>
export type ProcessName = keyof typeof processes
export const isProcessName = (name: string): name is ProcessName => Object.hasOwn(processes, name)
