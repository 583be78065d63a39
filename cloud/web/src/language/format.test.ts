import { describe, expect, it } from 'vitest'
import { formatIn } from './format.ts'

const en = formatIn('en', 'Asia/Shanghai')
const zh = formatIn('zh', 'Asia/Shanghai')
const minute = 60_000
const hour = 60 * minute

describe('a temperature', () => {
  it('has one decimal, a true minus sign and a unit', () => {
    expect(en.celsius(-18.25)).toBe('−18.3 °C')
    expect(zh.celsius(4)).toBe('4.0 °C')
  })

  it('is never minus zero', () => {
    expect(en.celsius(-0.04)).toBe('0.0 °C')
  })
})

describe('a duration', () => {
  it.each([
    [42_000, '42 s', '42 秒'],
    [12 * minute, '12 min', '12 分钟'],
    [2 * hour, '2 h', '2 小时'],
    [26 * hour + 5 * minute, '26 h 5 min', '26 小时 5 分'],
    [72 * hour, '3 days', '3 天'],
    [75 * hour, '3 d 3 h', '3 天 3 小时'],
  ])('%i ms is "%s"', (ms, english, mandarin) => {
    expect(en.duration(ms)).toBe(english)
    expect(zh.duration(ms)).toBe(mandarin)
  })

  it('is not negative when clocks disagree', () => {
    expect(en.duration(-5000)).toBe('0 s')
    expect(en.ago(10_000, 5000)).toBe('just now')
  })
})

describe('a time', () => {
  const atMs = Date.parse('2026-11-20T06:05:00Z')

  it('is written for its reader, in a 24-hour clock', () => {
    expect(en.time(atMs)).toBe('14:05')
    expect(en.dateTime(atMs)).toBe('20 Nov, 14:05')
    expect(zh.dateTime(atMs)).toBe('11月20日 14:05')
    expect(en.time(Date.parse('2026-11-19T16:00:00Z'))).toBe('00:00')
  })
})

describe('a size', () => {
  it('is written in decimal units', () => {
    expect(en.bytes(0)).toBe('0 B')
    expect(en.bytes(999)).toBe('999 B')
    expect(en.bytes(318_000_000)).toBe('318.0 MB')
  })
})
