import { z } from 'zod'
import { assetId, probeId, siteId } from './identifier.ts'
import { instant } from './instant.ts'

/** A probe was compared with a reference: true value = reading − offset, ± uncertainty (95 %). */
export const calibrationInput = z.strictObject({
  site: siteId,
  asset: assetId,
  probe: probeId,
  at: instant,
  dueAt: instant,
  offsetCelsius: z.number().min(-10).max(10),
  uncertaintyCelsius: z.number().min(0).max(10),
  certificate: z.string().max(120).default(''),
})

export interface Calibration {
  site: string
  asset: string
  probe: string
  atMs: number
  dueAtMs: number
  offsetCelsius: number
  uncertaintyCelsius: number
  certificate: string
}
