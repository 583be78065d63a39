import type { Language } from '@larder/contracts/language'
import { expect, test } from 'vitest'
import { weightsIn } from '../normalise/weight.ts'
import { dayIn } from './day.ts'
import { digitsIn } from './digits.ts'
import { localTime } from './local-time.ts'
import { countIn, quantityIn } from './quantity.ts'
import { shortNames } from './short-names.ts'
import { minuteOfDayIn } from './time-of-day.ts'

/** A Friday evening in Shanghai. */
const nowMs = Date.parse('2026-11-20T19:00:00+08:00')
const timeZone = 'Asia/Shanghai'

function day(text: string, language: Language, toward: 'future' | 'past' = 'future', zone = timeZone): string | null {
  const atMs = dayIn(text, language, { nowMs, timeZone: zone, toward })
  if (atMs === null) return null
  const { year, month, day: date, minuteOfDay } = localTime(atMs, zone)
  expect(minuteOfDay).toBe(0)
  return `${year}-${month}-${date}`
}

test.each<[Language, string, string | null]>([
  ['zh', '明天下午三点', '2026-11-21'],
  ['zh', '大后天', '2026-11-23'],
  ['zh', '周五', '2026-11-20'],
  ['zh', '下周五', '2026-11-27'],
  ['zh', '上周三', '2026-11-11'],
  ['zh', '三天前', '2026-11-17'],
  ['zh', '3号', '2026-12-3'],
  ['zh', '十二月五号', '2026-12-5'],
  ['zh', '三文鱼', null],
  ['en', 'next friday', '2026-11-27'],
  ['en', 'last tuesday', '2026-11-17'],
  ['en', 'on monday at 3 pm', '2026-11-23'],
  ['en', 'the day after tomorrow', '2026-11-22'],
  ['en', 'two days ago', '2026-11-18'],
  ['en', 'the 5th', '2026-12-5'],
  ['en', 'november the twenty first', '2026-11-21'],
  ['en', '2026-11-05', '2026-11-5'],
  ['en', 'the second', null],
  ['en', 'where is the salmon', null],
])('in %s the day of "%s" is %s', (language, text, expected) => {
  expect(day(text, language)).toBe(expected)
})

test('a day that was looks backwards', () => {
  expect([day('周日', 'zh', 'past'), day('the 25th', 'en', 'past'), day('friday', 'en', 'past')]).toEqual([
    '2026-11-15',
    '2026-10-25',
    '2026-11-20',
  ])
})

test('a day begins where the shop is, on the days that clocks change too', () => {
  const march = Date.parse('2026-03-28T12:00:00Z')
  const atMs = dayIn('tomorrow', 'en', { nowMs: march, timeZone: 'Europe/Oslo', toward: 'future' })
  expect(atMs).toBe(Date.parse('2026-03-29T00:00:00+01:00'))
  expect(day('today', 'en', 'future', 'America/Los_Angeles')).toBe('2026-11-20')
})

test.each<[Language, string, number | null]>([
  ['zh', '下午三点半', 930],
  ['zh', '早上八点', 480],
  ['zh', '晚上八点一刻', 1215],
  ['zh', '三点二十', 920],
  ['zh', '中午', 720],
  ['zh', '14:30', 870],
  ['zh', '三点五公斤', null],
  ['en', 'half past six', 1110],
  ['en', 'quarter to nine', 525],
  ['en', '3pm', 900],
  ['en', '3:05 a.m.', 185],
  ['en', 'six thirty pm', 1110],
  ['en', 'eight this morning', 480],
  ['en', 'at six', 1080],
  ['en', 'noon', 720],
  ['en', 'six boxes', null],
])('in %s the time of "%s" is %s minutes', (language, text, expected) => {
  expect(minuteOfDayIn(text, language)).toBe(expected)
})

test.each<[Language, string, string | null]>([
  ['en', 'order four seven one nine', '4719'],
  ['en', '47 19', '4719'],
  ['en', 'double five one two', '5512'],
  ['en', 'forty seven nineteen', '4719'],
  ['en', 'the salmon', null],
  ['zh', '尾号是四 七 一 九', '4719'],
  ['zh', '幺三八零零幺三八零零零', '13800138000'],
])('in %s the digits of "%s" are %s', (language, text, expected) => {
  expect(digitsIn(text, language)).toBe(expected)
})

test('amounts are weights or pieces', () => {
  expect(quantityIn('三盒', 'zh')).toEqual({ amount: 3, unit: 'piece' })
  expect(quantityIn('半斤', 'zh')).toEqual({ amount: 250, unit: 'gram' })
  expect(quantityIn('two boxes', 'en')).toEqual({ amount: 2, unit: 'piece' })
  expect(countIn('三文鱼', 'zh')).toBeNull()
  expect([countIn('two', 'en'), countIn('只有一盒', 'zh')]).toEqual([2, 1])
  expect(weightsIn('我买了一斤半只有八百克')).toEqual([750, 800])
  expect(weightsIn('买了1公斤三文鱼')).toEqual([1000])
})

test('products are called by less than their names', () => {
  expect(shortNames('Fresh milk, 950 ml', 'en').stems).toContain('milk')
  expect(shortNames('Oat milk', 'en')).toEqual({ stems: ['oat milk', 'oat milk', 'oat milk'], heads: ['milk'] })
  expect(shortNames('冰鲜三文鱼柳', 'zh').stems).toContain('三文鱼')
  expect(shortNames('冷冻白虾仁', 'zh').heads).toEqual(['虾', '虾仁'])
})
