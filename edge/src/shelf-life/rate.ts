import type { RateModel } from '@larder/contracts/shelf-life'
import { arrheniusRate } from './arrhenius.ts'
import { exponentialRate } from './exponential.ts'
import { q10Rate } from './q10.ts'
import { ratkowskyRate } from './ratkowsky.ts'
import { squareRootRate } from './square-root.ts'

/** The rate at `celsius` in the model's own unit: only ratios of one model mean something. */
export function rateAt(model: RateModel, celsius: number): number {
  switch (model.model) {
    case 'square-root':
      return squareRootRate(celsius, model.minCelsius)
    case 'exponential':
      return exponentialRate(celsius, model.ratePerCelsius)
    case 'arrhenius':
      return arrheniusRate(celsius, model.activationKjPerMol)
    case 'q10':
      return q10Rate(celsius, model.q10)
    case 'ratkowsky':
      return ratkowskyRate(celsius, model.minCelsius, model)
  }
}

/**
 * Relative rate of spoilage: life at `referenceCelsius` ÷ life at `celsius`. Days of life add up as Σ relativeRate·Δt.
 * Infinite where the model stands still at the reference: such a life cannot be stated for that temperature.
 */
export const relativeRate = (model: RateModel, celsius: number, referenceCelsius = 0): number =>
  rateAt(model, celsius) / rateAt(model, referenceCelsius)

/** Days at `celsius` that are worth `days` at `fromCelsius`; infinite where nothing spoils. */
export const daysAt = (model: RateModel, days: number, fromCelsius: number, celsius: number): number =>
  days * relativeRate(model, fromCelsius, celsius)
