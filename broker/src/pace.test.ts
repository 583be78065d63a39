import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Pace } from './pace.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a second’s worth passes at once, the rest in order at the rate', () => {
  const pace = new Pace(10, Date.now())
  const passed: number[] = []
  for (let index = 0; index < 30; index += 1) pace.run(() => passed.push(index), Date.now())
  expect(passed).toHaveLength(10)
  vi.advanceTimersByTime(1000)
  expect(passed.length).toBeGreaterThanOrEqual(19)
  expect(passed.length).toBeLessThanOrEqual(20)
  vi.advanceTimersByTime(1500)
  expect(passed).toEqual(Array.from({ length: 30 }, (_, index) => index))
})

test('what waits is forgotten when the client is gone', () => {
  const pace = new Pace(1, Date.now())
  const passed: number[] = []
  for (let index = 0; index < 3; index += 1) pace.run(() => passed.push(index), Date.now())
  pace.stop()
  vi.advanceTimersByTime(10_000)
  expect(passed).toEqual([0])
})
