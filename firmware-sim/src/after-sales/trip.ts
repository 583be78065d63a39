import type { Carrier, Goods, Route } from './catalogue.ts'

export const stepMinutes = 15
const mostSteps = 24

export interface Weather {
  outsideCelsius: number
  rainMm: number
}

/** What the telemetry of one delivery says, a value for each quarter of an hour. */
export interface Trip {
  celsius: number[]
  /** How late it already is, minutes. */
  delayMinutes: number[]
  /** The hardest knock within the step, g. */
  shockG: number[]
}

/** Shanghai's year in outline: 4 °C in January, 30 °C in July, rain on three days of ten. */
export function weatherAt(atMs: number, uniform: () => number): Weather {
  const yearPart = (atMs / 86_400_000 / 365.25) % 1
  const seasonal = 17 - 13 * Math.cos(2 * Math.PI * (yearPart - 0.055))
  return {
    outsideCelsius: round(seasonal + 4 * (uniform() + uniform() + uniform() - 1.5), 1),
    rainMm: uniform() < 0.3 ? round(-8 * Math.log(1 - uniform()), 1) : 0,
  }
}

/** A box that is warmed when its cold fails, a van that knocks where the road is rough, a traffic that jams in the rain. */
export function drive(kind: Goods, carrier: Carrier, route: Route, weather: Weather, uniform: () => number): Trip {
  const trip: Trip = { celsius: [], delayMinutes: [], shockG: [] }
  const heat = Math.exp((weather.outsideCelsius - 20) / 14)
  let celsius = kind.targetCelsius + 0.8 * (uniform() - 0.5)
  let failingSteps = 0
  let delayMinutes = 0
  let driven = 0
  while (driven < route.plannedSteps && trip.celsius.length < mostSteps) {
    if (failingSteps === 0 && uniform() < 0.02 * carrier.coldFailures * heat)
      failingSteps = 1 + Math.floor(uniform() * 7)
    const boxCelsius = failingSteps > 0 ? weather.outsideCelsius - 2 : kind.targetCelsius
    if (failingSteps > 0) failingSteps -= 1
    celsius += (boxCelsius - celsius) * (failingSteps > 0 ? 0.14 : 0.1) + 0.3 * (uniform() - 0.5)
    const jammed = uniform() < 0.05 * carrier.lateness * (weather.rainMm > 5 ? 2 : 1)
    if (jammed) delayMinutes += stepMinutes
    else driven += 1
    const knocked = uniform() < 0.09 * carrier.knocks * route.roughness
    const shockG = 0.2 + 0.3 * uniform() + (knocked ? 0.8 + 2.2 * uniform() : 0)
    trip.celsius.push(round(celsius, 2))
    trip.delayMinutes.push(delayMinutes)
    trip.shockG.push(round(shockG, 2))
  }
  return trip
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits))
