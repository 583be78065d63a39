import type { Consignment, Leg } from '@larder/contracts/consignment'
import type { Lot } from '@larder/contracts/lot'
import type { Span } from './spans.ts'
import type { TraceRecords } from './trace-records.ts'

/** A leg as the lot lived it: not before packing, not after it left our hands. */
export interface LotLeg extends Leg, Span {
  untilMs: number
  ongoing: boolean
}

/**
 * The time asked about: while the goods were in our hands. What came before the first leg, at the supplier's, nobody
 * asked our probes about; life counts it from `packedAtMs` all the same.
 */
export interface Passage extends Span {
  packedAtMs: number
  legs: LotLeg[]
}

/**
 * A lot reaches the customer when its order is delivered. Without an order it is ours until its last leg ends, or
 * until now while a leg is under way.
 */
export function passageOf(lot: Lot, { order, consignments }: TraceRecords, nowMs: number): Passage {
  const legs = legsOf(lot, consignments)
  const ends = legs.map((leg) => leg.untilMs ?? nowMs)
  const leftMs = order?.deliveredAtMs ?? (ends.length > 0 ? Math.max(...ends) : nowMs)
  const untilMs = Math.max(lot.packedAtMs, Math.min(leftMs, nowMs))
  const clipped = legs.map((leg) => ({
    ...leg,
    fromMs: Math.max(leg.fromMs, lot.packedAtMs),
    untilMs: Math.min(leg.untilMs ?? untilMs, untilMs),
    ongoing: (leg.untilMs === null || leg.untilMs > nowMs) && untilMs === nowMs,
  }))
  const lived = clipped.filter((leg) => leg.untilMs > leg.fromMs)
  const fromMs = Math.min(untilMs, ...lived.map((leg) => leg.fromMs))
  return { packedAtMs: lot.packedAtMs, fromMs: lived.length > 0 ? fromMs : lot.packedAtMs, untilMs, legs: lived }
}

function legsOf(lot: Lot, consignments: readonly Consignment[]): Leg[] {
  const legs = consignments.filter(({ lots }) => lots.includes(lot.id)).flatMap((consignment) => consignment.legs)
  return legs.sort((a, b) => a.fromMs - b.fromMs || (a.asset < b.asset ? -1 : 1))
}
