import { z } from 'zod'
import { instant } from './instant.ts'
import { recordId } from './product.ts'

/** One inspection at the sorting line. `inspector` is a role, never a name. */
export const sortingRecordInput = z.strictObject({
  id: recordId,
  lot: recordId,
  at: instant,
  line: z.string().min(1).max(60),
  inspector: z.string().min(1).max(60),
  grade: z.enum(['A', 'B', 'C', 'rejected']),
  acceptedQuantity: z.number().min(0),
  rejectedQuantity: z.number().min(0),
  celsius: z.number().min(-60).max(60).optional(),
  note: z.string().max(500).default(''),
})

export interface SortingRecord {
  id: string
  lot: string
  atMs: number
  line: string
  inspector: string
  grade: 'A' | 'B' | 'C' | 'rejected'
  acceptedQuantity: number
  rejectedQuantity: number
  celsius: number | null
  note: string
}
