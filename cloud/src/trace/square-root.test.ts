import { expect, test } from 'vitest'
import { daysAt, meanRate, relativeRate } from './square-root.ts'

test.each([
  [-1, 0.81],
  [0, 1],
  [2, 1.44],
  [4, 1.96],
  [5, 2.25],
  [10, 4],
  [15, 6.25],
  [20, 9],
])('at %d °C temperate fish spoils %d times as fast as at 0 °C', (celsius, rate) => {
  expect(relativeRate(celsius, -10)).toBeCloseTo(rate, 10)
})

test('21 days at 5 °C are 47.25 days at 0 °C', () => {
  expect(daysAt(21, 5, 0, -10)).toBeCloseTo(47.25, 10)
})

test('at and below T_min nothing spoils', () => {
  expect(relativeRate(-10, -10)).toBe(0)
  expect(relativeRate(-18, -10)).toBe(0)
  expect(relativeRate(-30, -10)).toBe(0)
})

test('the mean rate of a spread lies between the rate of the mean and the chord', () => {
  const spread = { minCelsius: 0, meanCelsius: 4, maxCelsius: 10 }
  const rate = meanRate(spread, -10, 0)
  expect(rate.low).toBeCloseTo(1.96, 10)
  expect(rate.high).toBeCloseTo(1 + 0.4 * 3, 10)
  // 18 h at 5 °C and 6 h at 14 °C spend more than 24 h at their mean.
  const truth = 0.75 * relativeRate(5, -10) + 0.25 * relativeRate(14, -10)
  const bounds = meanRate({ minCelsius: 5, meanCelsius: 7.25, maxCelsius: 14 }, -10, 0)
  expect(truth).toBeGreaterThan(bounds.low)
  expect(truth).toBeLessThanOrEqual(bounds.high + 1e-9)
})

test('a single reading has no spread, and its uncertainty widens both sides', () => {
  const one = { minCelsius: 5, meanCelsius: 5, maxCelsius: 5 }
  expect(meanRate(one, -10, 0)).toEqual({ low: 2.25, likely: 2.25, high: 2.25 })
  const rate = meanRate(one, -10, 0.5)
  expect(rate.low).toBeCloseTo(1.45 ** 2, 10)
  expect(rate.high).toBeCloseTo(1.55 ** 2, 10)
})
