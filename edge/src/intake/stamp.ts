import type { Rejection } from './message.ts'

export interface StampLimits {
  futureSkewSeconds: number
  ancientDays: number
}

/**
 * A stamp that cannot be believed, judged by the edge's clock: kept aside and shown, never used,
 * because one reading from the future would make every later one look late.
 */
export function stampFault(
  observedAtMs: number,
  receivedAtMs: number,
  limits: StampLimits,
): Pick<Rejection, 'reason' | 'detail'> | undefined {
  const aheadMs = observedAtMs - receivedAtMs
  if (aheadMs > limits.futureSkewSeconds * 1000) {
    const detail = `observedAt is ${Math.round(aheadMs / 1000)} s ahead of the edge's clock: set the device's clock`
    return { reason: 'future', detail }
  }
  if (-aheadMs > limits.ancientDays * 86_400_000) {
    const days = Math.floor(-aheadMs / 86_400_000)
    return { reason: 'ancient', detail: `observedAt is ${days} days old: at most ${limits.ancientDays} are taken` }
  }
  return undefined
}
