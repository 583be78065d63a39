import { z } from 'zod'
import { provenance, stamp } from './provenance.ts'

/** What a probe says of itself when it cannot measure. */
export const sensorFault = z.enum(['open-circuit', 'short-circuit', 'out-of-range', 'communication'])

/**
 * The quantities one sample may carry; at least one is present.
 * The bounds refuse what no food probe can see; −127 °C and 85 °C, the error codes of common probes,
 * lie inside on purpose so that the sensor-fault rule can name them.
 */
export const quantities = {
  celsius: z.number().min(-130).max(150).optional(),
  humidityPercent: z.number().min(0).max(100).optional(),
  doorOpen: z.boolean().optional(),
  defrosting: z.boolean().optional(),
  sensorFault: sensorFault.optional(),
}

const carriesSomething = (sample: Partial<Record<keyof typeof quantities, unknown>>): boolean =>
  Object.keys(quantities).some((name) => sample[name as keyof typeof quantities] !== undefined)

/** A sample on the wire, topic `larder/v1/reading/{site}/{asset}/{probe}`, QoS 1. */
export const readingMessage = z
  .strictObject({
    ...stamp,
    ...quantities,
    batteryVolts: z.number().min(0).max(60).optional(),
    rssiDbm: z.number().min(-150).max(20).optional(),
  })
  .refine(carriesSomething, `give at least one of ${Object.keys(quantities).join(', ')}`)

/** What one batch may hold. */
export const batchReadings = 500

/** Many samples in one message: a gateway's batch or a late upload. */
export const readingBatchMessage = z.array(readingMessage).min(1).max(batchReadings)

/** A sample as every room behind the door knows it. */
export const reading = z.object({ ...provenance, ...quantities })

export type SensorFault = z.infer<typeof sensorFault>
export type ReadingWire = z.input<typeof readingMessage>
export type ReadingMessage = z.infer<typeof readingMessage>
export type Reading = z.infer<typeof reading>
