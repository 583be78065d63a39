import { expect, test } from 'vitest'
import { corrected, type Motion, predicted, smoothed } from './motion.ts'

const start: Motion = { value: 0, rate: 0, valueVariance: 4, covariance: 0, rateVariance: 100 }
const wander = { acceleration: 3, drift: 0.5 }

test('two short steps are one long step', () => {
  const long = predicted(start, 0.6, wander)
  const twice = predicted(predicted(start, 0.2, wander), 0.4, wander)
  for (const name of Object.keys(long) as (keyof Motion)[]) expect(twice[name]).toBeCloseTo(long[name], 9)
})

test('a steady walk is learned from its positions, and certainty grows', () => {
  let motion = start
  for (let step = 1; step <= 50; step++) motion = corrected(predicted(motion, 0.1, wander), step * 2, 1)
  expect(motion.rate).toBeCloseTo(20, 1)
  expect(motion.value).toBeCloseTo(100, 1)
  expect(motion.valueVariance).toBeLessThan(1)
  expect(predicted(motion, 1, wander).value).toBeCloseTo(120, 0)
})

test('smoothing over a gap leads to where the walk went on', () => {
  const first = corrected(start, 0, 1)
  const expected = predicted(first, 2, wander)
  const last = corrected(expected, 30, 1)
  const back = smoothed(first, expected, last, 2)
  expect(back.rate).toBeGreaterThan(12)
  expect(back.valueVariance).toBeLessThanOrEqual(first.valueVariance)
})

test('a size that only drifts is smoothed without a rate', () => {
  const size: Motion = { value: 100, rate: 0, valueVariance: 9, covariance: 0, rateVariance: 0 }
  const still = { acceleration: 0, drift: 4 }
  const expected = predicted(size, 1, still)
  const back = smoothed(size, expected, corrected(expected, 110, 9), 1)
  expect(back.value).toBeGreaterThan(100)
  expect(back.value).toBeLessThan(110)
  expect(back.rate).toBe(0)
})
