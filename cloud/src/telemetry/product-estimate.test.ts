import { packs } from '@larder/contracts/pack'
import { expect, test } from 'vitest'
import { celsiusBefore, packOf, productEstimate } from './product-estimate.ts'

const minuteMs = 60_000
const point = (minute: number, celsius: number | null) => ({
  atMs: minute * minuteMs,
  min: celsius,
  mean: celsius,
  max: celsius,
})

test('the goods follow the air by their pack’s time constant, and a gap is held and stays a gap', () => {
  const air = [point(0, 2), point(50, 10), point(60, null), point(200, 10), point(250, 10)]
  const [start, warmed, gap, held, later] = productEstimate(air, packs['fillet-pack'], 2)
  expect(start?.mean).toBe(2)
  expect(warmed?.mean).toBeCloseTo(6 - 4 / Math.E, 2)
  expect(gap?.mean).toBeNull()
  expect(held?.mean).toBe(warmed?.mean)
  expect(later?.mean).toBeCloseTo(10 - (10 - (warmed?.mean ?? 0)) / Math.E, 2)
})

test('it begins with what the hours before the chart made of the goods', async () => {
  const stretches = Array.from({ length: 40 }, (_, index) => ({
    firstMs: index * 15 * minuteMs,
    lastMs: (index * 15 + 14) * minuteMs,
    count: 15,
    minCelsius: 4,
    meanCelsius: index === 39 ? 9 : 4,
    maxCelsius: 4,
    longestGapMs: minuteMs,
  }))
  const probe = { site: 's', asset: 'a', probe: 'p' }
  const before = await celsiusBefore({ stretches: async () => stretches }, probe, 600 * minuteMs, packs['milk-litre'])
  expect(before).toBeGreaterThan(4.1)
  expect(before).toBeLessThan(4.6)
  expect(await celsiusBefore({ stretches: async () => [] }, probe, 0, packs['milk-litre'])).toBeUndefined()
})

test('a profile’s own pack goes before the usual one', () => {
  expect(packOf('dairy', {})).toBe(packs['milk-litre'])
  expect(packOf('dairy', { pack: 'pallet' })).toBe(packs.pallet)
})
