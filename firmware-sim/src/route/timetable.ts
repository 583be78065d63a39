import { randomAt } from '../random.ts'
import { drive, type Way, wayOf } from './way.ts'

/** A stretch of road; the truck may stop at its end. */
export interface RouteLeg {
  road: string
  speedKmh: number
  points: readonly (readonly [longitude: number, latitude: number])[]
  /** No sky: a receiver loses its fix here. */
  tunnel?: boolean
  stop?: { name: string; minutes: number }
}

export interface Route {
  /** Minutes after each multiple of `loopMs` at which the round begins. */
  startsAtMinute: number
  legs: readonly RouteLeg[]
}

/** Where a truck is and how it moves. */
export interface Motion {
  latitude: number
  longitude: number
  speedMetersPerSecond: number
  courseDegrees: number
  inTunnel: boolean
  /** Seconds since the truck came to this stop; null while it drives. */
  stoppedSeconds: number | null
  /** How long the whole stop lasts, seconds; null while it drives. */
  stopLastsSeconds: number | null
}

/** A round and the rest after it. Six rounds a day: a fish market works at night. */
export const loopMs = 4 * 3_600_000

/** Stops take up to this much longer or shorter than planned. */
const stopSpread = 0.25

interface Step {
  fromSecond: number
  untilSecond: number
  way: Way | null
  at: readonly [number, number]
  tunnel: boolean
}

/** A truck's rounds, for ever: a pure function of time and seed. Keeps the timetable of the round asked for last. */
export class Timetable {
  readonly #route: Route
  readonly #stream: number
  readonly #ways: Way[]
  #round = Number.NaN
  #steps: Step[] = []

  constructor(route: Route, stream: number) {
    this.#route = route
    this.#stream = stream
    this.#ways = route.legs.map((leg, index) => {
      const before = route.legs[index - 1]?.points.at(-1)
      const rest = [route.legs[index - 1]?.stop, leg.stop]
      const points = before === undefined ? leg.points : [before, ...leg.points]
      const flow = leg.speedKmh / 3.6
      return wayOf(points, {
        flow,
        enters: index === 0 || rest[0] ? 0 : Math.min(flow, (route.legs[index - 1]?.speedKmh ?? 0) / 3.6),
        leaves: rest[1] ? 0 : Math.min(flow, (route.legs[index + 1]?.speedKmh ?? 0) / 3.6),
      })
    })
  }

  at(atMs: number): Motion {
    const sinceMs = atMs - this.#route.startsAtMinute * 60_000
    const round = Math.floor(sinceMs / loopMs)
    if (round !== this.#round) this.#plan(round)
    const second = sinceMs / 1000 - (round * loopMs) / 1000
    const step = this.#steps.find((candidate) => second < candidate.untilSecond) as Step
    const inStep = second - step.fromSecond
    if (step.way !== null) {
      return { ...drive(step.way, inStep), inTunnel: step.tunnel, stoppedSeconds: null, stopLastsSeconds: null }
    }
    const [longitude, latitude] = step.at
    return {
      latitude,
      longitude,
      speedMetersPerSecond: 0,
      courseDegrees: 0,
      inTunnel: false,
      stoppedSeconds: inStep,
      stopLastsSeconds: step.untilSecond - step.fromSecond,
    }
  }

  #plan(round: number): void {
    this.#round = round
    this.#steps = []
    let second = 0
    this.#route.legs.forEach((leg, index) => {
      const way = this.#ways[index] as Way
      const at = leg.points.at(-1) as readonly [number, number]
      this.#steps.push({ fromSecond: second, untilSecond: second + way.seconds, way, at, tunnel: leg.tunnel ?? false })
      second += way.seconds
      if (leg.stop === undefined) return
      const spread = (randomAt(this.#stream, round * 100 + index) * 2 - 1) * stopSpread
      const lasts = leg.stop.minutes * 60 * (1 + spread)
      this.#steps.push({ fromSecond: second, untilSecond: second + lasts, way: null, at, tunnel: false })
      second += lasts
    })
    // The rest of the four hours is spent at the last stop.
    const last = this.#steps.at(-1) as Step
    last.untilSecond = Number.POSITIVE_INFINITY
  }
}
