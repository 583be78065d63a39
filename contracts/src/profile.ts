import { z } from 'zod'

const bound = z.strictObject({
  warnCelsius: z.number(),
  warnDelayMinutes: z.number().min(0).max(1440),
  limitCelsius: z.number(),
  limitDelayMinutes: z.number().min(0).max(1440),
})

/**
 * What a kind of goods tolerates. Temperatures in °C; a limit is inclusive: the value itself breaches it.
 * `warn` opens a warning, `limit` a critical situation; each after its own delay.
 */
export const profile = z.strictObject({
  name: z.object({ zh: z.string(), en: z.string() }),
  targetCelsius: z.tuple([z.number().nullable(), z.number().nullable()]),
  high: bound.optional(),
  low: bound.optional(),
  hysteresisCelsius: z.number().min(0).max(10),
  doorOpenMinutes: z.number().min(0.5).max(240),
  silenceMinutes: z.number().min(1).max(1440),
  /** Relative rate of spoilage √RRS = 1 + k·T with T_min = −1/k, or null where life does not run by it (frozen). */
  shelfLife: z
    .strictObject({ model: z.literal('square-root'), minCelsius: z.number(), daysAtZero: z.number() })
    .nullable(),
})

export type Profile = z.infer<typeof profile>
