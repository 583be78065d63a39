/** Exponential model: ln RRS = a·T, relative to 0 °C. */
export const exponentialRate = (celsius: number, ratePerCelsius: number): number => Math.exp(ratePerCelsius * celsius)
