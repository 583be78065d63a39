import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { PlantState } from './plant.ts'
import { isScenarioName, type ScenarioName } from './scenarios.ts'

/** What a stopped world must know to go on without a jump. */
export interface WorldState {
  version: 1
  seed: number
  /** Everything sampled up to here is acknowledged; at most one step after `plant.atMs`. */
  atMs: number
  plant: PlantState
  /** Newest sequence number given, by `asset/probe`. */
  sequences: Record<string, number>
  /** Where the invented past begins, and where it ends and the scenario takes over. */
  filledFromMs: number
  bornMs: number
  scenario: ScenarioName
  scenarioSinceMs: number
}

/** @returns undefined where there is none, or none that this version can go on from */
export function readWorldState(path: string): WorldState | undefined {
  let state: WorldState
  try {
    state = JSON.parse(readFileSync(path, 'utf8')) as WorldState
  } catch {
    return undefined
  }
  const usable = state.version === 1 && typeof state.plant?.atMs === 'number' && isScenarioName(state.scenario)
  return usable ? state : undefined
}

export function writeWorldState(path: string, state: WorldState): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.partial`, JSON.stringify(state))
  renameSync(`${path}.partial`, path)
}
