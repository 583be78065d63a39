import type { Life } from '@larder/contracts/report'
import type { RateModel } from '@larder/contracts/shelf-life'

export type Tone = 'ok' | 'warning' | 'critical'

/** As in the customer's report: the last tenth of the life is critical, the last third a warning. */
export function toneOf({ leftDays, percentLeft }: Life): Tone {
  if (leftDays.likely <= 0 || percentLeft <= 10) return 'critical'
  return percentLeft <= 30 ? 'warning' : 'ok'
}

/** The model as its field writes it. */
export function formulaOf(rate: RateModel, number: (value: number, digits?: number) => string): string {
  switch (rate.model) {
    case 'square-root':
      return `√k ∝ T − (${number(rate.minCelsius, 1)} °C)`
    case 'exponential':
      return `ln RRS = ${number(rate.ratePerCelsius, 3)} · T`
    case 'arrhenius':
      return `Arrhenius, Ea = ${number(rate.activationKjPerMol, 1)} kJ/mol`
    case 'q10':
      return `Q10 = ${number(rate.q10, 1)}`
    case 'ratkowsky':
      return `Ratkowsky, ${number(rate.minCelsius, 1)} … ${number(rate.maxCelsius, 1)} °C`
  }
}
