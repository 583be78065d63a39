import { z } from 'zod'
import { recordId } from './product.ts'

/** A member's code, as the QR code of the member's card or app holds it. */
export const memberCode = z.string().regex(/^[A-Za-z0-9_-]{12,64}$/, 'scan the code of the member card')

/** Import kind `members`: names no person; `customer` is the number that the orders carry. */
export const memberInput = z.strictObject({
  customer: recordId,
  code: memberCode,
  /** The whole telephone number in digits, kept as a hash. */
  phone: z
    .string()
    .regex(/^\d{6,15}$/, 'give the digits of the telephone number')
    .optional(),
})

/** `POST /api/kiosk/members/open`: by the card's code, by telephone, or after the kiosk itself recognised the member. */
export const memberAsked = z.union([
  z.strictObject({ code: memberCode }),
  z.strictObject({ phone: z.string().regex(/^\d{6,15}$/) }),
  z.strictObject({ recognised: recordId }),
])

/** What the assistant may use to serve a member personally. */
export const memberFacts = z.object({
  customer: recordId,
  purchases: z.array(z.object({ product: recordId, quantity: z.number(), atMs: z.number().int() })).max(500),
})

export type MemberAsked = z.infer<typeof memberAsked>
export type MemberFacts = z.infer<typeof memberFacts>
