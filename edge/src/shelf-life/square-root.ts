/**
 * Square-root model: √k ∝ T − T_min, in °C². For temperate fish T_min = −10 °C, which is √RRS = 1 + 0.1·T.
 * At or below T_min nothing spoils; without that clamp the square would rise again in the cold.
 */
export const squareRootRate = (celsius: number, minCelsius: number): number => Math.max(0, celsius - minCelsius) ** 2
