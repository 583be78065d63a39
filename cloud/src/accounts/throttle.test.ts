import { expect, test } from 'vitest'
import { Throttle } from './throttle.ts'

const limits = { free: 3, maxWaitMs: 10_000, forgetMs: 60_000, maxKeys: 2 }

test('each failure past the free ones doubles the wait, up to the longest', () => {
  let nowMs = 0
  const throttle = new Throttle(limits, () => nowMs)
  const waits = Array.from({ length: 8 }, () => {
    throttle.attempt('a')
    return throttle.waitMs('a')
  })
  expect(waits).toEqual([0, 0, 1000, 2000, 4000, 8000, 10_000, 10_000])
  nowMs = 10_000
  expect(throttle.waitMs('a')).toBe(0)
  nowMs = 60_000
  throttle.attempt('a')
  expect(throttle.waitMs('a')).toBe(0)
})

test('it remembers a bounded number of names', () => {
  const throttle = new Throttle(limits, () => 0)
  for (let attempt = 0; attempt < 5; attempt++) throttle.attempt('first')
  throttle.attempt('second')
  throttle.attempt('third')
  expect(throttle.waitMs('first')).toBe(0)
})

test('a success behind a shared address takes back its own attempt only', () => {
  const throttle = new Throttle(limits, () => 0)
  for (let attempt = 0; attempt < 4; attempt++) throttle.attempt('address')
  throttle.takeBack('address')
  expect(throttle.waitMs('address')).toBe(1000)
})
