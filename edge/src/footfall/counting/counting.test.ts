import { expect, test } from 'vitest'
import { FootfallCounter, type FootfallSettings } from './footfall-counter.ts'
import { type Line, LineWatch } from './line.ts'
import { shopDay } from './occupancy.ts'
import { footOf, isInside, type Person } from './place.ts'

/** Upright in the middle of the picture: looking from its top to its bottom the right-hand side is at the left of the picture. */
const door: Line = { name: 'door', from: { x: 100, y: 0 }, to: { x: 100, y: 200 } }
const square = [
  { x: 0, y: 0 },
  { x: 50, y: 0 },
  { x: 50, y: 50 },
  { x: 0, y: 50 },
]
const noon = Date.parse('2026-11-20T12:00:00Z')

const settings: FootfallSettings = {
  lines: [door],
  zones: [],
  entrances: ['door'],
  staff: { areas: [], hours: [] },
  timeZone: 'UTC',
  resetHour: 4,
}

const at = (x: number, y = 100, id = 1): Person => ({ id, foot: { x, y }, height: 100 })

/** One point a second. */
function walk(counter: FootfallCounter, xs: number[], fromMs = noon, id = 1) {
  return xs.flatMap((x, index) => counter.see([at(x, 100, id)], fromMs + index * 1000).crossings)
}

test('the foot is the middle of the lower side', () => {
  expect(footOf({ x: 10, y: 20, width: 40, height: 100 })).toEqual({ x: 30, y: 120 })
})

test('going over counts once, at the moment the line was met, and the way back counts as out', () => {
  const counter = new FootfallCounter(settings)
  expect(walk(counter, [140, 120, 80, 60])).toEqual([{ line: 'door', direction: 'in', atMs: noon + 1500, person: 1 }])
  expect(walk(counter, [70, 130], noon + 10_000)).toMatchObject([{ direction: 'out' }])
  expect(counter.state.totals).toEqual({ door: { in: 1, out: 1 } })
})

test('who wavers on the line is not counted until clear of it on the other side', () => {
  const counter = new FootfallCounter(settings)
  expect(walk(counter, [120, 104, 97, 103, 96, 104, 120])).toEqual([])
  expect(walk(counter, [103, 97, 93, 80], noon + 10_000)).toMatchObject([{ direction: 'in', atMs: noon + 10_500 }])
})

test('going round the end of the line is not going over it', () => {
  const watch = new LineWatch(door)
  expect([at(140, 250), at(60, 250)].map((person, index) => watch.see(person, index))).toEqual([undefined, undefined])
  // And the way back over the line itself counts.
  expect(watch.see(at(140, 100), 2)).toMatchObject({ direction: 'out' })
})

test('two people are two, whatever their order', () => {
  const counter = new FootfallCounter(settings)
  counter.see([at(120, 90, 1), at(80, 110, 2)], noon)
  counter.see([at(80, 90, 1), at(120, 110, 2)], noon + 500)
  expect(counter.state.totals.door).toEqual({ in: 1, out: 1 })
})

test('inside never goes below zero, starts anew each night and can be set by hand', () => {
  const counter = new FootfallCounter(settings)
  walk(counter, [80, 120])
  expect(counter.occupancy(noon)).toMatchObject({ inside: 0, clamped: 1 })
  walk(counter, [120, 80], noon + 5000, 2)
  walk(counter, [120, 80], noon + 9000, 3)
  expect(counter.occupancy(noon).inside).toBe(2)
  counter.correct(7, noon + 20_000)
  expect(counter.occupancy(noon + 20_000).inside).toBe(7)
  expect(counter.occupancy(noon + 86_400_000).inside).toBe(0)
  expect(() => counter.correct(-1, noon)).toThrow('whole number')
})

test('totals and occupancy outlive a restart', () => {
  const before = new FootfallCounter(settings)
  walk(before, [120, 80])
  const after = new FootfallCounter(settings, JSON.parse(JSON.stringify(before.state)))
  walk(after, [120, 80], noon + 60_000)
  expect(after.state).toEqual({
    totals: { door: { in: 2, out: 0 } },
    occupancy: { day: '2026-11-20', inside: 2, clamped: 0 },
  })
})

test('the shop’s day ends at the reset hour of its own clock', () => {
  expect(shopDay(Date.parse('2026-11-20T19:30:00Z'), 'Asia/Shanghai', 4)).toBe('2026-11-20')
  expect(shopDay(Date.parse('2026-11-20T20:30:00Z'), 'Asia/Shanghai', 4)).toBe('2026-11-21')
})

test('a stay has its dwell, passing through is none, and who waits is the queue', () => {
  const counter = new FootfallCounter({ ...settings, lines: [], zones: [{ name: 'till', polygon: square }] })
  const stays = []
  for (let second = 0; second <= 30; second++) {
    const people = second <= 20 ? [at(25, 25, 1)] : []
    if (second === 5) people.push(at(30, 30, 2))
    stays.push(...counter.see(people, noon + second * 1000).stays)
    if (second === 6) expect(counter.zonesNow(noon + 6000)).toEqual([{ zone: 'till', inside: 2, queue: 0 }])
    if (second === 15) expect(counter.zonesNow(noon + 15_000)).toEqual([{ zone: 'till', inside: 1, queue: 1 }])
  }
  expect(stays).toEqual([{ zone: 'till', fromMs: noon, untilMs: noon + 20_000 }])
})

test('who stays behind the counter is staff and never counted, and nobody is before opening', () => {
  const counter = new FootfallCounter({
    ...settings,
    staff: { areas: [square.map(({ x, y }) => ({ x, y: y + 75 }))], hours: [{ from: 22, until: 8 }] },
  })
  expect(walk(counter, [20, 20, 25, 30, 30, 80, 120, 80])).toEqual([])
  expect(walk(counter, [120, 80], noon, 2)).toHaveLength(1)
  expect(walk(counter, [120, 80], Date.parse('2026-11-20T06:00:00Z'), 3)).toEqual([])
})

test('a point is inside a polygon also where that is not convex', () => {
  const notched = [...square.slice(0, 2), { x: 25, y: 25 }, ...square.slice(2)]
  expect(isInside(notched, { x: 10, y: 25 })).toBe(true)
  expect(isInside(notched, { x: 45, y: 25 })).toBe(false)
})
