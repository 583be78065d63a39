import { describe, expect, test } from 'vitest'
import { fitGrowth } from './fit-growth.ts'
import { accruedOver, accruedUntil, type Growth, logCountAfter } from './growth.ts'

const mu = 0.2
const lagHours = 20
const growth = (curve: Growth['curve']): Growth => ({
  curve,
  initialLog10: 3,
  maximumLog10: 9,
  workToBeDone: mu * lagHours,
})
const at = (curve: Growth['curve'], hours: number): number => logCountAfter(growth(curve), mu * hours)
const slope = (curve: Growth['curve'], hours: number): number =>
  (at(curve, hours + 0.01) - at(curve, hours - 0.01)) / 0.02

describe('Baranyi', () => {
  test('begins at the initial count exactly, ends at the maximum, and never falls', () => {
    expect(at('baranyi', 0)).toBe(3)
    expect(at('baranyi', 1e5)).toBeCloseTo(9, 10)
    for (let hour = 1; hour < 300; hour++) expect(at('baranyi', hour)).toBeGreaterThanOrEqual(at('baranyi', hour - 1))
  })

  test('without an end it grows at μmax once the lag is over, as if started after the lag', () => {
    const free = { ...growth('baranyi'), maximumLog10: Number.POSITIVE_INFINITY }
    const later = logCountAfter(free, mu * 300)
    expect(later).toBeCloseTo(3 + (mu * (300 - lagHours)) / Math.LN10, 6)
    expect(logCountAfter(free, mu * 301) - later).toBeCloseTo(mu / Math.LN10, 10)
  })

  test('without a lag and an end it is plain exponential growth', () => {
    const plain: Growth = { curve: 'baranyi', initialLog10: 2, maximumLog10: Number.POSITIVE_INFINITY, workToBeDone: 0 }
    expect(logCountAfter(plain, Math.LN10)).toBeCloseTo(3, 10)
  })

  test('agrees with its differential equations, stepped finely', () => {
    // dy/dt = μ·q/(1 + q)·(1 − e^(y − ymax)), dq/dt = μ·q, q₀ = 1/(e^h₀ − 1)
    const { workToBeDone } = growth('baranyi')
    let [y, q] = [3 * Math.LN10, 1 / Math.expm1(workToBeDone)]
    const step = 0.001
    for (let t = 0; t < 60; t += step) {
      y += step * mu * (q / (1 + q)) * -Math.expm1(y - 9 * Math.LN10)
      q += step * mu * q
    }
    expect(y / Math.LN10).toBeCloseTo(at('baranyi', 60), 3)
  })

  test('very long lags and growth do not overflow', () => {
    const late = { ...growth('baranyi'), workToBeDone: 2000 }
    expect(logCountAfter(late, 1000)).toBeCloseTo(3, 10)
    expect(logCountAfter(late, 5000)).toBeCloseTo(9, 10)
  })
})

describe('modified Gompertz', () => {
  test('its steepest tangent has the slope μmax and meets the initial count at the lag', () => {
    const hours = Array.from({ length: 3000 }, (_, index) => index / 10)
    const steepest = hours.reduce(
      (best, hour) => (slope('gompertz', hour) > slope('gompertz', best) ? hour : best),
      0.1,
    )
    expect(slope('gompertz', steepest)).toBeCloseTo(mu / Math.LN10, 4)
    const tangent = steepest - (at('gompertz', steepest) - 3) / slope('gompertz', steepest)
    expect(tangent).toBeCloseTo(lagHours, 1)
    // At its inflection the curve has reached A/e.
    expect(at('gompertz', steepest) - 3).toBeCloseTo(6 / Math.E, 2)
  })

  test('ends at the maximum', () => {
    expect(at('gompertz', 1e4)).toBeCloseTo(9, 10)
  })
})

describe.each(['baranyi', 'gompertz'] as const)('%s', (curve) => {
  test('the time to a count is where the curve passes it', () => {
    const accrued = accruedUntil(growth(curve), 7)
    expect(logCountAfter(growth(curve), accrued)).toBeCloseTo(7, 8)
    expect(accruedUntil(growth(curve), 2)).toBe(0)
    expect(accruedUntil(growth(curve), 9.5)).toBe(Number.POSITIVE_INFINITY)
  })

  test('fitting finds the parameters that made the counts again', () => {
    const counts = Array.from({ length: 16 }, (_, index) => ({ hours: index * 8, log10Count: at(curve, index * 8) }))
    const fitted = fitGrowth(curve, counts)
    expect(fitted.initialLog10).toBeCloseTo(3, 4)
    expect(fitted.maximumLog10).toBeCloseTo(9, 4)
    expect(fitted.muMaxPerHour).toBeCloseTo(mu, 4)
    expect(fitted.lagHours).toBeCloseTo(lagHours, 2)
    expect(fitted.rSquared).toBeCloseTo(1, 8)
  })

  test('scatter of a tenth of a log moves the rate by less than a tenth', () => {
    const scatter = [0.05, -0.08, 0.1, -0.02, -0.1, 0.07, 0.03, -0.06, 0.09, -0.04, 0.02, -0.09, 0.06, 0, -0.05, 0.08]
    const counts = scatter.map((noise, index) => ({ hours: index * 8, log10Count: at(curve, index * 8) + noise }))
    const fitted = fitGrowth(curve, counts)
    expect(Math.abs(fitted.muMaxPerHour / mu - 1)).toBeLessThan(0.1)
    expect(fitted.rmse).toBeLessThan(0.1)
  })
})

test('counts that do not grow are refused', () => {
  const flat = [0, 1, 2, 3, 4, 5].map((hours) => ({ hours, log10Count: 3 }))
  expect(() => fitGrowth('baranyi', flat)).toThrow('do not grow')
})

test('growth accrues over a history by the rate at each temperature; a gap as the rest', () => {
  const hourMs = 3_600_000
  const rate = (celsius: number): number => (0.02 * (celsius + 8)) ** 2
  const history = [
    { durationMs: 10 * hourMs, celsius: 2 },
    { durationMs: 5 * hourMs, celsius: 12 },
  ]
  expect(accruedOver(history, rate)).toBeCloseTo(10 * 0.04 + 5 * 0.16, 10)
  expect(accruedOver([...history, { durationMs: 15 * hourMs, celsius: null }], rate)).toBeCloseTo(2 * 1.2, 10)
})
