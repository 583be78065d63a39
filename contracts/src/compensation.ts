import { z } from 'zod'
import { role } from './account.ts'
import { atMs } from './instant.ts'
import { recordId } from './product.ts'
import type { Scene } from './ticket.ts'

/** Why money is paid. Each has its own measure, which a tier's threshold is in. */
export const compensationCause = z.enum([
  'late-delivery',
  'not-received',
  'missing-item',
  'wrong-item',
  'damaged',
  'spoiled',
  'short-weight',
  'excursion',
  'life-lost',
])

/** `severity`: 1 is a warning, 2 is critical. `percent`: of the weight missing, or of the life spent. */
export const measureOf = {
  'late-delivery': 'minutes',
  'not-received': 'items',
  'missing-item': 'items',
  'wrong-item': 'items',
  damaged: 'items',
  spoiled: 'items',
  'short-weight': 'percent',
  excursion: 'severity',
  'life-lost': 'percent',
} as const satisfies Record<CompensationCause, string>

/** What a ticket's scene may be paid for; the others are settled without money of ours. */
export const causeOfScene: Partial<Record<Scene, CompensationCause>> = {
  'late-delivery': 'late-delivery',
  'not-received': 'not-received',
  'missing-item': 'missing-item',
  'wrong-item': 'wrong-item',
  'packaging-damaged': 'damaged',
  'crushed-or-leaking': 'damaged',
  spoiled: 'spoiled',
  'short-weight': 'short-weight',
  'warm-on-arrival': 'excursion',
  'past-date': 'life-lost',
}

/** `coupon` is worth its amount; `refund` gives back a share of what was paid, at most its amount. */
export const compensationForm = z.enum(['coupon', 'refund'])

/** Money is whole fen (a hundredth of a yuan), at most a million yuan. */
const fen = z.number().int().min(0).max(100_000_000)

export const tier = z.strictObject({
  cause: compensationCause,
  /** The least measure that this tier pays for; the highest tier reached is the one that pays. */
  from: z.number().min(0).max(100_000),
  form: compensationForm,
  amountFen: fen.min(1),
  /** Of what was paid; 100 for a coupon, which does not look at it. */
  sharePercent: z.number().int().min(1).max(100).default(100),
  /** What a purchase must come to before the coupon counts; 0 for no minimum. */
  minimumSpendFen: fen.default(0),
  /** How long a coupon can be redeemed. */
  validDays: z.number().int().min(1).max(366),
})

const limit = z.strictObject({ payouts: z.number().int().min(1).max(1000), fen: fen.min(1) })

export const compensationPolicy = z.strictObject({
  tiers: z.array(tier).max(100),
  /** Over the last 24 hours and the last 30 days, counted back from the decision. */
  caps: z.strictObject({
    customerDay: limit,
    customerMonth: limit,
    /** Of all customers together. */
    allDayFen: fen.min(1),
    allMonthFen: fen.min(1),
  }),
  /** What each role may approve at most, in fen; null for any amount. */
  approval: z.record(role, fen.nullable()),
})

/** `POST /api/compensation-policy`. `basedOn` is the version that was edited: nobody overwrites what they have not seen. */
export const policyInput = z.strictObject({
  basedOn: z.number().int().min(0),
  policy: compensationPolicy,
  why: z.string().trim().min(3).max(500),
})
export const policyVersion = z.object({
  /** 0 is the policy that comes with the product. */
  version: z.number().int(),
  policy: compensationPolicy,
  by: z.string(),
  why: z.string(),
  atMs,
})

/** What a payout rests on: where to look it up. A report is named by its order and version, `ORDER-1@3`. */
export const compensationEvidence = z.strictObject({
  kind: z.enum(['ticket', 'report', 'order', 'lot', 'alert', 'risk']),
  id: z.string().min(1).max(200),
})

