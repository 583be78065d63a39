import { z } from 'zod'
import { assetId, probeId, siteId } from './identifier.ts'

export const bilingual = z.object({ zh: z.string().min(1), en: z.string().min(1) })

/** What a probe measures: the rules and the report treat air and product apart. */
export const probeRole = z.enum(['air', 'product', 'door', 'gps'])

export const probe = z.strictObject({
  id: probeId,
  role: probeRole,
  /** The expected time between samples; silence and coverage are judged by it. */
  intervalSeconds: z.number().min(0.1).max(86_400).default(60),
})

export const assetKind = z.enum(['truck', 'warehouse', 'cabinet'])

export const asset = z.strictObject({
  id: assetId,
  kind: assetKind,
  name: bilingual,
  /** A key of the profiles table. */
  profile: z.string(),
  place: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).optional(),
  probes: z.array(probe).min(1),
})

export const site = z.strictObject({
  id: siteId,
  name: bilingual,
  timeZone: z.string().default('Asia/Shanghai'),
  place: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).optional(),
  assets: z.array(asset),
})

export type Bilingual = z.infer<typeof bilingual>
export type ProbeRole = z.infer<typeof probeRole>
export type Probe = z.infer<typeof probe>
export type AssetKind = z.infer<typeof assetKind>
export type Asset = z.infer<typeof asset>
export type Site = z.infer<typeof site>
