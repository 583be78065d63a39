import { packs, usualPack } from '@larder/contracts/pack'
import { expect, test } from 'vitest'
import { lag } from './lag.ts'
import { productSeries } from './product-series.ts'

const minuteMs = 60_000
const options = { timeConstantMs: 100 * minuteMs, gapMs: 10 * minuteMs }
const steady = (fromMinute: number, untilMinute: number, celsius: number, every = 1) =>
  Array.from({ length: (untilMinute - fromMinute) / every + 1 }, (_, index) => ({
    atMs: (fromMinute + index * every) * minuteMs,
    celsius,
  }))

test('after one time constant the goods have come within 1/e of the air, however it was sampled', () => {
  expect(lag(-18, 2, 100, 100)).toBeCloseTo(2 - 20 / Math.E, 12)
  for (const every of [1, 5, 10]) {
    const points = productSeries(steady(0, 100, 2, every), { ...options, startCelsius: -18 })
    expect(points.at(-1)?.celsius).toBeCloseTo(2 - 20 / Math.E, 9)
  }
  expect(lag(lag(-18, 2, 30, 100), 2, 70, 100)).toBeCloseTo(lag(-18, 2, 100, 100), 12)
})

test('an hour of defrost at +5 °C warms a frozen carton by a few degrees only', () => {
  const timeConstantMs = packs['frozen-carton'].timeConstantMinutes * minuteMs
  const air = [...steady(0, 60, -19), ...steady(61, 120, 5), ...steady(121, 300, -19)]
  const warmest = Math.max(...productSeries(air, { ...options, timeConstantMs }).map(({ celsius }) => celsius))
  expect(warmest).toBeGreaterThan(-15)
  expect(warmest).toBeLessThan(-12)
})

test('over a gap the estimate is held and marked, and samples without a temperature are passed over', () => {
  const air = [...steady(0, 50, 5), { atMs: 51 * minuteMs, celsius: Number.NaN }, ...steady(400, 401, 20)]
  const points = productSeries(air, { ...options, startCelsius: 0 })
  const before = points.at(-3)
  expect(points.at(-2)).toEqual({ atMs: 400 * minuteMs, celsius: before?.celsius, held: true })
  expect(points.at(-1)?.held).toBe(false)
  expect(points).toHaveLength(53)
})

test('a profile nobody has described still has a pack', () => {
  expect(usualPack('ice-cream')).toBe('ice-cream-tub')
  expect(packs[usualPack('own-thing')].timeConstantMinutes).toBeGreaterThan(0)
})
