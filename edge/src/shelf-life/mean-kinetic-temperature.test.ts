import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Segment, segmentsOf, summaryOf } from './history.ts'
import { meanKineticCelsius, worstWindow } from './mean-kinetic-temperature.ts'

const hourMs = 3_600_000
const hours = (...parts: [number, number | null][]): Segment[] =>
  parts.map(([length, celsius]) => ({ durationMs: length * hourMs, celsius }))

test('ΔH/R is 10 000 K', () => {
  const byHand = 10_000 / -Math.log((Math.exp(-10_000 / 275.15) + Math.exp(-10_000 / 281.15)) / 2) - 273.15
  expect(meanKineticCelsius(hours([1, 2], [1, 8]))).toBeCloseTo(byHand, 9)
})

test('the MKT of [4, 4, 4, 4, 16] is 8.1089', () => {
  const samples = [4, 4, 4, 4, 16].map((celsius, index) => ({ atMs: index * hourMs, celsius }))
  expect(meanKineticCelsius(segmentsOf(samples).segments)).toBeCloseTo(8.1089, 4)
})

test('the MKT of 18 h at 5 °C and 6 h at 14 °C is 8.2852, where the plain mean is 7.25', () => {
  const day = hours([18, 5], [6, 14])
  expect(meanKineticCelsius(day)).toBeCloseTo(8.2852, 4)
  expect(summaryOf(day).meanCelsius).toBeCloseTo(7.25, 10)
})

test('unequal spacing weighs by time, and what nobody watched does not count', () => {
  const even = meanKineticCelsius(hours([1, 4], [1, 4], [1, 16]))
  expect(meanKineticCelsius(hours([2, 4], [1, 16]))).toBeCloseTo(even, 10)
  expect(meanKineticCelsius(hours([1, 4], [50, null], [1, 4], [1, 16]))).toBeCloseTo(even, 10)
})

test('the MKT lies between the mean and the warmest, and is the temperature itself when that is constant', () => {
  const part = fc.tuple(fc.integer({ min: 1, max: 100 }), fc.double({ min: -1, max: 40, noNaN: true }))
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 30 }), (parts) => {
      const history = hours(...parts)
      const { meanCelsius, maxCelsius } = summaryOf(history)
      const mkt = meanKineticCelsius(history)
      expect(mkt).toBeGreaterThanOrEqual(meanCelsius - 1e-6)
      expect(mkt).toBeLessThanOrEqual(maxCelsius + 1e-6)
    }),
  )
  expect(meanKineticCelsius(hours([24, 5]))).toBeCloseTo(5, 10)
})

test('the worst day of three is found where it lies, across the edges of the samples', () => {
  const history = hours([30, 4], [6, 14], [36, 4])
  const worst = worstWindow(history, 24 * hourMs)
  expect(worst?.mktCelsius).toBeCloseTo(meanKineticCelsius(hours([18, 4], [6, 14])), 8)
  expect(worst?.untilMs).toBeGreaterThanOrEqual(36 * hourMs)
  expect(worst?.fromMs).toBeLessThanOrEqual(30 * hourMs)
  expect(worstWindow(hours([23, 4]), 24 * hourMs)).toBeNull()
})

test('the worst window is the worst of all that are tried by brute force', () => {
  const part = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 20 }))
  fc.assert(
    fc.property(fc.array(part, { minLength: 4, maxLength: 12 }), (parts) => {
      const hourly = parts.flatMap(([length, celsius]) => Array.from({ length }, () => celsius))
      fc.pre(hourly.length >= 6)
      const worst = Math.max(
        ...hourly
          .slice(5)
          .map((_, from) =>
            meanKineticCelsius(hours(...hourly.slice(from, from + 6).map((one): [number, number] => [1, one]))),
          ),
      )
      expect(worstWindow(hours(...parts), 6 * hourMs)?.mktCelsius).toBeCloseTo(worst, 6)
    }),
  )
})
