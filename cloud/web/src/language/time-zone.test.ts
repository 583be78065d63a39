import { describe, expect, it } from 'vitest'
import { formatIn } from './format.ts'
import { startOfDay } from './time-zone.ts'

describe("a place's clocks", () => {
  it('begin the day at their own midnight', () => {
    const atMs = Date.parse('2026-11-20T03:00:00+08:00')
    expect(startOfDay(atMs, 'Asia/Shanghai')).toBe(Date.parse('2026-11-20T00:00:00+08:00'))
    expect(startOfDay(atMs, 'America/New_York')).toBe(Date.parse('2026-11-19T00:00:00-05:00'))
  })

  it('begin the day right when summer time began or ended on it', () => {
    expect(startOfDay(Date.parse('2026-03-29T12:00:00Z'), 'Europe/Oslo')).toBe(Date.parse('2026-03-29T00:00:00+01:00'))
    expect(startOfDay(Date.parse('2026-10-25T12:00:00Z'), 'Europe/Oslo')).toBe(Date.parse('2026-10-25T00:00:00+02:00'))
  })

  it('are named, and tell a span with its length', () => {
    const format = formatIn('en', 'Asia/Shanghai')
    expect(format.zone).toBe('China Standard Time (GMT+8)')
    expect(formatIn('zh', 'Asia/Shanghai').zone).toBe('中国标准时间 (GMT+8)')
    const fromMs = Date.parse('2026-11-20T23:10:00Z')
    expect(format.span(fromMs, fromMs + 100 * 60_000)).toBe('21 Nov, 07:10 – 08:50 · 1 h 40 min')
    expect(format.span(fromMs, undefined)).toBe('21 Nov, 07:10 – …')
  })
})
