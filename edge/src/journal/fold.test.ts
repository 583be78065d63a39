import { expect, test } from 'vitest'
import type { Observation } from '../telemetry/store.ts'
import { fold, foldWindowsMs } from './fold.ts'

const [quarterMs, hourMs] = foldWindowsMs
const reading = (observedAtMs: number, values: object, probe = 'air'): Observation => ({
  kind: 'reading',
  reading: { site: 's', asset: 'a', probe, sequence: 0, observedAtMs, receivedAtMs: observedAtMs, ...values },
})
const position = (observedAtMs: number): Observation => ({
  kind: 'position',
  position: {
    site: 's',
    asset: 'a',
    probe: 'gps',
    sequence: 0,
    observedAtMs,
    receivedAtMs: 0,
    latitude: 1,
    longitude: 2,
  },
})

test('temperatures become one aggregate per probe and window', () => {
  const observations = [0, 60_000, 120_000, quarterMs].map((atMs, index) => reading(atMs, { celsius: index }))
  expect(fold([...observations, reading(0, { celsius: 9 }, 'product')], quarterMs)).toMatchObject([
    {
      aggregate: { probe: 'air', firstMs: 0, lastMs: 120_000, count: 3, minCelsius: 0, meanCelsius: 1, maxCelsius: 2 },
    },
    { aggregate: { probe: 'air', firstMs: quarterMs, count: 1, longestGapMs: 0 } },
    { aggregate: { probe: 'product', count: 1, meanCelsius: 9 } },
  ])
})

test('aggregates become coarser aggregates without losing count or extremes', () => {
  const quarters = fold(
    Array.from({ length: 120 }, (_, minute) => reading(minute * 60_000, { celsius: minute })),
    quarterMs,
  )
  expect(quarters).toHaveLength(8)
  expect(fold(quarters, hourMs)).toMatchObject([
    { aggregate: { count: 60, minCelsius: 0, maxCelsius: 59, longestGapMs: 60_000 } },
    { aggregate: { count: 60, minCelsius: 60, maxCelsius: 119 } },
  ])
})

test('the first of each door state, fault and position stays per window', () => {
  const kept = [reading(0, { doorOpen: true }), reading(2000, { doorOpen: false }), position(0)]
  const dropped = [reading(1000, { doorOpen: true }), position(1000)]
  const faults = [reading(0, { celsius: 85, sensorFault: 'out-of-range' })]
  expect(fold([...kept, ...dropped, ...faults], quarterMs)).toEqual([...kept, ...faults])
})
