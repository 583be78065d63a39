/**
 * Relative rate of spoilage by the square-root model: √RRS = (T − T_min) / (0 − T_min). At or below T_min nothing
 * spoils; without that clamp the square would rise again in the cold.
 */
export function relativeRate(celsius: number, minCelsius: number): number {
  const root = Math.max(0, (celsius - minCelsius) / -minCelsius)
  return root * root
}

/** Days at `celsius` that are worth `days` at `fromCelsius`. */
export const daysAt = (days: number, fromCelsius: number, celsius: number, minCelsius: number): number =>
  (days * relativeRate(fromCelsius, minCelsius)) / relativeRate(celsius, minCelsius)

export interface Spread {
  minCelsius: number
  meanCelsius: number
  maxCelsius: number
}

/**
 * The mean rate over a stretch of which only the spread is known. The rate is convex in temperature, so the rate of
 * the mean is the least (Jensen) and the chord between the extremes the most; in between, a thermostat's triangle
 * has the variance range²/12. `uncertaintyCelsius` shifts the bounds, not the likely value.
 */
export function meanRate(spread: Spread, minCelsius: number, uncertaintyCelsius: number) {
  const { minCelsius: coldest, meanCelsius: mean, maxCelsius: warmest } = spread
  const range = warmest - coldest
  const chord = (shift: number): number => {
    const cold = relativeRate(coldest + shift, minCelsius)
    if (range <= 0) return cold
    return cold + ((mean - coldest) / range) * (relativeRate(warmest + shift, minCelsius) - cold)
  }
  const atMean = relativeRate(mean, minCelsius)
  const likely = Math.min(chord(0), atMean + range ** 2 / 12 / minCelsius ** 2)
  return {
    low: relativeRate(mean - uncertaintyCelsius, minCelsius),
    likely: Math.max(atMean, likely),
    high: Math.max(chord(uncertaintyCelsius), likely),
  }
}
