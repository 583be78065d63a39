import { expect, test } from 'vitest'
import { LiveFootfall } from './live-footfall.ts'

const settings = {
  lines: [{ name: 'door', from: { x: 100, y: 300 }, to: { x: 100, y: 0 } }],
  zones: [],
  entrances: ['door'],
  staff: { areas: [], hours: [] },
  timeZone: 'Asia/Shanghai',
  resetHour: 4,
}
const scores = { floor: 0.2, sure: 0.35 }
const noon = Date.parse('2026-11-20T04:00:00Z')
const seenAt = (x: number, score = 0.9) => [{ x: x - 20, y: 100, width: 40, height: 100, score }]

test('who is over the line before the track is confirmed counts all the same', () => {
  const live = new LiveFootfall(settings, scores)
  const crossings = [70, 95, 120, 145].flatMap(
    (x, index) => live.see({ atMs: noon + index * 143, detections: seenAt(x) }).crossings,
  )
  expect(crossings).toMatchObject([{ line: 'door', direction: 'in' }])
  expect(live.now(noon + 500).people).toBe(1)
  expect(live.counter.state).toMatchObject({ totals: { door: { in: 1, out: 0 } }, occupancy: { inside: 1 } })
})

test('a flash of one picture counts nothing', () => {
  const live = new LiveFootfall(settings, scores)
  live.see({ atMs: noon, detections: seenAt(60) })
  for (let index = 1; index < 10; index++) live.see({ atMs: noon + index * 143, detections: [] })
  live.see({ atMs: noon + 2000, detections: seenAt(140) })
  expect(live.counter.state.totals.door).toEqual({ in: 0, out: 0 })
})
