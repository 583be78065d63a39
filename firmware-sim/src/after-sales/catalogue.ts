/** What the after-sales histories are made of. `fragility` runs from 0 (does not mind) to 1 (a knock is a bruise). */
export interface Goods {
  product: string
  fragility: number
  targetCelsius: number
  limitCelsius: number
  /** Share of all orders. */
  share: number
  /** How readily people complain about it, in log odds. */
  touchiness: number
}

export const goods: readonly Goods[] = [
  { product: 'salmon-fillet', fragility: 0.5, targetCelsius: 1, limitCelsius: 4, share: 0.22, touchiness: 0.4 },
  { product: 'strawberries', fragility: 0.95, targetCelsius: 3, limitCelsius: 8, share: 0.18, touchiness: 0.2 },
  { product: 'milk-fresh', fragility: 0.25, targetCelsius: 4, limitCelsius: 8, share: 0.25, touchiness: -0.3 },
  { product: 'salad-cut', fragility: 0.6, targetCelsius: 3, limitCelsius: 8, share: 0.15, touchiness: 0 },
  { product: 'shrimp-frozen', fragility: 0.1, targetCelsius: -19, limitCelsius: -15, share: 0.2, touchiness: -0.2 },
]

export interface Carrier {
  carrier: string
  share: number
  /** How often its cold box fails, and how often it knocks, against the average of 1. */
  coldFailures: number
  knocks: number
  lateness: number
}

export const carriers: readonly Carrier[] = [
  { carrier: 'own-fleet', share: 0.5, coldFailures: 0.7, knocks: 0.8, lateness: 0.8 },
  { carrier: 'swift-cold', share: 0.3, coldFailures: 1, knocks: 1, lateness: 0.7 },
  { carrier: 'city-courier', share: 0.2, coldFailures: 1.7, knocks: 1.6, lateness: 1.7 },
]

export interface Route {
  route: string
  share: number
  plannedSteps: number
  roughness: number
}

export const routes: readonly Route[] = [
  { route: 'pudong', share: 0.4, plannedSteps: 7, roughness: 0.8 },
  { route: 'hongqiao', share: 0.3, plannedSteps: 10, roughness: 1 },
  { route: 'chongming', share: 0.15, plannedSteps: 16, roughness: 1.5 },
  { route: 'songjiang', share: 0.15, plannedSteps: 13, roughness: 1.1 },
]

/** The entry that a uniform draw falls on. */
export function drawn<T extends { share: number }>(entries: readonly T[], uniform: number): T {
  let left = uniform * entries.reduce((sum, { share }) => sum + share, 0)
  for (const entry of entries) {
    left -= entry.share
    if (left < 0) return entry
  }
  return entries.at(-1) as T
}
