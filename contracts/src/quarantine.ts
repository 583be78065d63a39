import { z } from 'zod'
import { atMs } from './instant.ts'

/** Why a message was kept aside instead of being used. */
export const quarantineReason = z.enum([
  'malformed-json',
  'invalid',
  'too-large',
  'unknown-topic',
  'future',
  'ancient',
  'rejected-by-store',
  'bad-checksum',
  'implausible',
])

/** One message kept aside, topic `larder/v1/quarantine/{site}`, QoS 1, from the edge. */
export const quarantineMessage = z.object({
  id: z.number().int(),
  atMs,
  source: z.string(),
  reason: quarantineReason,
  /** Names the field and the remedy. */
  detail: z.string(),
  /** The first 2,000 characters of what arrived. */
  excerpt: z.string().max(2000),
})

export type QuarantineReason = z.infer<typeof quarantineReason>
export type Quarantined = z.infer<typeof quarantineMessage>
