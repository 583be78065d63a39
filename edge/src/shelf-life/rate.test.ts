import type { RateModel } from '@larder/contracts/shelf-life'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { activationOfQ10, q10OfActivation } from './q10.ts'
import { daysAt, rateAt, relativeRate } from './rate.ts'
import { ratkowskyRate } from './ratkowsky.ts'

const fish: RateModel = { model: 'square-root', minCelsius: -10 }
const arrhenius = (activationKjPerMol: number): RateModel => ({ model: 'arrhenius', activationKjPerMol })

test.each([
  [-1, 0.81],
  [0, 1],
  [2, 1.44],
  [4, 1.96],
  [5, 2.25],
  [10, 4],
  [15, 6.25],
  [20, 9],
])('at %d °C temperate fish spoils %d times as fast as at 0 °C', (celsius, rate) => {
  expect(relativeRate(fish, celsius)).toBeCloseTo(rate, 10)
})

test('21 days at 5 °C are 47.25 days at 0 °C by the square root, 46.34 by Arrhenius with 100 kJ/mol', () => {
  expect(daysAt(fish, 21, 5, 0)).toBeCloseTo(47.25, 10)
  expect(daysAt(arrhenius(100), 21, 5, 0)).toBeCloseTo(46.34, 2)
})

test('milk: 3.2 hours at 25 °C spend one day of life at 4 °C, by its activation energy and by its Q10', () => {
  expect((3.2 / 24) * relativeRate(arrhenius(65.9), 25, 4)).toBeCloseTo(1, 2)
  expect((3.2 / 24) * relativeRate({ model: 'q10', q10: 2.6 }, 25, 4)).toBeCloseTo(1, 1)
  expect(q10OfActivation(65.9, 4, 25)).toBeCloseTo(2.6, 1)
})

test('cold-smoked salmon, a = 0.089: 43.7 days at 0 °C are 28 at 5 °C and 18 at 10 °C; shrimp, a = 0.15, 42.5 times faster at 25 °C', () => {
  const salmon: RateModel = { model: 'exponential', ratePerCelsius: 0.089 }
  expect(daysAt(salmon, 43.7, 0, 5)).toBeCloseTo(43.7 * Math.exp(-0.445), 10)
  expect(daysAt(salmon, 43.7, 0, 5)).toBeCloseTo(28, 1)
  expect(daysAt(salmon, 43.7, 0, 10)).toBeCloseTo(17.95, 1)
  expect(relativeRate({ model: 'exponential', ratePerCelsius: 0.15 }, 25)).toBeCloseTo(42.52, 2)
})

test('life by Q10: 12 days at 4 °C with Q10 = 2 are 6 at 14 °C and 3 at 24 °C', () => {
  expect(daysAt({ model: 'q10', q10: 2 }, 12, 4, 14)).toBeCloseTo(6, 10)
  expect(daysAt({ model: 'q10', q10: 2 }, 12, 4, 24)).toBeCloseTo(3, 10)
})

test('Q10 and activation energy turn into each other: Q10 = 2 from 20 to 30 °C is 51.2 kJ/mol', () => {
  expect(activationOfQ10(2, 20, 30)).toBeCloseTo(51.2, 1)
  fc.assert(
    fc.property(fc.double({ min: 1.1, max: 20, noNaN: true }), (q10) => {
      expect(q10OfActivation(activationOfQ10(q10, 4, 25), 4, 25)).toBeCloseTo(q10, 8)
    }),
  )
})

test('at and below T_min nothing spoils', () => {
  for (const celsius of [-10, -18, -30]) expect(relativeRate(fish, celsius)).toBe(0)
})

describe('Ratkowsky', () => {
  test('√μ is straight in temperature', () => {
    const b = 0.03
    const rates = [-2, 3, 8, 13].map((celsius) => b * Math.sqrt(ratkowskyRate(celsius, -8)))
    expect(rates.map((rate) => Number(rate.toFixed(10)))).toEqual([0.18, 0.33, 0.48, 0.63])
  })

  test('extended, growth stops at T_max and above, and has its optimum between', () => {
    const whole: RateModel = { model: 'ratkowsky', minCelsius: -8, maxCelsius: 40, shapePerCelsius: 0.2 }
    expect(rateAt(whole, 40)).toBe(0)
    expect(rateAt(whole, 45)).toBe(0)
    expect(rateAt(whole, -8)).toBe(0)
    expect(rateAt(whole, 30)).toBeGreaterThan(rateAt(whole, 38))
    expect(rateAt(whole, 30)).toBeGreaterThan(rateAt(whole, 10))
    // Far below T_max it is the plain model.
    expect(rateAt(whole, 0) / ratkowskyRate(0, -8)).toBeCloseTo(1, 2)
  })
})

const anyModel: fc.Arbitrary<RateModel> = fc.oneof(
  fc.double({ min: -20, max: -1, noNaN: true }).map((minCelsius): RateModel => ({ model: 'square-root', minCelsius })),
  fc
    .double({ min: 0.01, max: 0.3, noNaN: true })
    .map((ratePerCelsius): RateModel => ({ model: 'exponential', ratePerCelsius })),
  fc.double({ min: 20, max: 200, noNaN: true }).map(arrhenius),
  fc.double({ min: 1.1, max: 10, noNaN: true }).map((q10): RateModel => ({ model: 'q10', q10 })),
)

test('every model spoils no slower when warmer, at 1 at its reference, and changes of reference cancel', () => {
  const celsius = fc.double({ min: -30, max: 40, noNaN: true })
  const reference = fc.double({ min: 0, max: 30, noNaN: true })
  fc.assert(
    fc.property(anyModel, celsius, celsius, reference, (model, one, other, at) => {
      const [cold, warm] = [Math.min(one, other), Math.max(one, other)]
      expect(relativeRate(model, cold)).toBeLessThanOrEqual(relativeRate(model, warm))
      expect(relativeRate(model, at, at)).toBeCloseTo(1, 12)
      const direct = relativeRate(model, warm, at)
      expect(relativeRate(model, warm) / relativeRate(model, at)).toBeCloseTo(
        direct,
        6 - Math.ceil(Math.log10(direct + 1)),
      )
    }),
  )
})
