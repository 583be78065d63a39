import type { DayFigures } from '@larder/contracts/footfall-view'
import { expect, test } from 'vitest'
import { lastDays } from './footfall-paths.ts'
import { hoursShown, rowsByDay, rowsByWeekday } from './heat-rows.ts'

const day = (name: string, counts: Record<number, number>) =>
  ({
    day: name,
    hours: Array.from({ length: 24 }, (_, hour) =>
      counts[hour] === undefined ? null : { in: counts[hour], out: 0, heldBack: false, countedShare: 1 },
    ),
  }) as DayFigures

test('weekdays are means of what was counted, and hours nobody counted stay empty', () => {
  const days = [day('2026-11-13', { 9: 10, 12: 30 }), day('2026-11-20', { 9: 20 })]
  const friday = rowsByWeekday(days).find(({ label }) => label === 5)
  expect([friday?.hours[9], friday?.hours[12], friday?.hours[10]]).toEqual([15, 30, null])
  expect(rowsByWeekday(days)[0]?.hours.every((value) => value === null)).toBe(true)
  expect(rowsByDay(days).map(({ key }) => key)).toEqual(['2026-11-20', '2026-11-13'])
  expect(hoursShown(rowsByDay(days))).toEqual([9, 10, 11, 12])
  expect(hoursShown([])).toEqual([])
})

test('days are those of the site’s calendar', () => {
  const nowMs = Date.parse('2026-11-20T17:00:00Z')
  expect(lastDays(7, nowMs, 'Asia/Shanghai')).toEqual({ from: '2026-11-15', until: '2026-11-21' })
})
