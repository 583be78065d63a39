import type { RateModel } from '@larder/contracts/shelf-life'
import { expect, test } from 'vitest'
import { type Segment, segmentsOf, summaryOf } from './history.ts'
import { spentAfterMs, spentDays } from './spent.ts'

const hourMs = 3_600_000
const fish = { rate: { model: 'square-root', minCelsius: -10 } } satisfies { rate: RateModel }
const days = (...parts: [number, number | null][]): Segment[] =>
  parts.map(([length, celsius]) => ({ durationMs: length * 24 * hourMs, celsius }))

test('ice-days add up: two days at 0, one at 5 and one at 10 °C spend 2 + 2.25 + 4', () => {
  const spent = spentDays(days([2, 0], [1, 5], [1, 10]), fish, { referenceCelsius: 0 })
  expect(spent).toEqual({ low: 8.25, likely: 8.25, high: 8.25 })
})

test('the order of the parts changes nothing, and time below T_min spends nothing', () => {
  const one = spentDays(days([1, 5], [2, 0], [3, -18]), fish, { referenceCelsius: 0 })
  expect(one.likely).toBeCloseTo(4.25, 10)
})

test('a probe wrong by half a degree moves both bounds', () => {
  const spent = spentDays(days([1, 5]), fish, { referenceCelsius: 0, uncertaintyCelsius: 0.5 })
  expect(spent).toEqual({ low: expect.closeTo(1.45 ** 2), likely: 2.25, high: expect.closeTo(1.55 ** 2) })
})

test('a gap is likely as the rest was, and at worst at the limit', () => {
  const spent = spentDays(days([1, 0], [1, null]), fish, { referenceCelsius: 0, gapCelsius: 4 })
  expect(spent).toEqual({ low: 2, likely: 2, high: expect.closeTo(1 + 1.96) })
})

test('the moment the life was spent is found inside a part', () => {
  expect(spentAfterMs(days([2, 0], [2, 10]), fish, 0, 4)).toBeCloseTo(2.5 * 24 * hourMs, 3)
  expect(spentAfterMs(days([2, 0]), fish, 0, 4)).toBeNull()
})

test('equally spaced samples weigh equally: the last holds for the median interval', () => {
  const { segments, medianMs } = segmentsOf([0, 1, 2, 3].map((hour) => ({ atMs: hour * hourMs, celsius: hour })))
  expect(segments.map(({ durationMs }) => durationMs / hourMs)).toEqual([1, 1, 1, 1])
  expect(medianMs).toBe(hourMs)
  expect(summaryOf(segments)).toMatchObject({ meanCelsius: 1.5, minCelsius: 0, maxCelsius: 3, unwatchedMs: 0 })
})

test('a sample that may hold for an hour leaves the rest to a gap', () => {
  const samples = [0, 1, 4].map((hour) => ({ atMs: hour * hourMs, celsius: 2 }))
  const { segments } = segmentsOf(samples, { maxHoldMs: hourMs })
  expect(segments.map(({ durationMs, celsius }) => [durationMs / hourMs, celsius])).toEqual([
    [1, 2],
    [1, 2],
    [2, null],
    [1, 2],
    [1, null],
  ])
})
