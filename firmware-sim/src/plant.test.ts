import { profileNamed } from '@larder/contracts/profiles'
import { expect, test } from 'vitest'
import { type EnclosureState, isDefrosting } from './physics/enclosure.ts'
import { type Enclosure, enclosures } from './physics/enclosures.ts'
import { Plant, type PlantState, plantAnchor, stepMs, type TroubleSchedule } from './plant.ts'
import { worldSite } from './world.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
const minuteMs = 60_000
const noTrouble: TroubleSchedule = () => []

function plantAt(seed: number, atMs: number): Plant {
  const plant = new Plant(seed, plantAnchor(seed, atMs))
  plant.advance(atMs, noTrouble)
  return plant
}

/** Every state over a time, one a step. */
function watchAll(plant: Plant, lastsMs: number, troublesAt: TroubleSchedule = noTrouble) {
  const endMs = plant.state.atMs + lastsMs
  const states = []
  while (plant.state.atMs < endMs) {
    plant.advance(plant.state.atMs + stepMs, troublesAt)
    states.push(plant.state)
  }
  return states
}

const ofAsset = (states: readonly PlantState[], asset: string) =>
  states.map(({ atMs, enclosures }) => ({ atMs, ...(enclosures[asset] as EnclosureState) }))

const watch = (plant: Plant, asset: string, lastsMs: number, troublesAt: TroubleSchedule = noTrouble) =>
  ofAsset(watchAll(plant, lastsMs, troublesAt), asset)

/** Lengths in minutes of the stretches over which something holds. */
function stretches<T>(values: readonly T[], holds: (value: T) => boolean): number[] {
  const lengths: number[] = []
  let steps = 0
  for (const value of [...values, undefined]) {
    if (value !== undefined && holds(value)) steps++
    else if (steps > 0) {
      lengths.push((steps * stepMs) / minuteMs)
      steps = 0
    }
  }
  return lengths
}

test.each([
  [1, '2026-10-03T00:00:00Z'],
  [7, '2026-07-03T00:00:00Z'],
  [3, '2026-01-03T00:00:00Z'],
])('an ordinary week breaks no profile’s limit on any probe (seed %i, %s)', (seed, from) => {
  const probeErrorCelsius = 0.25 + 0.0625
  const week = watchAll(plantAt(seed, Date.parse(from)), 7 * dayMs)
  for (const { id, profile } of worldSite().assets) {
    const { high, low } = profileNamed(profile)
    const states = ofAsset(week, id)
    for (const part of ['airCelsius', 'productCelsius'] as const) {
      const longest = (holds: (celsius: number) => boolean) =>
        Math.max(0, ...stretches(states, (state) => holds(state[part])))
      if (high) {
        expect(
          longest((c) => c + probeErrorCelsius >= high.warnCelsius),
          `${id} ${part} warm`,
        ).toBeLessThan(high.warnDelayMinutes)
        expect(
          longest((c) => c + probeErrorCelsius >= high.limitCelsius),
          `${id} ${part} hot`,
        ).toBeLessThan(high.limitDelayMinutes)
      }
      if (low)
        expect(
          longest((c) => c - probeErrorCelsius <= low.warnCelsius),
          `${id} ${part} cold`,
        ).toBeLessThan(low.warnDelayMinutes)
    }
  }
})

test('between defrosts a cabinet’s air swings within its thermostat’s band and a little more', () => {
  const { setpointCelsius, bandCelsius } = (enclosures['cabinet-2'] as Enclosure).model
  const night = Date.parse('2026-10-02T23:00:00+08:00')
  const states = watch(plantAt(1, night), 'cabinet-2', 6 * hourMs)
  const calm = states.filter((state) => !isDefrosting(state) && state.defrostSeconds > 2400)
  expect(Math.max(...calm.map((state) => state.airCelsius))).toBeLessThan(setpointCelsius + bandCelsius + 0.3)
  expect(Math.min(...calm.map((state) => state.airCelsius))).toBeGreaterThan(setpointCelsius - bandCelsius - 0.3)
  expect(stretches(states, (state) => state.compressorOn).length).toBeGreaterThan(6)
})

