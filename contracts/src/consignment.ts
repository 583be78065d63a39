import { z } from 'zod'
import { assetId, siteId } from './identifier.ts'
import { instant } from './instant.ts'
import { type Phase, phase } from './phase.ts'
import { recordId } from './product.ts'

/** Which asset held which lots, and when: the join between goods and telemetry. */
export const consignmentInput = z.strictObject({
  id: recordId,
  lots: z.array(recordId).min(1).max(500),
  legs: z
    .array(z.strictObject({ site: siteId, asset: assetId, phase, from: instant, until: instant.optional() }))
    .min(1)
    .max(50),
})

export type { Phase }
export interface Leg {
  site: string
  asset: string
  phase: Phase
  fromMs: number
  /** null while the goods are still there */
  untilMs: number | null
}
export interface Consignment {
  id: string
  lots: string[]
  legs: Leg[]
}
