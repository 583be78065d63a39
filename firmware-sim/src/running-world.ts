import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RoomContext } from '@larder/contracts/room'
import { WorldClock } from './clock.ts'
import { incidentAsset, inIncident } from './incidents.ts'
import { plantAnchor, stepMs } from './plant.ts'
import { Fleet } from './probe/fleet.ts'
import { livePlans, pastPlans } from './probe/plan.ts'
import { configuredScenario, isScenarioName, type Trouble, troublesAt, unknownScenario } from './scenarios.ts'
import { Simulation } from './simulation.ts'
import { servicePort, WiredDevices } from './wired.ts'
import { readWorldState, type WorldState, writeWorldState } from './world-state.ts'

const dayMs = 86_400_000
const tickMs = 1000
/** The past is filled in portions of this length, each acknowledged before the next. */
const portionMs = 2 * 3_600_000
/** A world that lags by more than this (it stood still) fills the gap as a past. */
const gapMs = 300_000
const checkpointEveryMs = 30_000
const reportEveryMs = 600_000

export const statePath = (dataDirectory: string): string => join(dataDirectory, 'world', 'state.json')
/** A wish: the name of the scenario to play from now on. Written by `larder scenario`, taken by the running world. */
export const scenarioPath = (dataDirectory: string): string => join(dataDirectory, 'world', 'scenario')

/** Fills the past, then lets the world and its devices live. */
export class RunningWorld {
  readonly #context: RoomContext
  readonly #nowMs: () => number
  #state!: WorldState
  #simulation!: Simulation
  #clock!: WorldClock
  #fleet!: Fleet
  #wired!: WiredDevices
  #wiredTimer: NodeJS.Timeout | undefined
  readonly #stopping = new AbortController()
  #running: Promise<void> = Promise.resolve()
  #nextCheckpointMs = 0
  #nextReportMs = 0

  constructor(context: RoomContext, nowMs: () => number = Date.now) {
    this.#context = context
    this.#nowMs = nowMs
  }

