import { baranyi } from './baranyi.ts'
import { gompertz } from './gompertz.ts'
import type { Segment } from './history.ts'

const hourMs = 3_600_000

/** A population's curve. Temperature enters only through the growth accrued, ∫μ dt, so that it may change. */
export interface Growth {
  curve: 'baranyi' | 'gompertz'
  initialLog10: number
  /** The level it stops at; infinite for growth without end (Baranyi only). */
  maximumLog10: number
  /** h₀ = μ·lag, the work to be done before growth: taken to be the same at every temperature. */
  workToBeDone: number
}

/** log10 count after `accrued` = ∫μ dt, μ being the specific growth rate (natural logarithm). */
export function logCountAfter({ curve, initialLog10, maximumLog10, workToBeDone }: Growth, accrued: number): number {
  const riseLn = (maximumLog10 - initialLog10) * Math.LN10
  const grown = curve === 'baranyi' ? baranyi : gompertz
  return initialLog10 + grown(accrued, riseLn, workToBeDone) / Math.LN10
}

/** The growth that must accrue until the count is reached; infinite when it never is. */
export function accruedUntil(growth: Growth, targetLog10: number): number {
  if (targetLog10 <= logCountAfter(growth, 0)) return 0
  if (targetLog10 >= growth.maximumLog10) return Number.POSITIVE_INFINITY
  let least = 0
  let most = 1
  while (logCountAfter(growth, most) < targetLog10) {
    if (most > 1e6) return Number.POSITIVE_INFINITY
    least = most
    most *= 2
  }
  for (let step = 0; step < 100 && most - least > 1e-12 * most; step++) {
    const middle = (least + most) / 2
    if (logCountAfter(growth, middle) < targetLog10) least = middle
    else most = middle
  }
  return most
}

/** ∫μ dt over a history; where nobody watched, the growth of the rest is taken. */
export function accruedOver(history: readonly Segment[], ratePerHour: (celsius: number) => number): number {
  let accrued = 0
  let watchedMs = 0
  let allMs = 0
  for (const { durationMs, celsius } of history) {
    allMs += durationMs
    if (celsius === null) continue
    watchedMs += durationMs
    accrued += (ratePerHour(celsius) * durationMs) / hourMs
  }
  return watchedMs === 0 ? 0 : (accrued * allMs) / watchedMs
}
