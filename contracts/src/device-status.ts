import { z } from 'zod'
import { instant } from './instant.ts'

/** A device's own state, topic `larder/v1/status/{site}/{asset}/{probe}`, QoS 1, retained. */
export const deviceStatusMessage = z.strictObject({
  observedAt: instant,
  online: z.boolean(),
  batteryVolts: z.number().min(0).max(60).optional(),
  batteryPercent: z.number().min(0).max(100).optional(),
  rssiDbm: z.number().min(-150).max(20).optional(),
  firmware: z.string().max(60).optional(),
  bufferedReadings: z.number().int().nonnegative().optional(),
})

export type DeviceStatusMessage = z.infer<typeof deviceStatusMessage>
