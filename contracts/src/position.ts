import { z } from 'zod'
import { provenance, stamp } from './provenance.ts'

/** How the receiver came by the fix (NMEA 0183 GGA field 6, in words). */
export const fixQuality = z.enum(['gps', 'differential', 'pps', 'rtk', 'float-rtk', 'estimated', 'manual', 'simulated'])

const fix = {
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  speedMetersPerSecond: z.number().min(0).max(200).optional(),
  courseDegrees: z.number().min(0).max(360).optional(),
  quality: fixQuality.optional(),
  satellites: z.number().int().min(0).max(99).optional(),
}

/** Where an asset is, topic `larder/v1/position/{site}/{asset}/{probe}`, QoS 1. */
export const positionMessage = z.strictObject({ ...stamp, ...fix })

export const position = z.object({ ...provenance, ...fix })

export type FixQuality = z.infer<typeof fixQuality>
export type PositionMessage = z.infer<typeof positionMessage>
export type Position = z.infer<typeof position>
