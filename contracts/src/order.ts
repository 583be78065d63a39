import { z } from 'zod'
import { instant } from './instant.ts'
import { recordId } from './product.ts'

/** What a customer bought. It names no person: `customer` is the shop's own opaque number. */
export const orderInput = z.strictObject({
  id: recordId,
  customer: recordId.optional(),
  store: z.string().min(1).max(48),
  orderedAt: instant,
  /** Until when the delivery was promised; lateness is measured from it. */
  promisedAt: instant.optional(),
  deliveredAt: instant.optional(),
  /** The last four of the buyer's telephone number: proves at the kiosk that an order is one's own. Erased after 90 days. */
  phoneDigits: z
    .string()
    .regex(/^\d{4}$/, 'give the last four digits of the telephone number')
    .optional(),
  lines: z
    .array(z.strictObject({ lot: recordId, quantity: z.number().positive().max(100_000) }))
    .min(1)
    .max(200),
})

export interface Order {
  id: string
  customer: string | null
  store: string
  orderedAtMs: number
  promisedAtMs: number | null
  deliveredAtMs: number | null
  lines: { lot: string; quantity: number }[]
}
