import { z } from 'zod'
import { assetId, probeId, siteId } from './identifier.ts'
import { instant } from './instant.ts'

/** What a device stamps on a sample: `sequence` rises by one with each, `observedAt` is the device's own clock. */
export const stamp = {
  sequence: z.number().int().nonnegative(),
  observedAt: instant,
}

/** Whose a sample is, and when it was taken, behind the door. `receivedAtMs` is when the edge took it. */
export const provenance = {
  site: siteId,
  asset: assetId,
  probe: probeId,
  sequence: stamp.sequence,
  observedAtMs: z.number().int(),
  receivedAtMs: z.number().int(),
}
