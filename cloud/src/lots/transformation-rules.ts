import type { Transformation } from '@larder/contracts/transformation'
import type { RecordFault } from '../records/kinds.ts'

/** A lot as one of its transformations has it. */
export interface Part {
  transformation: string
  side: 'input' | 'output'
  lot: string
  quantity: number
  atMs: number
}

export interface Surroundings {
  lots: ReadonlyMap<string, { packedAtMs: number; quantity: number }>
  /** Every use and making of the lots of the saved transformations, these included. */
  parts: readonly Part[]
}

/** Weighing rounds: a gram in a tonne creates nothing. */
const rounding = 1 + 1e-6

/**
 * What time and quantity forbid: a lot is used after it was packed and made, made before it is used, and neither used
 * nor made beyond its own quantity. As no way through time leads back, a lot can come from itself only within one
 * instant; cycle.ts looks there.
 */
export function faultsOf(saved: readonly Transformation[], { lots, parts }: Surroundings): RecordFault[] {
  const byLot = Map.groupBy(parts, ({ lot }) => lot)
  return saved.flatMap((transformation, index) => {
    for (const [position, { side, lot }] of transformation.lots.entries()) {
      const known = lots.get(lot)
      if (known === undefined) continue
      const others = byLot.get(lot) ?? []
      const message =
        timeFault(transformation, side, lot, known.packedAtMs, others) ??
        quantityFault(side, lot, known.quantity, others)
      if (message !== undefined) return [{ index, field: 'lots.lot', position, message }]
    }
    const message = packedTooEarly(transformation, lots)
    return message === undefined ? [] : [{ index, field: 'lots.lot', ...message }]
  })
}

function timeFault(
  { id, atMs }: Transformation,
  side: Part['side'],
  lot: string,
  packedAtMs: number,
  parts: readonly Part[],
): string | undefined {
  if (side === 'output') {
    const use = parts.find((part) => part.side === 'input' && part.transformation !== id && part.atMs < atMs)
    if (use === undefined) return undefined
    return `${use.transformation} has used lot ${lot} at ${iso(use.atMs)}, before this makes it: a lot cannot come from what was made of it`
  }
  if (atMs < packedAtMs)
    return `lot ${lot} was packed at ${iso(packedAtMs)}, after this used it: correct one of the times`
  const making = parts.find((part) => part.side === 'output' && part.atMs > atMs)
  if (making === undefined) return undefined
  return `${making.transformation} makes lot ${lot} at ${iso(making.atMs)}, after this used it: an output cannot exist before its inputs`
}

function quantityFault(side: Part['side'], lot: string, quantity: number, parts: readonly Part[]): string | undefined {
  const sum = parts.reduce((all, part) => all + (part.side === side ? part.quantity : 0), 0)
  if (sum <= quantity * rounding) return undefined
  const verb = side === 'input' ? 'used' : 'made'
  return `${round(sum)} of lot ${lot} would be ${verb}, which has ${quantity}: correct this quantity or the lot's`
}

/** An output may keep the date of its oldest input, because life is counted from it, but no earlier one. */
function packedTooEarly({ lots: moved }: Transformation, lots: Surroundings['lots']) {
  const packedOf = (lot: string): number => lots.get(lot)?.packedAtMs ?? Number.NEGATIVE_INFINITY
  const oldestMs = Math.min(...moved.filter(({ side }) => side === 'input').map(({ lot }) => packedOf(lot)))
  const position = moved.findIndex(({ side, lot }) => side === 'output' && packedOf(lot) < oldestMs)
  if (position === -1) return undefined
  const lot = moved[position]?.lot ?? ''
  const message = `lot ${lot} was packed at ${iso(packedOf(lot))}, before any of its inputs: correct its packedAt`
  return { position, message }
}

const iso = (atMs: number): string => new Date(atMs).toISOString()
const round = (quantity: number): number => Math.round(quantity * 1e6) / 1e6
