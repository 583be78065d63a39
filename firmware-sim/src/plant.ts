import { outdoorCelsius, shopCelsius } from './physics/ambient.ts'
import { customerAtDoor, deliveryAtDoor, forkliftAtDoor } from './physics/doors.ts'
import { type EnclosureState, restingEnclosure, stepEnclosure } from './physics/enclosure.ts'
import { type Enclosure, enclosures } from './physics/enclosures.ts'
import { randomAt, seedOf } from './random.ts'
import { routes } from './route/routes.ts'
import { type Motion, Timetable } from './route/timetable.ts'
import { has, type Trouble } from './scenarios.ts'

/** Physics moves on a grid of its own, so that who asks how often changes nothing. */
export const stepMs = 10_000

export interface PlantState {
  atMs: number
  enclosures: Record<string, EnclosureState>
}

/** What is wrong at a time. */
export type TroubleSchedule = (atMs: number) => readonly Trouble[]

/** All refrigerated spaces and trucks of the site, moved forward together. */
export class Plant {
  readonly #weather: number
  readonly #doors = new Map<string, number>()
  readonly #timetables = new Map<string, Timetable>()
  #state: PlantState

  constructor(seed: number, state: PlantState) {
    this.#state = state
    this.#weather = seedOf(seed, 'weather')
    for (const asset of Object.keys(enclosures)) this.#doors.set(asset, seedOf(seed, `${asset}/door`))
    for (const [asset, route] of Object.entries(routes)) {
      this.#timetables.set(asset, new Timetable(route, seedOf(seed, `${asset}/route`)))
    }
  }

  get state(): PlantState {
    return this.#state
  }

  /** Moves forward by whole steps, up to and not past this time. */
  advance(untilMs: number, troublesAt: TroubleSchedule): void {
    while (this.#state.atMs + stepMs <= untilMs) this.#step(troublesAt(this.#state.atMs))
  }

  enclosure(asset: string): EnclosureState {
    return this.#state.enclosures[asset] as EnclosureState
  }

  motion(asset: string, atMs: number): Motion {
    return (this.#timetables.get(asset) as Timetable).at(atMs)
  }

  doorOpen(asset: string, atMs: number, troubles: readonly Trouble[]): boolean {
    if (has(troubles, 'door-open', asset)) return true
    const stream = this.#doors.get(asset) as number
    switch ((enclosures[asset] as Enclosure).door) {
      case 'customers':
        return customerAtDoor(stream, atMs)
      case 'forklifts':
        return forkliftAtDoor(stream, atMs)
      case 'deliveries':
        return deliveryAtDoor(this.motion(asset, atMs))
    }
  }

  /** A person turned the thermostat. */
  setSetpoint(asset: string, celsius: number): void {
    this.#state.enclosures[asset] = { ...this.enclosure(asset), setpointCelsius: celsius }
  }

  #step(troubles: readonly Trouble[]): void {
    const { atMs } = this.#state
    const outdoors = outdoorCelsius(this.#weather, atMs)
    const shop = shopCelsius(atMs)
    const next: PlantState = { atMs: atMs + stepMs, enclosures: {} }
    for (const [asset, { model, surroundings }] of Object.entries(enclosures)) {
      const input = {
        ambientCelsius: surroundings === 'shop' ? shop : outdoors,
        doorOpen: this.doorOpen(asset, atMs, troubles),
        compressorFailed: has(troubles, 'compressor-failed', asset),
        powered: !has(troubles, 'unpowered', asset),
      }
      next.enclosures[asset] = stepEnclosure(this.enclosure(asset), model, input, stepMs / 1000)
    }
    this.#state = next
  }
}

/** Where a world of this seed begins: the quarter's first instant, everything in the middle of its band. */
export function plantAnchor(seed: number, beforeMs: number): PlantState {
  const before = new Date(beforeMs)
  const atMs = Date.UTC(before.getUTCFullYear(), Math.floor(before.getUTCMonth() / 3) * 3, 1)
  const resting = Object.entries(enclosures).map(([asset, { model }]) => {
    const share = randomAt(seedOf(seed, `${asset}/defrost`), 0)
    return [asset, restingEnclosure(model, share)] as const
  })
  return { atMs, enclosures: Object.fromEntries(resting) }
}
