import type { RateModel } from '@larder/contracts/shelf-life'
import { expect, test } from 'vitest'
import { rateAt } from './rate.ts'
import { type Spread, stretchRate } from './stretch-rate.ts'

const fish = { rate: { model: 'square-root', minCelsius: -10 } } satisfies { rate: RateModel }

const meanRate = (
  spread: Spread,
  parameters: Parameters<typeof stretchRate>[0],
  referenceCelsius: number,
  uncertaintyCelsius: number,
) => stretchRate(parameters, referenceCelsius)(spread, uncertaintyCelsius)

test('the mean rate of a spread lies between the rate of the mean and the chord', () => {
  const rate = meanRate({ minCelsius: 0, meanCelsius: 4, maxCelsius: 10 }, fish, 0, 0)
  expect(rate.low).toBeCloseTo(1.96, 10)
  expect(rate.high).toBeCloseTo(1 + 0.4 * 3, 10)
  // 18 h at 5 °C and 6 h at 14 °C spend more than 24 h at their mean.
  const truth = (0.75 * rateAt(fish.rate, 5) + 0.25 * rateAt(fish.rate, 14)) / 100
  const bounds = meanRate({ minCelsius: 5, meanCelsius: 7.25, maxCelsius: 14 }, fish, 0, 0)
  expect(truth).toBeGreaterThan(bounds.low)
  expect(truth).toBeLessThanOrEqual(bounds.high + 1e-9)
})

test("a thermostat's triangle wave is integrated exactly by the square root", () => {
  const steps = Array.from({ length: 10_000 }, (_, step) => 2 + (4 * (step + 0.5)) / 10_000)
  const truth = steps.reduce((sum, celsius) => sum + rateAt(fish.rate, celsius) / 100, 0) / steps.length
  expect(meanRate({ minCelsius: 2, meanCelsius: 4, maxCelsius: 6 }, fish, 0, 0).likely).toBeCloseTo(truth, 6)
})

test('a single reading has no spread, and its uncertainty widens both sides', () => {
  const one = { minCelsius: 5, meanCelsius: 5, maxCelsius: 5 }
  expect(meanRate(one, fish, 0, 0)).toEqual({ low: 2.25, likely: 2.25, high: 2.25 })
  const rate = meanRate(one, fish, 0, 0.5)
  expect(rate.low).toBeCloseTo(1.45 ** 2, 10)
  expect(rate.high).toBeCloseTo(1.55 ** 2, 10)
})

test('a published range of the parameter widens the bounds, and not at the reference', () => {
  const energy = (activationKjPerMol: number): RateModel => ({ model: 'arrhenius', activationKjPerMol })
  const frozen = { rate: energy(66.5), between: [energy(49), energy(84)] as [RateModel, RateModel] }
  const at = (celsius: number) =>
    meanRate({ minCelsius: celsius, meanCelsius: celsius, maxCelsius: celsius }, frozen, -10, 0)
  for (const celsius of [-15, -5]) {
    expect(at(celsius).low).toBeLessThan(at(celsius).likely)
    expect(at(celsius).high).toBeGreaterThan(at(celsius).likely)
  }
  expect(at(-10)).toEqual({ low: 1, likely: 1, high: 1 })
})

test('a growth rate that falls towards T_max is bounded by what lies between the extremes', () => {
  const whole = { rate: { model: 'ratkowsky', minCelsius: 0, maxCelsius: 40, shapePerCelsius: 0.3 } } satisfies {
    rate: RateModel
  }
  const rate = meanRate({ minCelsius: 25, meanCelsius: 34, maxCelsius: 39 }, whole, 20, 0)
  const reference = rateAt(whole.rate, 20)
  expect(rate.low).toBeCloseTo(rateAt(whole.rate, 39) / reference, 10)
  expect(rate.high).toBeGreaterThan(rateAt(whole.rate, 25) / reference)
  expect(rate.likely).toBeLessThanOrEqual(rate.high)
})
