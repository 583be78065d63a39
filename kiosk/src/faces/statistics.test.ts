import { expect, test } from 'vitest'
import { quantilesOf, rateOf, thresholdFor } from './statistics.ts'

test('no error in 100 trials still leaves room for nearly four in a hundred', () => {
  const { rate, low, high } = rateOf(0, 100)
  expect([rate, low]).toEqual([0, 0])
  expect(high).toBeCloseTo(0.037, 3)
})

test('ten in a hundred lie between 5.5 and 17.4 in a hundred', () => {
  const { low, high } = rateOf(10, 100)
  expect(low).toBeCloseTo(0.0552, 3)
  expect(high).toBeCloseTo(0.1744, 3)
  expect(rateOf(0, 0)).toEqual({ rate: 0, low: 0, high: 1, trials: 0 })
})

test('quantiles are values that were there', () => {
  expect(quantilesOf([3, 1, 2])).toEqual({ p01: 1, p05: 1, p50: 2, p95: 3, p99: 3 })
  expect(quantilesOf([])).toBeUndefined()
})

test('a threshold lets in no more strangers than were allowed', () => {
  const strangers = Array.from({ length: 1000 }, (_, index) => (index * 7919) % 1000)
  const letIn = (share: number) => strangers.filter((stranger) => stranger < thresholdFor(strangers, share)).length
  expect(letIn(0.01)).toBe(10)
  expect(letIn(0.001)).toBe(1)
  expect(letIn(0.0001)).toBe(0)
  expect(thresholdFor([], 0.01)).toBe(Number.POSITIVE_INFINITY)
})
