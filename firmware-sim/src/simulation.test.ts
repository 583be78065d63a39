import { positionMessage } from '@larder/contracts/position'
import { readingMessage } from '@larder/contracts/reading'
import { expect, test } from 'vitest'
import { plantAnchor } from './plant.ts'
import { livePlans, pastPlans } from './probe/plan.ts'
import { type ScenarioName, troublesAt } from './scenarios.ts'
import { Simulation, type Taken } from './simulation.ts'

const beginMs = Date.parse('2026-10-02T04:00:00Z')
const minuteMs = 60_000

function simulation(scenario: ScenarioName = 'normal', seed = 1): Simulation {
  const plant = plantAnchor(seed, beginMs)
  const world = new Simulation({
    seed,
    atMs: plant.atMs,
    plant,
    sequences: {},
    troublesAt: (atMs) => troublesAt(scenario, atMs - beginMs),
  })
  world.skip(beginMs)
  return world
}

const sorted = (samples: Taken[]) =>
  samples.toSorted((a, b) => a.atMs - b.atMs || a.asset.localeCompare(b.asset) || a.probe.localeCompare(b.probe))
const of = (samples: Taken[], asset: string, probe: string) =>
  samples.filter((sample) => sample.asset === asset && sample.probe === probe)

test('the samples are the same in whatever portions time is given', () => {
  const whole = [...simulation().advance(beginMs + 30 * minuteMs, livePlans)]
  for (const portionMs of [1000, 7300, 61_000]) {
    const world = simulation()
    const parts: Taken[] = []
    while (world.atMs < beginMs + 30 * minuteMs) {
      parts.push(...world.advance(Math.min(beginMs + 30 * minuteMs, world.atMs + portionMs), livePlans))
    }
    expect(sorted(parts)).toEqual(sorted(whole))
  }
})

test('another seed gives another day, the same seed the same', () => {
  const day = (seed: number) => [...simulation('normal', seed).advance(beginMs + 30 * minuteMs, livePlans)]
  expect(day(1)).toEqual(day(1))
  expect(day(2)).not.toEqual(day(1))
})

test('every sample passes the contracts’ door, with sequence numbers that rise by one', () => {
  const samples = [...simulation().advance(beginMs + 120 * minuteMs, pastPlans)]
  for (const { kind, sequence, atMs, values } of samples) {
    const message = { sequence, observedAt: new Date(atMs).toISOString(), ...values }
    if (kind === 'reading') readingMessage.parse(message)
    else positionMessage.parse(message)
  }
  const numbers = of(samples, 'cabinet-1', 'air').map((sample) => sample.sequence)
  expect(numbers).toHaveLength(120)
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] as number) + index))
})

test('a world that goes on from its state goes on with the same samples', () => {
  const untilMs = beginMs + 60 * minuteMs
  const whole = [...simulation().advance(untilMs, livePlans)]
  const first = simulation()
  const before = [...first.advance(beginMs + 33 * minuteMs + 4321, livePlans)]
  const state = JSON.parse(JSON.stringify({ atMs: first.atMs, plant: first.plant.state, sequences: first.sequences }))
  const after = [...new Simulation({ seed: 1, troublesAt: () => [], ...state }).advance(untilMs, livePlans)]
  expect(sorted([...before, ...after])).toEqual(sorted(whole))
})

test('a stuck probe repeats value and number with fresh stamps, then counts on', () => {
  const samples = of([...simulation('probe-stuck').advance(beginMs + 60 * minuteMs, livePlans)], 'cabinet-2', 'product')
  const stuck = samples.filter((sample) => sample.atMs < beginMs + 40 * minuteMs)
  expect(new Set(stuck.map((sample) => sample.sequence)).size).toBe(1)
  expect(new Set(stuck.map((sample) => sample.atMs)).size).toBe(40)
  const freed = samples.filter((sample) => sample.atMs >= beginMs + 40 * minuteMs)
  expect(new Set(freed.map((sample) => sample.sequence)).size).toBe(20)
})

test('a receiver without satellites reports no position', () => {
  const samples = [...simulation('gps-tunnel').advance(beginMs + 12 * minuteMs, pastPlans)]
  const fixes = of(samples, 'truck-1', 'gps')
  expect(fixes.length).toBeGreaterThan(0)
  expect(fixes.every((sample) => sample.atMs >= beginMs + 4 * minuteMs)).toBe(true)
})
