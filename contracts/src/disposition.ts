import { z } from 'zod'
import { recordId } from './product.ts'
import { signature } from './standing.ts'

export const decision = z.enum(['hold', 'release', 'reject'])

/** What shall become of a lot after something happened to it. */
export const dispositionInput = z.strictObject({
  lot: recordId,
  decision,
  reason: z.string().trim().min(3).max(500),
  /** What was done about the cause. */
  correctiveAction: z.string().trim().max(500).default(''),
  /** The alert that led to it. */
  alert: z.string().min(1).max(200).optional(),
  password: signature,
})

export type Decision = z.infer<typeof decision>
export interface Disposition {
  id: string
  lot: string
  decision: Decision
  reason: string
  correctiveAction: string
  alert: string | null
  by: string
  atMs: number
}
