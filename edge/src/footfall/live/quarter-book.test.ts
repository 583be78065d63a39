import { footfallMessage, quarterMs } from '@larder/contracts/footfall'
import { expect, test } from 'vitest'
import { closeQuarter, enterCrossing, enterStay, enterWatching, openBook } from './quarter-book.ts'
import { ReEntries } from './re-entries.ts'
import { afterCorrection, afterEntrance, emptyShop, nowOf } from './shop-count.ts'

const noon = Date.parse('2026-11-20T04:00:00Z')
const door = { camera: 'door', line: 'entrance', entrance: true }
const till = { camera: 'door', zone: 'till' }

function counted(book = openBook(noon), { entered = 0, left = 0, stays = 0 }) {
  for (let index = 0; index < entered; index++) enterCrossing(book, door, 'in', false)
  for (let index = 0; index < left; index++) enterCrossing(book, door, 'out', false)
  for (let index = 0; index < stays; index++) enterStay(book, till, 30_000)
  return book
}

test('a count of one to four waits for a later quarter of the same day', () => {
  const first = closeQuarter(counted(openBook(noon), { entered: 12, left: 3, stays: 2 }), noon + quarterMs, false)
  expect(first.message.lines).toEqual([{ ...door, in: 12, out: null, reEntries: 0 }])
  expect(first.message.zones).toMatchObject([{ stays: null, dwellSeconds: null, queueMost: null }])
  const second = closeQuarter(counted(first.next, { entered: 0, left: 4, stays: 3 }), noon + 2 * quarterMs, false)
  expect(second.message.lines).toEqual([{ ...door, in: 0, out: 7, reEntries: 0 }])
  expect(second.message.zones).toMatchObject([{ stays: 5, dwellSeconds: 30 }])
  expect(second.next.lines).toEqual([])
  expect(footfallMessage.safeParse(second.message).error).toBeUndefined()
})

test('what is left of a day is never told', () => {
  const { next } = closeQuarter(counted(openBook(noon), { entered: 4 }), noon + quarterMs, true)
  expect(closeQuarter(counted(next, { entered: 4 }), noon + 2 * quarterMs, false).message.lines[0]?.in).toBeNull()
})

test('the wire itself refuses a small count', () => {
  const { message } = closeQuarter(counted(openBook(noon), { entered: 12 }), noon + quarterMs, false)
  const small = { ...message, lines: [{ ...door, in: 3, out: 0, reEntries: 0 }] }
  expect(footfallMessage.safeParse(small).error?.issues[0]?.message).toContain('may not leave the store')
})

test('a quarter in which nobody came says 0, how long was watched, and the queue as it was over time', () => {
  const book = openBook(noon)
  const lines = [{ name: 'entrance', entrance: true }]
  for (let index = 0; index < 5; index++) enterStay(book, till, 30_000)
  enterWatching(book, { camera: 'door', lines, zones: [{ zone: 'till', inside: 2, queue: 2 }] }, quarterMs / 4)
  enterWatching(book, { camera: 'door', lines, zones: [{ zone: 'till', inside: 0, queue: 0 }] }, quarterMs / 4)
  const { message } = closeQuarter(book, noon + quarterMs, false)
  expect(message.lines).toEqual([{ ...door, in: 0, out: 0, reEntries: 0 }])
  expect(message.zones).toMatchObject([{ queueMean: 1, queueMost: 2 }])
  expect(message.cameras).toEqual([{ camera: 'door', countedShare: 0.5 }])
})

test('who steps out and in again in sight is no new visitor; who was away longer, or out of sight, is', () => {
  const reEntries = new ReEntries()
  const cross = (person: number, direction: 'in' | 'out', seconds: number) =>
    reEntries.see({ line: 'entrance', direction, atMs: noon + seconds * 1000, person })
  expect([cross(1, 'out', 0), cross(1, 'in', 20), cross(1, 'in', 25)]).toEqual([false, true, false])
  expect([cross(2, 'out', 30), cross(3, 'in', 40), cross(2, 'in', 200)]).toEqual([false, false, false])
})

test('today over all doors is clamped, corrected by eye, empty the next day, and unknown when a door is not seen', () => {
  let shop = emptyShop('2026-11-20')
  for (const direction of ['out', 'in', 'in'] as const) shop = afterEntrance(shop, direction, false, '2026-11-20')
  expect(nowOf(shop, noon, '2026-11-20', true)).toMatchObject({ in: 2, out: 1, inside: 2, clamped: 1 })
  expect(nowOf(shop, noon, '2026-11-20', false).inside).toBeNull()
  shop = afterCorrection(shop, 9, '2026-11-20')
  expect(nowOf(shop, noon, '2026-11-20', true)).toMatchObject({ in: 2, out: 1, inside: 9 })
  expect(nowOf(shop, noon, '2026-11-21', true)).toMatchObject({ in: 0, out: 0, inside: 0, clamped: 0 })
  expect(() => afterCorrection(shop, -1, '2026-11-20')).toThrow('whole number')
})
