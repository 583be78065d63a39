import { Plant, type PlantState, stepMs, type TroubleSchedule } from './plant.ts'
import { keyOf, type SamplePlan } from './probe/plan.ts'
import { type Sample, sampleOf } from './probe/sample.ts'
import { has, type Trouble } from './scenarios.ts'

/** A sample with its place, its number and the world's true time. */
export type Taken = Sample & { asset: string; probe: string; sequence: number; atMs: number }

export interface SimulationOptions {
  seed: number
  /** Up to here everything has been sampled; at most one step after the plant's time. */
  atMs: number
  plant: PlantState
  sequences: Record<string, number>
  troublesAt: TroubleSchedule
}

/**
 * The world without its devices: time goes in, samples come out. The same seed, beginning and troubles give the same
 * samples with the same numbers, in whatever portions time is given.
 */
export class Simulation {
  readonly plant: Plant
  readonly sequences: Record<string, number>
  readonly #options: SimulationOptions
  readonly #stuck = new Map<string, Taken>()
  #atMs: number

  constructor(options: SimulationOptions) {
    this.#options = options
    this.plant = new Plant(options.seed, options.plant)
    this.sequences = { ...options.sequences }
    this.#atMs = options.atMs
  }

  /** Up to here everything has been sampled. */
  get atMs(): number {
    return this.#atMs
  }

  troubles(): readonly Trouble[] {
    return this.#options.troublesAt(this.#atMs)
  }

  /** Lets time pass unsampled. */
  skip(untilMs: number): void {
    this.plant.advance(untilMs, this.#options.troublesAt)
    this.#atMs = Math.max(this.#atMs, untilMs)
  }

  /** Lets time pass up to and including `untilMs`, and gives every sample that falls due, the oldest first. */
  *advance(untilMs: number, plans: readonly SamplePlan[]): Generator<Taken> {
    while (this.#atMs < untilMs) {
      const stepEndsMs = this.plant.state.atMs + stepMs
      const portionMs = Math.min(untilMs, stepEndsMs - 1)
      for (const plan of plans) {
        const dueMs = dueAfter(plan, this.#atMs)
        if (dueMs <= portionMs) yield* this.#allDue(plan, dueMs, portionMs)
      }
      this.#atMs = Math.max(this.#atMs, portionMs)
      if (stepEndsMs <= untilMs) this.plant.advance(stepEndsMs, this.#options.troublesAt)
      else return
    }
  }

  *#allDue(plan: SamplePlan, firstMs: number, untilMs: number): Generator<Taken> {
    for (let dueMs = firstMs; dueMs <= untilMs; dueMs += plan.everyMs) {
      const taken = this.#take(plan, dueMs)
      if (taken !== undefined) yield taken
    }
  }

  #take(plan: SamplePlan, atMs: number): Taken | undefined {
    const key = keyOf(plan)
    const troubles = this.#options.troublesAt(atMs)
    // A stuck probe's radio says the same again: value and number stand still, the stamp does not.
    const held = has(troubles, 'stuck', plan.asset, plan.probe) ? this.#stuck.get(key) : undefined
    if (held !== undefined) return { ...held, atMs }
    const sample = sampleOf(this.plant, this.#options.seed, plan, atMs, troubles)
    if (sample === undefined) return undefined
    const counted = Math.floor((atMs - plan.countedFromMs) / plan.intervalMs)
    const sequence = Math.max((this.sequences[key] ?? -1) + 1, counted)
    this.sequences[key] = sequence
    const taken = { ...sample, asset: plan.asset, probe: plan.probe, sequence, atMs }
    if (has(troubles, 'stuck', plan.asset, plan.probe)) this.#stuck.set(key, taken)
    else this.#stuck.delete(key)
    return taken
  }
}

const dueAfter = ({ everyMs, phaseMs }: SamplePlan, atMs: number): number =>
  (Math.floor((atMs - phaseMs) / everyMs) + 1) * everyMs + phaseMs
