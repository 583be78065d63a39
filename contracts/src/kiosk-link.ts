import { z } from 'zod'
import { channel, conversationId, dialogState, handOff, rating, turn } from './conversation.ts'
import { identifier } from './identifier.ts'
import { atMs } from './instant.ts'
import { language } from './language.ts'
import { recordId } from './product.ts'
import { orderBrief, traceBrief } from './store-copy.ts'
import { scene } from './ticket.ts'

/**
 * What a kiosk and the cloud tell each other over HTTP, with the kiosk's token as `Authorization: Bearer`. All that a
 * kiosk reports has an id of its own, so that telling it again after a lost answer changes nothing.
 */

const about = { id: z.uuid(), conversation: conversationId, atMs }

/** A ticket gets its id at the kiosk: its reference can be told to the shopper with the cloud down. */
export const kioskTicket = z.object({
  id: z.string().min(8).max(40),
  conversation: conversationId,
  atMs,
  scene,
  order: recordId.nullable(),
  lot: recordId.nullable(),
  /** What the shopper said, and the facts asked for, in lines. */
  text: z.string().trim().min(1).max(2000),
  contact: z.string().trim().min(3).max(120).nullable(),
  /** In the measure of the compensation's cause, such as grams missing; null where nothing was measured. */
  magnitude: z.number().nullable(),
})

export const kioskReport = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), ...about, channel, kiosk: identifier, language }),
  z.object({ kind: z.literal('turn'), ...about, turn, state: dialogState.nullable() }),
  z.object({ kind: z.literal('hand-off'), ...about, handOff }),
  z.object({ kind: z.literal('ticket'), ...about, ticket: kioskTicket }),
  z.object({ kind: z.literal('rated'), ...about, rating }),
  z.object({ kind: z.literal('unanswered'), ...about, language, text: z.string().max(400) }),
  z.object({ kind: z.literal('ended'), ...about, why: z.enum(['goodbye', 'idle', 'restarted', 'moved', 'shutdown']) }),
])

/** `POST /api/kiosk/reports` */
export const kioskReports = z.object({ reports: z.array(kioskReport).min(1).max(100) })
export const kioskReportsAnswer = z.object({
  /** Written, or written before. */
  taken: z.array(z.uuid()),
  /** Never to be told again: they can not be written. */
  refused: z.array(z.object({ id: z.uuid(), message: z.string() })),
})

/** `POST /api/kiosk/tickets`: a ticket at once, with what the policy gives for it. */
export const ticketReceipt = z.object({
  reference: z.string(),
  /** Something open was about the same; this was added to it. */
  appended: z.boolean(),
  answerDueAtMs: atMs.nullable(),
  compensation: z
    .object({
      form: z.enum(['coupon', 'refund']),
      state: z.enum(['proposed', 'approved', 'issued', 'refused', 'voided']),
      amountFen: z.number().int(),
      minimumSpendFen: z.number().int(),
      code: z.string().nullable(),
      validUntilMs: atMs.nullable(),
    })
    .nullable(),
})

/** `POST /api/kiosk/trace`: the report of a lot, or of an order whose proof was checked before. */
export const traceAsked = z.strictObject({ subject: z.strictObject({ kind: z.enum(['lot', 'order']), id: recordId }) })
export const traceAnswer = z.object({ brief: traceBrief, url: z.url() })

/** `POST /api/kiosk/orders/open`: by number and the last four digits of the phone, or by the token of its report. */
export const orderAsked = z.union([
  z.strictObject({ number: z.string().min(1).max(64), phoneDigits: z.string().regex(/^\d{4}$/, 'give four digits') }),
  z.strictObject({ token: z.string().min(8).max(100) }),
])

/** A number of nobody's and one of somebody else's are answered alike. */
export const orderOpened = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open'), order: orderBrief }),
  z.object({ state: z.literal('refused') }),
  z.object({ state: z.literal('locked'), untilMs: atMs }),
])

/** `POST /api/kiosk/conversations/{id}/code`: a link by which a phone goes on with the conversation, once, for ten minutes. */
export const continuation = z.object({ url: z.url(), expiresAtMs: atMs })

/** Events of `GET /api/kiosk/inbox`, Server-Sent. */
export interface KioskEvents {
  'agent-joined': { conversation: string; agent: string; atMs: number }
  'agent-said': { conversation: string; id: string; text: string; language: 'zh' | 'en'; atMs: number }
  'agent-left': { conversation: string; atMs: number; ended: boolean }
  /** A person was called by others than the shopper, as when the one who answered has closed the console. */
  'person-called': { conversation: string; atMs: number }
  /** A phone has taken the conversation over: the kiosk says so and wipes it. */
  moved: { conversation: string; atMs: number }
  /** A fresh copy or mind is to be had. */
  'copy-changed': { mindVersion: number }
}

export type KioskTicket = z.infer<typeof kioskTicket>
export type KioskReport = z.infer<typeof kioskReport>
export type KioskReportsAnswer = z.infer<typeof kioskReportsAnswer>
export type TicketReceipt = z.infer<typeof ticketReceipt>
export type TraceAnswer = z.infer<typeof traceAnswer>
export type OrderAsked = z.infer<typeof orderAsked>
export type Continuation = z.infer<typeof continuation>
