import { z } from 'zod'
import { assetId, siteId } from './identifier.ts'
import { atMs } from './instant.ts'
import { cause, severity } from './situation.ts'

/** Someone was told of a situation, topic `larder/v1/notification/{site}/{asset}/{cause}`, QoS 1, from flows. */
export const notificationMessage = z.object({
  id: z.string(),
  situation: z.string(),
  site: siteId,
  asset: assetId,
  cause,
  severity,
  kind: z.enum(['raised', 'escalated', 'resolved']),
  channel: z.enum(['console', 'mqtt', 'webhook', 'email']),
  to: z.string(),
  /** 0 for the first notice, rising with each escalation. */
  level: z.number().int().nonnegative(),
  text: z.object({ zh: z.string(), en: z.string() }),
  atMs,
  outcome: z.enum(['sent', 'failed']),
  error: z.string().optional(),
})

export type Notification = z.infer<typeof notificationMessage>
