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

test('about two of five who come in buy, and a few ask the kiosk, on every day of the past', () => {
  const { quarters, trade } = worldFootfall(nowMs)
  expect(trade.map(({ day }) => day)).toEqual([...new Set(trade.map(({ day }) => day))])
  for (const { day, kioskConversations, orders } of trade.slice(0, -1)) {
    const entered = quarters
      .filter(({ fromMs }) => new Date(fromMs + 8 * 3_600_000).toISOString().startsWith(day))
      .reduce((sum, { lines }) => sum + (lines[0]?.in ?? 0), 0)
    expect(orders / entered).toBeGreaterThan(0.35)
    expect(orders / entered).toBeLessThan(0.55)
    expect(kioskConversations / entered).toBeCloseTo(0.055, 1)
  }
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
