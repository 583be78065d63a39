import { expect, test } from 'vitest'
import { clip, gapsIn, totalMs, union } from './spans.ts'

const span = (fromMs: number, untilMs: number) => ({ fromMs, untilMs })

test('overlapping and touching spans become one, whatever their order', () => {
  expect(union([span(5, 9), span(0, 3), span(2, 5), span(20, 30)])).toEqual([span(0, 9), span(20, 30)])
})

test('spans a little apart are joined on request, and empty ones vanish', () => {
  expect(union([span(0, 3), span(5, 9), span(40, 40)], 2)).toEqual([span(0, 9)])
})

test('the gaps and the spans make up the whole', () => {
  const whole = span(0, 100)
  const spans = [span(-10, 5), span(20, 40), span(90, 130)]
  expect(gapsIn(whole, spans)).toEqual([span(5, 20), span(40, 90)])
  expect(totalMs(gapsIn(whole, spans)) + totalMs(union(clip(spans, whole)))).toBe(100)
})

test('without any span the whole is a gap', () => {
  expect(gapsIn(span(3, 8), [])).toEqual([span(3, 8)])
})
