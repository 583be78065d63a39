import type { Receipt } from './receipt.ts'
import type { Transformation, TransformationSide } from './transformation.ts'

export interface TracedLot {
  id: string
  /** Transformations away from the lot asked about; 0 is the lot itself. */
  depth: number
  product: string
  supplier: string
  packedAtMs: number
  quantity: number
}

/** How a lot goes into, or comes out of, a transformation. */
export interface LotEdge {
  transformation: string
  lot: string
  side: TransformationSide
  quantity: number
}

export interface TracedOrder {
  id: string
  lot: string
  quantity: number
  customer: string | null
  store: string
  orderedAtMs: number
}

/** Where lots came from, or went: `GET /api/lots/{id}/backward` and `/forward`. */
export interface LotGraphView {
  lot: string
  direction: 'backward' | 'forward'
  /** By depth, then id. */
  lots: TracedLot[]
  transformations: (Omit<Transformation, 'lots'> & { depth: number })[]
  edges: LotEdge[]
  receipts: Receipt[]
  /** Which consignment carried which of the lots. */
  consignments: { id: string; lot: string }[]
  /** Orders with any of the lots; of the way back none: what else was sold of an ingredient is not its way here. */
  orders: TracedOrder[]
  /** Every store and site any of this reached. */
  stores: string[]
  /** Named where a bound cut the answer short: there is more of these than shown. */
  truncated: ('lots' | 'orders' | 'consignments')[]
}
