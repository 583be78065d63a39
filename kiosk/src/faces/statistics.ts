/** Shares of trials with the interval that holds the true rate in 95 of 100 cases. */
export interface Rate {
  rate: number
  low: number
  high: number
  trials: number
}

/** Wilson's score interval (1927): sound near 0 and for few trials, where the textbook's interval is not. */
export function rateOf(count: number, trials: number): Rate {
  if (trials === 0) return { rate: 0, low: 0, high: 1, trials }
  const z = 1.96
  const rate = count / trials
  const middle = (rate + (z * z) / (2 * trials)) / (1 + (z * z) / trials)
  const reach = (z / (1 + (z * z) / trials)) * Math.sqrt((rate * (1 - rate)) / trials + (z * z) / (4 * trials * trials))
  return { rate, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach), trials }
}

export type Quantiles = Record<'p01' | 'p05' | 'p50' | 'p95' | 'p99', number>

/** Nearest rank. @returns nothing for no values */
export function quantilesOf(values: readonly number[]): Quantiles | undefined {
  const sorted = values.toSorted((one, other) => one - other)
  if (sorted.length === 0) return undefined
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number
  return { p01: at(0.01), p05: at(0.05), p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/**
 * The highest threshold under which at most `share` of the strangers fall: a stranger at the threshold or beyond is
 * refused.
 */
export function thresholdFor(strangers: readonly number[], share: number): number {
  const sorted = strangers.toSorted((one, other) => one - other)
  return sorted[Math.floor(share * sorted.length + 1e-9)] ?? Number.POSITIVE_INFINITY
}
