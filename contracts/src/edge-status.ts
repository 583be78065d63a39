import { z } from 'zod'
import { atMs } from './instant.ts'
import { quarantineReason } from './quarantine.ts'

/** The health of a site's edge node, topic `larder/v1/edge/{site}`, QoS 1, retained, every few seconds. */
export const edgeStatusMessage = z.object({
  atMs,
  startedAtMs: atMs,
  accepted: z.number().int(),
  duplicates: z.number().int(),
  late: z.number().int(),
  quarantined: z.partialRecord(quarantineReason, z.number().int()),
  journal: z.object({
    rows: z.number().int(),
    bytes: z.number().int(),
    maxBytes: z.number().int(),
    oldestAtMs: atMs.optional(),
    aggregated: z.number().int(),
  }),
  store: z.object({ kind: z.enum(['sqlite', 'influxdb']), reachable: z.boolean(), error: z.string().optional() }),
  sources: z.array(z.object({ name: z.string(), connected: z.boolean(), error: z.string().optional() })),
})

export type EdgeStatus = z.infer<typeof edgeStatusMessage>
