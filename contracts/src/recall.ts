import { z } from 'zod'
import type { TracedLot, TracedOrder } from './lot-graph.ts'
import { recordId } from './product.ts'
import type { HeldIn, Recall } from './standing.ts'

/** Everyone and everything a recall concerns: `GET /api/recalls/{id}/affected`. */
export interface Affected {
  recall: Recall
  lots: TracedLot[]
  orders: TracedOrder[]
  customers: string[]
  stores: string[]
  /** Where goods of these lots lie now. */
  assets: HeldIn[]
  /** Named where even the recall's bounds were too narrow. */
  truncated: ('lots' | 'orders' | 'consignments')[]
}

/** One lot's own balance, in its own unit. */
export interface LotBalance {
  lot: string
  depth: number
  /** How much of the recalled lot one unit of this one holds. */
  share: number
  quantity: number
  used: number
  sold: number
  held: number
  wasted: number
  unaccounted: number
}

/** Where the recalled lot went, in its own unit: received = sold + held + wasted + unaccounted. */
export interface Balance {
  received: number
  sold: number
  held: number
  wasted: number
  unaccounted: number
  percentFound: number
  lots: LotBalance[]
}

export const drillInput = z.strictObject({ lot: recordId })

const counted = z.number().min(0).max(1_000_000)

/** What people counted, per lot and in its unit: what is still there, and what was thrown away. */
export const drillCounts = z.strictObject({
  counts: z.array(z.strictObject({ lot: recordId, held: counted, wasted: counted })).max(2000),
  note: z.string().trim().max(2000).default(''),
})

export type DrillCounts = z.infer<typeof drillCounts>

/** A mock recall: nobody outside is told, the clock and the quantities are real. */
export interface Drill {
  id: string
  lot: string
  by: string
  startedAtMs: number
  /** What the search itself took. */
  searchMs: number
  found: { lots: number; orders: number; customers: number; stores: number; assets: number }
  truncated: Affected['truncated']
  /** Before the end: with nothing counted yet. */
  balance: Balance
  finishedBy: string | null
  finishedAtMs: number | null
  note: string
}
