import { squareRootRate } from './square-root.ts'

export interface Extended {
  maxCelsius: number
  shapePerCelsius: number
}

/**
 * Growth by Ratkowsky et al. 1982, √μ = b·(T − T_min), and with `extended` by Ratkowsky et al. 1983 over the whole
 * range, √μ = b·(T − T_min)·(1 − exp(c·(T − T_max))). This is μ/b²: 0 at and below T_min, and at and above T_max.
 */
export function ratkowskyRate(celsius: number, minCelsius: number, extended?: Extended): number {
  const rate = squareRootRate(celsius, minCelsius)
  if (extended === undefined) return rate
  return rate * Math.max(0, -Math.expm1(extended.shapePerCelsius * (celsius - extended.maxCelsius))) ** 2
}
