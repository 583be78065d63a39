import type { Interval } from '@larder/contracts/report'
import type { SpoilageParameters } from '@larder/contracts/shelf-life'
import type { Segment } from './history.ts'
import { ratesOf } from './stretch-rate.ts'

const dayMs = 86_400_000

export interface SpendOptions {
  /** The temperature whose days are counted. */
  referenceCelsius: number
  /** How far every temperature may be wrong, 95 %. */
  uncertaintyCelsius?: number
  /** What a gap may have been at worst, such as the limit that nobody saw crossed; the warmest seen where not given. */
  gapCelsius?: number
}

/**
 * Days of life at the reference temperature that a history spends: Σ RRS(Tᵢ)·Δtᵢ. A gap is likely as the rest was,
 * and at worst at `gapCelsius`.
 */
export function spentDays(
  history: readonly Segment[],
  parameters: Pick<SpoilageParameters, 'rate' | 'between'>,
  { referenceCelsius, uncertaintyCelsius = 0, gapCelsius }: SpendOptions,
): Interval {
  const rates = ratesOf(parameters, referenceCelsius)
  const [likelyRate] = rates
  const sum = { low: 0, likely: 0, high: 0 }
  let watchedMs = 0
  let unwatchedMs = 0
  let warmest = Number.NEGATIVE_INFINITY
  for (const { durationMs, celsius } of history) {
    if (celsius === null) {
      unwatchedMs += durationMs
      continue
    }
    watchedMs += durationMs
    warmest = Math.max(warmest, celsius)
    const likely = likelyRate(celsius)
    let low = likely
    let high = likely
    if (uncertaintyCelsius > 0 || rates.length > 1) {
      for (const rate of rates) {
        const cold = rate(celsius - uncertaintyCelsius)
        const warm = rate(celsius + uncertaintyCelsius)
        low = Math.min(low, cold, warm)
        high = Math.max(high, cold, warm)
      }
    }
    sum.low += low * durationMs
    sum.likely += likely * durationMs
    sum.high += high * durationMs
  }
  if (unwatchedMs > 0 && watchedMs > 0) {
    const worst = Math.max(...rates.map((rate) => rate(gapCelsius ?? warmest)), sum.high / watchedMs)
    sum.low += (sum.low / watchedMs) * unwatchedMs
    sum.likely += (sum.likely / watchedMs) * unwatchedMs
    sum.high += worst * unwatchedMs
  }
  return { low: sum.low / dayMs, likely: sum.likely / dayMs, high: sum.high / dayMs }
}

/** How long into the history the life was spent; null when some is left. */
export function spentAfterMs(
  history: readonly Segment[],
  { rate }: Pick<SpoilageParameters, 'rate'>,
  referenceCelsius: number,
  lifeDays: number,
): number | null {
  const [rateOf] = ratesOf({ rate }, referenceCelsius)
  let leftMs = lifeDays * dayMs
  let atMs = 0
  for (const { durationMs, celsius } of history) {
    const spent = celsius === null ? 0 : rateOf(celsius) * durationMs
    if (spent > 0 && spent >= leftMs) return atMs + (durationMs * leftMs) / spent
    leftMs -= spent
    atMs += durationMs
  }
  return null
}
