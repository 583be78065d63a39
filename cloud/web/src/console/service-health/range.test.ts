import { expect, test } from 'vitest'
import { formatIn } from '../../language/format.ts'
import { timeOf } from './range.ts'

const format = formatIn('en', 'Asia/Shanghai')
const at = (text: string): number => Date.parse(text)
const nowMs = at('2026-11-20T18:30:00Z')
const none = { from: '', to: '' }

test('days begin and end by the store’s clocks', () => {
  expect(timeOf('today', none, nowMs, format)).toEqual({
    fromMs: at('2026-11-21T00:00:00+08:00'),
    untilMs: at('2026-11-22T00:00:00+08:00'),
  })
  expect(timeOf('7', none, nowMs, format)).toEqual({
    fromMs: at('2026-11-15T00:00:00+08:00'),
    untilMs: at('2026-11-22T00:00:00+08:00'),
  })
})

test('days of one’s own are whole, and an end before the beginning is that day', () => {
  expect(timeOf('own', { from: '2026-11-01', to: '2026-11-03' }, nowMs, format)).toEqual({
    fromMs: at('2026-11-01T00:00:00+08:00'),
    untilMs: at('2026-11-04T00:00:00+08:00'),
  })
  expect(timeOf('own', { from: '2026-11-05', to: '2026-11-03' }, nowMs, format)).toEqual({
    fromMs: at('2026-11-05T00:00:00+08:00'),
    untilMs: at('2026-11-06T00:00:00+08:00'),
  })
})
