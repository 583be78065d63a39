import { describe, expect, it } from 'vitest'
import { timeTicks, valueTicks } from './ticks.ts'

const hour = 3_600_000

describe('ticks', () => {
  it('of values are round and within the range', () => {
    expect(valueTicks(-2.3, 9.1, 5)).toEqual([0, 5])
    expect(valueTicks(0.2, 1.9, 5)).toEqual([0.5, 1, 1.5])
  })

  it('of time stand on round clock times', () => {
    const fromMs = new Date(2026, 10, 20, 7, 40).getTime()
    const { atMs, daily } = timeTicks(fromMs, fromMs + 12 * hour, new Date(2026, 10, 20).getTime(), 5)
    expect(atMs.map((at) => new Date(at).getHours())).toEqual([9, 12, 15, 18])
    expect(daily).toBe(false)
  })

  it('of a month are whole days', () => {
    const fromMs = new Date(2026, 10, 1).getTime()
    const { atMs, daily } = timeTicks(fromMs, fromMs + 720 * hour, fromMs, 6)
    expect(daily).toBe(true)
    expect(atMs.length).toBeLessThanOrEqual(7)
  })
})
