import { z } from 'zod'
import { instant } from './instant.ts'
import { recordId } from './product.ts'

/** A supplier's goods came in: which lot they became here, and what the supplier calls theirs. */
export const receiptInput = z.strictObject({
  id: recordId,
  lot: recordId,
  at: instant,
  place: z.string().min(1).max(120),
  supplier: z.string().min(1).max(120),
  /** The code the supplier's own records know the goods by. */
  supplierLot: z.string().min(1).max(80),
  quantity: z.number().positive().max(1_000_000),
  celsius: z.number().min(-60).max(60).optional(),
  /** The delivery note, invoice or airway bill. */
  document: z.string().max(120).default(''),
})

export interface Receipt {
  id: string
  lot: string
  atMs: number
  place: string
  supplier: string
  supplierLot: string
  quantity: number
  celsius: number | null
  document: string
}
