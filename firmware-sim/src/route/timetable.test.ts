import { expect, test } from 'vitest'
import { routes } from './routes.ts'
import { loopMs, Timetable } from './timetable.ts'
import { metersBetween } from './way.ts'

const beginMs = Date.parse('2026-11-20T00:00:00+08:00')
const names = Object.keys(routes)

test.each(names)('%s drives its round without jumping, within the speed of its roads', (name) => {
  const timetable = new Timetable(routes[name] as (typeof routes)[string], 1)
  const fastest = Math.max(...(routes[name]?.legs.map((leg) => leg.speedKmh) ?? [])) / 3.6
  let before = timetable.at(beginMs)
  let driven = 0
  for (let second = 1; second <= loopMs / 1000 + 60; second++) {
    const now = timetable.at(beginMs + second * 1000)
    const meters = metersBetween([before.longitude, before.latitude], [now.longitude, now.latitude])
    expect(meters).toBeLessThan(fastest * 1.15 + 1)
    expect(Math.abs(meters - (before.speedMetersPerSecond + now.speedMetersPerSecond) / 2)).toBeLessThan(3)
    driven += meters
    before = now
  }
  expect(driven).toBeGreaterThan(35_000)
  expect(driven).toBeLessThan(90_000)
})

test.each(names)('%s is back and rests before its next round begins', (name) => {
  const timetable = new Timetable(routes[name] as (typeof routes)[string], 1)
  const startMs = beginMs + (routes[name]?.startsAtMinute ?? 0) * 60_000
  for (let round = 0; round < 30; round++) {
    const end = timetable.at(startMs + (round + 1) * loopMs - 1000)
    expect(end.stoppedSeconds).toBeGreaterThan(300)
  }
})

test('the routes have more than a hundred points of their own', () => {
  const points = Object.values(routes).flatMap((route) => route.legs.flatMap((leg) => leg.points))
  expect(points.length).toBeGreaterThan(100)
})
