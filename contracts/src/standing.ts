import { z } from 'zod'
import { recordId } from './product.ts'

/** What a recalled lot may do to whoever eats it. */
export const hazard = z.enum(['pathogen', 'allergen', 'chemical', 'foreign-body', 'temperature', 'labelling', 'other'])

export const recallScope = z.enum(['lot-and-descendants', 'lot-only'])

/** Re-entered where a person signs: the password of the account that is signed in. */
export const signature = z.string().min(1).max(200)

export const recallInput = z.strictObject({
  lot: recordId,
  scope: recallScope.default('lot-and-descendants'),
  hazard,
  /** Shown to shoppers as it stands. */
  reason: z.string().trim().min(3).max(500),
  password: signature,
})
export const liftInput = z.strictObject({ why: z.string().trim().min(3).max(500), password: signature })

export type Hazard = z.infer<typeof hazard>
export interface Recall {
  id: string
  lot: string
  scope: z.infer<typeof recallScope>
  hazard: Hazard
  reason: string
  by: string
  atMs: number
  liftedBy: string | null
  liftedAtMs: number | null
  liftedWhy: string | null
}

/** Whether a lot may be sold and eaten. `source` is the lot that was marked: itself, or one it was made from. */
export type Standing =
  | { state: 'free' }
  | { state: 'held'; sinceMs: number; source: string }
  | { state: 'recalled'; sinceMs: number; source: string; hazard: Hazard; reason: string; recall: string }

export type LotStanding = { lot: string } & Standing

/** Goods that lie in an asset now. */
export interface HeldIn {
  site: string
  asset: string
  lot: string
  consignment: string
  sinceMs: number
}

/** Goods that must not be sold and still lie in an asset: one row of `GET /api/marked-goods`. */
export interface MarkedGoods {
  site: string
  asset: string
  lot: string
  standing: Exclude<Standing, { state: 'free' }>
}
