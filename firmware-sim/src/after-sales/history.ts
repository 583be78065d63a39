import { seededRandom, seedOf } from '../random.ts'
import { carriers, drawn, goods, routes } from './catalogue.ts'
import { type ProcessName, processes } from './hidden-process.ts'
import { drive, stepMinutes, type Trip, type Weather, weatherAt } from './trip.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
const days = 540

/** One order as a shop's after-sales desk would know it, and the chance that the hidden process gave it. */
export interface PastOrder extends Trip, Weather {
  orderId: string
  customer: string
  orderedAtMs: number
  departedAtMs: number
  deliveredAtMs: number
  product: string
  fragility: number
  carrier: string
  route: string
  limitCelsius: number
  complainedAtMs: number | null
  /** Never given to a model: how good the best possible one would be. */
  hiddenProbability: number
}

export interface HistoryOptions {
  orders: number
  seed: number
  process: ProcessName
  untilMs: number
}

/** The orders of one and a half years before `untilMs`, oldest first; the same options give the same history. */
export function afterSalesHistory({ orders, seed, process, untilMs }: HistoryOptions): PastOrder[] {
  const uniform = seededRandom(seedOf(seed, 'after-sales'))
  const tempers = Array.from({ length: Math.max(1, Math.ceil(orders / 8)) }, () => 0.9 * normal(uniform))
  return Array.from({ length: orders }, (_, index): PastOrder => {
    const day = Math.floor((index * days) / orders)
    const orderedAtMs = untilMs - (days - day) * dayMs + Math.floor((7 + 13 * uniform()) * 60) * minuteMs
    const customer = Math.floor(uniform() * tempers.length)
    const kind = drawn(goods, uniform())
    const carrier = drawn(carriers, uniform())
    const route = drawn(routes, uniform())
    const weather = weatherAt(orderedAtMs, uniform)
    const trip = drive(kind, carrier, route, weather, uniform)
    const departedAtMs = orderedAtMs + Math.floor(20 + 40 * uniform()) * minuteMs
    const deliveredAtMs = departedAtMs + trip.celsius.length * stepMinutes * minuteMs
    const hiddenProbability = processes[process]({ kind, weather, trip, temper: tempers[customer] as number })
    const complains = uniform() < hiddenProbability
    const waitMs = Math.exp(Math.log(8 * 60) + 0.8 * normal(uniform)) * minuteMs
    return {
      orderId: `H${String(index + 1).padStart(6, '0')}`,
      customer: `C-${String(customer + 1).padStart(5, '0')}`,
      orderedAtMs,
      departedAtMs,
      deliveredAtMs,
      product: kind.product,
      fragility: kind.fragility,
      carrier: carrier.carrier,
      route: route.route,
      limitCelsius: kind.limitCelsius,
      ...weather,
      ...trip,
      complainedAtMs: complains ? deliveredAtMs + Math.floor(waitMs / minuteMs) * minuteMs : null,
      hiddenProbability,
    }
  }).sort((a, b) => a.orderedAtMs - b.orderedAtMs)
}

/** Box–Muller; one of the pair is enough here. */
const normal = (uniform: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
