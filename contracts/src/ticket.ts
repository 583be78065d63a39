import { z } from 'zod'
import { atMs } from './instant.ts'
import { language } from './language.ts'
import { recordId } from './product.ts'

/** What an after-sales ticket is about: the twenty scenes of fresh food, and what fits none of them. */
export const scene = z.enum([
  'late-delivery',
  'not-received',
  'wrong-item',
  'missing-item',
  'packaging-damaged',
  'crushed-or-leaking',
  'spoiled',
  'warm-on-arrival',
  'short-weight',
  'foreign-object',
  'past-date',
  'not-as-described',
  'refund',
  'return',
  'exchange',
  'refund-status',
  'compensation-problem',
  'wrong-charge',
  'invoice',
  'felt-ill',
  'other',
])

/** `waiting` is for the customer: the clock of the resolution stands still meanwhile. */
export const ticketState = z.enum(['open', 'in-progress', 'waiting', 'resolved', 'closed'])

/** Most urgent first. */
export const priority = z.enum(['urgent', 'high', 'normal', 'low'])

export const ticketSubject = z.object({ kind: z.enum(['lot', 'order']), id: recordId })

/** What the trace report said when the ticket was opened. It never changes afterwards, whatever arrives late. */
export const ticketEvidence = z.object({
  kind: z.literal('trace-report'),
  subject: ticketSubject,
  version: z.number().int(),
  /** Of that version, as `reportVersion` keeps it. */
  contentHash: z.string(),
  takenAtMs: atMs,
  lots: z.array(
    z.object({
      lot: z.string(),
      nameZh: z.string(),
      nameEn: z.string(),
      verdict: z.enum(['recalled', 'within-limits', 'excursion', 'not-enough-data']),
      /** Of the life on the report, 0 to 100; null where the report states none. */
      lifePercentLeft: z.number().nullable(),
      excursions: z.array(
        z.object({
          kind: z.string(),
          severity: z.enum(['warning', 'critical']),
          site: z.string(),
          asset: z.string(),
          probe: z.string(),
          fromMs: atMs,
          untilMs: atMs,
          peakCelsius: z.number(),
          limitCelsius: z.number(),
        }),
      ),
    }),
  ),
})

export const ticketAction = z.enum([
  'opened',
  'reported-again',
  'assigned',
  'noted',
  'answered',
  'started',
  'waiting',
  'resolved',
  'closed',
  'reopened',
  'compensation',
  'unassigned',
  'merged',
  'attached',
  'lot-held',
  'rated',
])

/** A photo or document; its bytes are fetched by its id. Pictures carry no place, device or time inside. */
export const ticketAttachment = z.object({
  id: z.string(),
  mime: z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']),
  bytes: z.number().int(),
  /** An account, or `customer`. */
  by: z.string(),
  atMs,
})

export const ticketRating = z.strictObject({
  score: z.number().int().min(1).max(5),
  text: z.string().trim().max(500).default(''),
})

/** One line of a ticket's history. `by` is an account, `customer`, or the room that did it. */
export const ticketEvent = z.object({ action: ticketAction, by: z.string(), atMs, note: z.string() })

/** A ticket as staff see it. How to reach the customer is not in it: that is asked for by itself. */
export const ticket = z.object({
  id: z.string(),
  /** The id as a person reads it out. */
  reference: z.string(),
  scene,
  state: ticketState,
  priority,
  order: z.string().nullable(),
  lot: z.string().nullable(),
  text: z.string(),
  /** Null where the ticket concerns no report, or the report could not be had at that moment. */
  evidence: ticketEvidence.nullable(),
  /** How often the same was reported while the ticket was open, the first time included. */
  reports: z.number().int(),
  hasContact: z.boolean(),
  /** What the customer writes or speaks; null where nobody knows. */
  language: language.nullable(),
  /** The conversation it came out of. */
  conversation: z.uuid().nullable(),
  /** 1 for the first about this order, lot or contact within thirty days, 2 for the second … */
  contactNumber: z.number().int(),
  /** The ticket that goes on for this one. */
  mergedInto: z.string().nullable(),
  attachments: z.array(ticketAttachment),
  rating: z.object({ score: z.number().int(), text: z.string() }).nullable(),
  assignedTo: z.string().nullable(),
  openedBy: z.string(),
  openedAtMs: atMs,
  firstAnswerDueAtMs: atMs,
  firstAnsweredAtMs: atMs.nullable(),
  resolutionDueAtMs: atMs,
  /** Since when the customer is waited for; null while nobody is. */
  waitingSinceMs: atMs.nullable(),
  resolvedAtMs: atMs.nullable(),
  closedAtMs: atMs.nullable(),
  /** The clock that runs out next; null when none runs. */
  dueAtMs: atMs.nullable(),
  history: z.array(ticketEvent),
})

const contact = z.string().trim().min(3).max(120)

/** `POST /api/public/reports/{token}/complaints`, with the header `idempotency-key`. */
export const complaintInput = z.strictObject({
  /** Which of the report's lots; left out when it is about the whole order. */
  lot: recordId.optional(),
  scene,
  text: z.string().trim().min(1).max(2000),
  /** A phone number or address to answer to, if the customer wants one. */
  contact: contact.optional(),
  /** What the page was read in. */
  language: language.optional(),
})

export const complaintAnswer = z.object({
  ticket: z.string(),
  reference: z.string(),
  /** The same was reported already and is being worked on: this was added to that ticket. */
  appended: z.boolean(),
  /** Until when a person answers; null when one has already. */
  answerDueAtMs: atMs.nullable(),
})

export const ticketAssignInput = z.strictObject({ to: z.string().min(1).max(60) })
export const ticketNoteInput = z.strictObject({
  text: z.string().trim().min(1).max(2000),
  /** Whether the customer was told this: the first answer stops that clock. */
  told: z.boolean().default(false),
})
export const ticketMoveInput = z.strictObject({
  to: z.enum(['in-progress', 'waiting', 'resolved', 'closed']),
  reason: z.string().trim().min(3).max(500),
})

/** The other one goes on: it takes over reports, contacts, attachments and history of this one, which is closed. */
export const ticketMergeInput = z.strictObject({
  into: z.string().min(1).max(40),
  reason: z.string().trim().min(3).max(500),
})
export const ticketHandOnInput = z.strictObject({ reason: z.string().trim().min(3).max(500) })

/** Another ticket of the last thirty days that shares something with this one. */
export const relatedTicket = z.object({
  id: z.string(),
  reference: z.string(),
  scene,
  state: ticketState,
  openedAtMs: atMs,
  by: z.array(z.enum(['order', 'lot', 'contact'])),
})

/** `GET /api/public/ratings/{reference}` */
export const ratingView = z.object({ reference: z.string(), scene, rated: z.boolean() })

export type Scene = z.infer<typeof scene>
export type TicketState = z.infer<typeof ticketState>
export type Priority = z.infer<typeof priority>
export type TicketEvidence = z.infer<typeof ticketEvidence>
export type TicketEvent = z.infer<typeof ticketEvent>
export type Ticket = z.infer<typeof ticket>
export type ComplaintInput = z.infer<typeof complaintInput>
export type ComplaintAnswer = z.infer<typeof complaintAnswer>
export type TicketAttachment = z.infer<typeof ticketAttachment>
export type TicketRating = z.infer<typeof ticketRating>
export type RelatedTicket = z.infer<typeof relatedTicket>
export type RatingView = z.infer<typeof ratingView>