test('a freezer’s defrosts have the shape logged on a real one: 52 to 62 min above -18, about +5.7, 40 h apart', () => {
  const states = watch(plantAt(1, Date.parse('2026-10-02T00:00:00Z')), 'cabinet-3', 14 * dayMs)
  const lengths = stretches(states, (state) => state.airCelsius > -18).filter((minutes) => minutes > 10)
  expect(lengths.length).toBeGreaterThanOrEqual(8)
  for (const minutes of lengths) {
    expect(minutes).toBeGreaterThanOrEqual(50)
    expect(minutes).toBeLessThanOrEqual(64)
  }
  const peak = Math.max(...states.map((state) => state.airCelsius))
  expect(peak).toBeGreaterThan(4.7)
  expect(peak).toBeLessThan(6.7)
  const begun = states.filter((state) => state.defrost === 'melting' && state.defrostSeconds === 0)
  for (let index = 1; index < begun.length; index++) {
    const apartHours = ((begun[index]?.atMs as number) - (begun[index - 1]?.atMs as number)) / hourMs
    expect(apartHours).toBeGreaterThan(39)
    expect(apartHours).toBeLessThan(41)
  }
})

test('goods lag the air and swing far less', () => {
  const states = watch(plantAt(1, Date.parse('2026-10-02T00:00:00Z')), 'cabinet-3', 3 * dayMs)
  const swing = (part: 'airCelsius' | 'productCelsius') =>
    Math.max(...states.map((state) => state[part])) - Math.min(...states.map((state) => state[part]))
  expect(swing('productCelsius')).toBeLessThan(swing('airCelsius') / 5)
  const warmestAt = (part: 'airCelsius' | 'productCelsius') =>
    states.reduce((best, state) => (state[part] > best[part] ? state : best)).atMs
  expect(warmestAt('productCelsius')).toBeGreaterThan(warmestAt('airCelsius'))
})

test('without its compressor a cabinet warms towards the shop and never beyond it', () => {
  const troubles: TroubleSchedule = () => [{ kind: 'compressor-failed', asset: 'cabinet-2' }]
  const states = watch(plantAt(1, Date.parse('2026-10-02T00:00:00Z')), 'cabinet-2', dayMs, troubles)
  const air = states.map((state) => state.airCelsius)
  expect(air.at(-1)).toBeGreaterThan(19)
  expect(Math.max(...air)).toBeLessThan(23)
  expect(states.every((state) => !state.compressorOn)).toBe(true)
})

test('a warmer day costs the truck’s compressor more hours', () => {
  const duty = (from: string) => {
    const states = watch(plantAt(1, Date.parse(from)), 'truck-1', 3 * dayMs)
    return states.filter((state) => state.compressorOn).length / states.length
  }
  expect(duty('2026-07-02T00:00:00Z')).toBeGreaterThan(2 * duty('2026-01-02T00:00:00Z'))
})

test('a door left open warms the fish counter beyond its limit', () => {
  const troubles: TroubleSchedule = () => [{ kind: 'door-open', asset: 'cabinet-1' }]
  const states = watch(plantAt(1, Date.parse('2026-10-02T02:00:00Z')), 'cabinet-1', 40 * minuteMs, troubles)
  expect(stretches(states, (state) => state.airCelsius > 4)[0]).toBeGreaterThan(25)
  expect(states.at(-1)?.airCelsius).toBeLessThan(12)
})

test('a setpoint that staff turn is what the thermostat then holds', () => {
  const plant = plantAt(1, Date.parse('2026-10-02T16:00:00Z'))
  plant.setSetpoint('cabinet-3', -17)
  const late = watch(plant, 'cabinet-3', 4 * hourMs).slice(-360)
  const mean = late.reduce((sum, state) => sum + state.airCelsius, 0) / late.length
  expect(Math.abs(mean + 17)).toBeLessThan(1.2)
})
