import { footfallSeed } from '@larder/contracts/footfall-seed'
import { expect, test } from 'vitest'
import { worldFootfall } from './footfall-records.ts'

const nowMs = Date.parse('2026-11-20T05:00:00Z')

test('the simulated shop’s past passes the wire’s own schema, is the same every time, and says whose it is', () => {
  const past = worldFootfall(nowMs)
  expect(footfallSeed.safeParse(past).error).toBeUndefined()
  expect(worldFootfall(nowMs)).toEqual(past)
  expect(past.quarters.every(({ cameras }) => cameras[0]?.camera.startsWith('simulated-'))).toBe(true)
  expect(past.quarters.at(-1)?.untilMs).toBe(nowMs)
})

test('weekends, dry days and evenings bring more people', () => {
  const { quarters, weather } = worldFootfall(nowMs)
  const localOf = (atMs: number) => new Date(atMs + 8 * 3_600_000)
  const mean = (chosen: (atMs: number) => boolean) => {
    const those = quarters.filter(({ fromMs }) => chosen(fromMs))
    return those.reduce((sum, { lines }) => sum + (lines[0]?.in ?? 0), 0) / those.length
  }
  const wetDays = new Set(weather.filter(({ rainMm }) => rainMm > 0).map(({ atMs }) => localOf(atMs).toDateString()))
  const isWeekend = (atMs: number) => [0, 6].includes(localOf(atMs).getUTCDay())
  expect(mean(isWeekend)).toBeGreaterThan(1.2 * mean((atMs) => !isWeekend(atMs)))
  expect(mean((atMs) => localOf(atMs).getUTCHours() === 18)).toBeGreaterThan(
    2 * mean((atMs) => localOf(atMs).getUTCHours() === 15),
  )
  const isWet = (atMs: number) => wetDays.has(localOf(atMs).toDateString())
  expect(mean((atMs) => !isWet(atMs))).toBeGreaterThan(1.05 * mean(isWet))
})
