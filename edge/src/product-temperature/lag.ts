/**
 * The temperature of goods in air, first order: over a time in which the air stays as it is, the distance to it shrinks
 * by e for each time constant. The step is exact for any interval.
 */
export function lag(previousCelsius: number, airCelsius: number, elapsedMs: number, timeConstantMs: number): number {
  return airCelsius + (previousCelsius - airCelsius) * Math.exp(-elapsedMs / timeConstantMs)
}
