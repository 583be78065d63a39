import { z } from 'zod'
import { atMs } from './instant.ts'
import { recordId } from './product.ts'
import { situationMessage } from './situation.ts'
import { signature } from './standing.ts'

export const alertAction = z.enum([
  'opened',
  'updated',
  'acknowledged',
  'assigned',
  'commented',
  'notified',
  'escalated',
  'resolved',
  'closed',
])

/** One line of an alert's history: who did what, when and why. `by` is an account, `edge` or `flows`. */
export const alertEvent = z.object({
  action: alertAction,
  by: z.string(),
  atMs,
  note: z.string(),
})

/** What staff see of a situation: the situation itself and what people did about it. */
export const alert = z.object({
  id: z.string(),
  situation: situationMessage,
  acknowledgedBy: z.string().nullable(),
  acknowledgedAtMs: atMs.nullable(),
  assignedTo: z.string().nullable(),
  /** Resolved by a person, or because the condition ended. */
  closedAtMs: atMs.nullable(),
  escalationLevel: z.number().int(),
  history: z.array(alertEvent),
})

export const acknowledgeInput = z.strictObject({ reason: z.string().trim().min(3).max(500) })
export const assignInput = z.strictObject({ to: z.string().min(1).max(60) })
export const commentInput = z.strictObject({ text: z.string().trim().min(1).max(2000) })
/** With a corrective action, closing writes a signed entry of the HACCP log. */
export const resolveInput = z.strictObject({
  reason: z.string().trim().min(3).max(500),
  correctiveAction: z
    .strictObject({ action: z.string().trim().min(3).max(500), lot: recordId.optional(), password: signature })
    .optional(),
})

export type Alert = z.infer<typeof alert>
export type AlertEvent = z.infer<typeof alertEvent>
