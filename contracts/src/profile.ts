import { z } from 'zod'
import { type Phase, phase } from './phase.ts'
import { shelfLife } from './shelf-life.ts'

const bound = z.strictObject({
  warnCelsius: z.number(),
  warnDelayMinutes: z.number().min(0).max(1440),
  limitCelsius: z.number(),
  limitDelayMinutes: z.number().min(0).max(1440),
  /** The limit may be passed for this long in all within one trip; left out, single events alone count. */
  limitTotalMinutes: z.number().min(1).max(1440).optional(),
})

const bounds = { high: bound.optional(), low: bound.optional() }

/**
 * What a kind of goods tolerates. Temperatures in °C; a limit is inclusive: the value itself breaches it.
 * `warn` opens a warning, `limit` a critical situation; each after its own delay.
 */
export const profile = z.strictObject({
  name: z.object({ zh: z.string(), en: z.string() }),
  targetCelsius: z.tuple([z.number().nullable(), z.number().nullable()]),
  ...bounds,
  /** Where the goods are in a phase named here, its sides take the place of the profile's. */
  phases: z.partialRecord(phase, z.strictObject(bounds)).optional(),
  hysteresisCelsius: z.number().min(0).max(10),
  doorOpenMinutes: z.number().min(0.5).max(240),
  silenceMinutes: z.number().min(1).max(1440),
  /** After a probe starts or its asset is switched on, temperatures are not judged for this long. */
  startUpIgnoreMinutes: z.number().min(0).max(240),
  /** Warming by so many degrees within so long is a situation, whatever the limit. */
  rise: z
    .strictObject({ celsius: z.number().positive().max(60), withinMinutes: z.number().min(5).max(240) })
    .optional(),
  /** Air this warm that comes and goes within so long is a situation: no defrost is so short. */
  spike: z.strictObject({ celsius: z.number(), withinMinutes: z.number().min(1).max(60) }).optional(),
  /** A critical limit that will be passed within so long, as the goods warm or cool now, is a situation. */
  breachWithinMinutes: z.number().min(5).max(240).optional(),
  /** The share of their whole life that goods may spend within one trip. */
  lifeSpent: z
    .strictObject({ warnPercent: z.number().min(1).max(100), limitPercent: z.number().min(1).max(100) })
    .optional(),
  /** Null where no published model holds at the temperature the goods are kept at (frozen). */
  shelfLife: shelfLife.nullable(),
})

export type Profile = z.infer<typeof profile>
export type Bound = z.infer<typeof bound>

/** The sides that hold where the goods are; without a phase, the profile's own. */
export function boundsIn(profile: Profile, phase?: Phase): { high: Bound | undefined; low: Bound | undefined } {
  const own = phase === undefined ? undefined : profile.phases?.[phase]
  return { high: own?.high ?? profile.high, low: own?.low ?? profile.low }
}