/** `POST /api/compensations`. The server measures itself where it can: lateness by the order, severity by the ticket. */
export const compensationInput = z.strictObject({
  order: recordId,
  cause: compensationCause,
  /** The order's line it concerns; left out for the whole order. */
  lot: recordId.optional(),
  /** In the measure of the cause. */
  magnitude: z.number().min(0).max(100_000).optional(),
  /** What was paid for the goods, which a refund is a share of. */
  paidFen: fen.min(1).optional(),
  evidence: z.array(compensationEvidence).min(1).max(10),
})

/** Why the policy pays nothing. */
export const refusalReason = z.enum([
  'no-promised-time',
  'not-delivered',
  'not-measured',
  'below-threshold',
  'paid-amount-unknown',
  'already-compensated',
  'goods-compensated',
  'customer-day-cap',
  'customer-month-cap',
  'day-cap',
  'month-cap',
])

export const compensationState = z.enum(['proposed', 'approved', 'issued', 'refused', 'voided'])

export const compensation = z.object({
  id: z.string(),
  order: z.string(),
  /** The shop's own opaque number, where the order has one. */
  customer: z.string().nullable(),
  cause: compensationCause,
  lot: z.string().nullable(),
  magnitude: z.number(),
  form: compensationForm,
  amountFen: z.number().int(),
  minimumSpendFen: z.number().int(),
  validDays: z.number().int(),
  policyVersion: z.number().int(),
  /** The threshold of the tier that pays. */
  tierFrom: z.number(),
  evidence: z.array(compensationEvidence),
  state: compensationState,
  proposedBy: z.string(),
  proposedAtMs: atMs,
  decidedBy: z.string().nullable(),
  decidedAtMs: atMs.nullable(),
  /** A coupon's code; null until it is issued, and for a refund. */
  code: z.string().nullable(),
  validUntilMs: atMs.nullable(),
  redeemedAtMs: atMs.nullable(),
  /** How a refund was paid. */
  payment: z.string().nullable(),
})

export const decisionInput = z.strictObject({ reason: z.string().trim().min(3).max(500) })
export const paymentInput = z.strictObject({ payment: z.string().trim().min(3).max(120) })
export const redeemInput = z.strictObject({
  code: z.string().trim().min(8).max(40),
  /** What the purchase comes to. */
  spendFen: fen,
})

/** `POST /api/compensation-policy/dry-run`: what a draft would have paid for the last days; nothing is written. */
export const dryRunInput = z.strictObject({
  policy: compensationPolicy,
  days: z.number().int().min(1).max(366).default(30),
})

const dryRunSide = z.object({
  payouts: z.number().int(),
  totalFen: z.number().int(),
  tiers: z.array(
    z.object({
      cause: compensationCause,
      from: z.number(),
      form: compensationForm,
      payouts: z.number().int(),
      totalFen: z.number().int(),
    }),
  ),
  refused: z.partialRecord(refusalReason, z.number().int()),
  examples: z.array(
    z.object({
      order: z.string(),
      cause: compensationCause,
      magnitude: z.number(),
      form: compensationForm,
      amountFen: z.number().int(),
      atMs,
    }),
  ),
})
export const dryRun = z.object({
  days: z.number().int(),
  orders: z.number().int(),
  tickets: z.number().int(),
  claims: z.number().int(),
  /** More was on file than is looked at: the newest were. */
  truncated: z.boolean(),
  draft: dryRunSide,
  current: dryRunSide,
})

export type CompensationCause = z.infer<typeof compensationCause>
export type CompensationForm = z.infer<typeof compensationForm>
export type CompensationState = z.infer<typeof compensationState>
export type CompensationEvidence = z.infer<typeof compensationEvidence>
export type CompensationInput = z.infer<typeof compensationInput>
export type Compensation = z.infer<typeof compensation>
export type CompensationPolicy = z.infer<typeof compensationPolicy>
export type Tier = z.infer<typeof tier>
export type PolicyVersion = z.infer<typeof policyVersion>
export type RefusalReason = z.infer<typeof refusalReason>
export type DryRun = z.infer<typeof dryRun>
export type DryRunSide = z.infer<typeof dryRunSide>
