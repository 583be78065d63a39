import { gasConstant, kelvinOf } from './arrhenius.ts'

/** SL(T) = SL(Tr)·Q10^((Tr − T)/10): the rate relative to 0 °C is Q10^(T/10). */
export const q10Rate = (celsius: number, q10: number): number => q10 ** (celsius / 10)

/** The activation energy whose rate rises by `q10` from `fromCelsius` to `untilCelsius`, per 10 °C of it. */
export function activationOfQ10(q10: number, fromCelsius: number, untilCelsius: number): number {
  const perKelvin = 1 / kelvinOf(fromCelsius) - 1 / kelvinOf(untilCelsius)
  return (gasConstant * Math.log(q10) * (untilCelsius - fromCelsius)) / 10 / perKelvin / 1000
}

/** What Q10 an activation energy amounts to between two temperatures; it falls as they rise. */
export function q10OfActivation(activationKjPerMol: number, fromCelsius: number, untilCelsius: number): number {
  const perKelvin = 1 / kelvinOf(fromCelsius) - 1 / kelvinOf(untilCelsius)
  return Math.exp((((1000 * activationKjPerMol) / gasConstant) * perKelvin * 10) / (untilCelsius - fromCelsius))
}
