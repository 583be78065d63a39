import { z } from 'zod'
import { assetId, siteId } from './identifier.ts'
import { instant } from './instant.ts'
import { recordId } from './product.ts'
import { cause } from './situation.ts'
import { signature } from './standing.ts'

/** An entry is made at the time of the observation (21 CFR 123.9(a)(4)); later than this it is marked late. */
export const lateAfterMs = 60 * 60_000

/** One line of the monitoring record (21 CFR 123.9(a)): place, time, signature, product, value, corrective action. */
export const haccpInput = z.strictObject({
  observedAt: instant,
  site: siteId,
  asset: assetId.optional(),
  lot: recordId.optional(),
  /** What was watched, such as `core temperature at receiving`. */
  what: z.string().trim().min(2).max(200),
  /** The value that was read, with its unit. */
  value: z.string().trim().min(1).max(120),
  correctiveAction: z.string().trim().max(500).default(''),
  password: signature,
})
export const reviewInput = z.strictObject({ password: signature })

const words = z.strictObject({ zh: z.string().trim().min(1).max(120), en: z.string().trim().min(1).max(120) })
/** What may be done about a cause, offered where its alert is closed. */
export const correctiveActionsInput = z.strictObject({ cause, actions: z.array(words).min(1).max(20) })

export type CorrectiveActions = z.infer<typeof correctiveActionsInput>
export interface HaccpEntry {
  id: string
  observedAtMs: number
  enteredAtMs: number
  /** Entered more than an hour after it was observed. */
  late: boolean
  site: string
  asset: string | null
  lot: string | null
  what: string
  value: string
  correctiveAction: string
  /** The alert it was written at. */
  alert: string | null
  by: string
  /** Another person than who wrote it. */
  reviewedBy: string | null
  reviewedAtMs: number | null
}
