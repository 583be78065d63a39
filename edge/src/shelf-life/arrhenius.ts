/** J/(mol·K), exact since the SI of 2019 (N_A·k). */
export const gasConstant = 8.314462618

export const kelvinOf = (celsius: number): number => celsius + 273.15
export const celsiusOf = (kelvin: number): number => kelvin - 273.15

/** k(T)/k(0 °C) by Arrhenius: k = k₀·exp(−Ea/RT). */
export const arrheniusRate = (celsius: number, activationKjPerMol: number): number =>
  Math.exp(((1000 * activationKjPerMol) / gasConstant) * (1 / kelvinOf(0) - 1 / kelvinOf(celsius)))