  /** @returns what resolves when the past is filled, or rejects when it cannot be */
  start(): { filled: Promise<void> } {
    const { configuration, dataDirectory, log } = this.#context
    const { seed, speed } = configuration.world
    const nowMs = this.#nowMs()
    this.#state = this.#resume(nowMs)
    this.#clock = new WorldClock(speed, nowMs)
    this.#simulation = this.#simulate(this.#state)
    this.#fleet = new Fleet(this.#context, { seed, clock: this.#clock, nowMs: this.#nowMs })
    this.#wired = new WiredDevices({
      dataDirectory,
      seed,
      plant: this.#simulation.plant,
      troubles: () => this.#troublesAt(this.#worldMs()),
      worldMs: () => this.#worldMs(),
    })
    rmSync(scenarioPath(dataDirectory), { force: true })
    this.#wired.start()
    this.#wiredTimer = setInterval(() => this.#wired.tick(this.#nowMs()), tickMs)
    const filled = this.#fill(nowMs)
    this.#running = filled
      .then(() => this.#live())
      .catch((error: Error) => {
        if (!this.#stopping.signal.aborted) log(`the world stands still: ${error.message}`)
      })
    return { filled }
  }

  /** Where `mbpoll` reads and writes the freezer's controller while the edge polls its other port. */
  get servicePath(): string {
    return join(this.#context.dataDirectory, servicePort)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    clearInterval(this.#wiredTimer)
    this.#wired.stop()
    await this.#running
    this.#checkpoint()
    await this.#fleet.disconnect()
  }

  /** Where the world goes on: from its state, or from a new beginning. */
  #resume(nowMs: number): WorldState {
    const { seed, historyDays } = this.#context.configuration.world
    const scenario = configuredScenario(this.#context.configuration.world.scenario)
    const wantedFromMs = nowMs - historyDays * dayMs
    const saved = readWorldState(statePath(this.#context.dataDirectory))
    const played = { scenario, scenarioSinceMs: nowMs }
    if (saved?.seed !== seed) {
      const plant = plantAnchor(seed, wantedFromMs)
      const past = { filledFromMs: wantedFromMs, bornMs: nowMs }
      return { version: 1, seed, atMs: plant.atMs, plant, sequences: {}, ...past, ...played }
    }
    if (saved.atMs <= nowMs) return { ...saved, ...played }
    // A world that ran ahead at speed is taken to be at the present again.
    const atMs = Math.floor(nowMs / stepMs) * stepMs
    return { ...saved, atMs, plant: { ...saved.plant, atMs }, ...played }
  }

  #simulate(state: WorldState): Simulation {
    const { seed, atMs, plant, sequences } = state
    return new Simulation({ seed, atMs, plant, sequences, troublesAt: (atMs) => this.#troublesAt(atMs) })
  }

  /** Samples everything between the world's time and now, as a late upload. */
  async #fill(nowMs: number): Promise<void> {
    const { historyDays } = this.#context.configuration.world
    const wantedFromMs = nowMs - historyDays * dayMs
    const simulation = this.#simulation
    if (historyDays > 0 && wantedFromMs < this.#state.filledFromMs) await this.#fillBefore(wantedFromMs)
    simulation.skip(Math.min(nowMs, Math.max(wantedFromMs, simulation.atMs)))
    await this.#fillUntil(simulation, nowMs, () => this.#checkpoint())
  }

  /** A longer past than the world was given at first: what lies before it. */
  async #fillBefore(fromMs: number): Promise<void> {
    const { seed, filledFromMs } = this.#state
    const plant = plantAnchor(seed, fromMs)
    const before = this.#simulate({ ...this.#state, atMs: plant.atMs, plant, sequences: {} })
    before.skip(fromMs)
    await this.#fillUntil(before, filledFromMs, () => undefined)
    this.#state.filledFromMs = fromMs
  }

  async #fillUntil(simulation: Simulation, untilMs: number, acknowledged: () => void): Promise<void> {
    const fromMs = simulation.atMs
    const long = untilMs - fromMs > gapMs
    this.#fleet.connect(long)
    if (!long) return
    const startedMs = performance.now()
    let samples = 0
    let told = 0
    while (simulation.atMs < untilMs) {
      for (const taken of simulation.advance(Math.min(untilMs, simulation.atMs + portionMs), pastPlans)) {
        this.#fleet.offer(taken)
        samples++
      }
      await this.#orStop(this.#fleet.settled())
      acknowledged()
      const tenth = Math.floor((10 * (simulation.atMs - fromMs)) / (untilMs - fromMs))
      if (tenth > told) this.#context.log(`history: ${tenth * 10} %, ${samples} samples`)
      told = Math.max(told, tenth)
    }
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
    this.#context.log(`history: ${samples} samples of ${((untilMs - fromMs) / dayMs).toFixed(1)} days in ${seconds} s`)
    await this.#fleet.closeGateway()
  }

  async #live(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      const nowMs = this.#nowMs()
      this.#followScenario(nowMs)
      if (this.#clock.worldMs(nowMs) - this.#simulation.atMs > gapMs * Math.max(1, this.#speed)) {
        await this.#fillUntil(this.#simulation, this.#clock.worldMs(nowMs), () => this.#checkpoint())
      }
      this.#tick(nowMs)
      await sleep(tickMs - (this.#nowMs() % tickMs), undefined, { signal }).catch(() => undefined)
    }
  }

  #tick(nowMs: number): void {
    const worldMs = this.#clock.worldMs(nowMs)
    for (const taken of this.#simulation.advance(worldMs, livePlans)) this.#fleet.offer(taken)
    this.#fleet.reach(this.#troublesAt(worldMs))
    if (nowMs >= this.#nextCheckpointMs) {
      this.#checkpoint()
      this.#nextCheckpointMs = nowMs + checkpointEveryMs
    }
    if (nowMs >= this.#nextReportMs) {
      this.#fleet.report()
      this.#nextReportMs = nowMs + reportEveryMs
    }
  }

  /** Keeps where the world is, unless a radio still holds what nobody has acknowledged: then it would be lost. */
  #checkpoint(): void {
    if (this.#fleet.pending > 0) return
    const { atMs, plant, sequences } = this.#simulation
    this.#state = { ...this.#state, atMs, plant: plant.state, sequences }
    writeWorldState(statePath(this.#context.dataDirectory), this.#state)
  }

  #troublesAt(atMs: number): readonly Trouble[] {
    const { bornMs, scenario, scenarioSinceMs } = this.#state
    if (atMs < bornMs) return inIncident(bornMs, atMs) ? [{ kind: 'compressor-failed', asset: incidentAsset }] : []
    return troublesAt(scenario, this.#clock.stampMs(atMs) - scenarioSinceMs)
  }

  /** Plays what `larder scenario` has asked for since. */
  #followScenario(nowMs: number): void {
    const path = scenarioPath(this.#context.dataDirectory)
    if (!existsSync(path)) return
    const name = readFileSync(path, 'utf8').trim()
    rmSync(path)
    if (!isScenarioName(name)) {
      this.#context.log(unknownScenario(name))
      return
    }
    this.#state = { ...this.#state, scenario: name, scenarioSinceMs: nowMs }
    this.#context.log(`scenario: ${name}`)
  }

  get #speed(): number {
    return this.#context.configuration.world.speed
  }

  #worldMs(): number {
    return this.#clock.worldMs(this.#nowMs())
  }

  #orStop(work: Promise<void>): Promise<void> {
    const { signal } = this.#stopping
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
      work.then(resolve, reject)
    })
  }
}
