import { z } from 'zod'
import { packName } from './pack.ts'
import { type Phase, phase } from './phase.ts'
import { shelfLife } from './shelf-life.ts'

/** What a food probe can see. */
const celsius = z.number().min(-90).max(100)

const bound = z.strictObject({
  warnCelsius: celsius,
  warnDelayMinutes: z.number().min(0).max(1440),
  limitCelsius: celsius,
  limitDelayMinutes: z.number().min(0).max(1440),
  /** The limit may be passed for this long in all within one trip; left out, single events alone count. */
  limitTotalMinutes: z.number().min(1).max(1440).optional(),
})

const bounds = { high: bound.optional(), low: bound.optional() }
const label = z.string().trim().min(1).max(60)

/**
 * What a kind of goods tolerates. Temperatures in °C; a limit is inclusive: the value itself breaches it.
 * `warn` opens a warning, `limit` a critical situation; each after its own delay.
 */
const profileFields = z.strictObject({
  name: z.object({ zh: label, en: label }),
  targetCelsius: z.tuple([celsius.nullable(), celsius.nullable()]),
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
  /** How fast the goods follow the air; left out, the pack that is usual for the profile. */
  pack: packName.optional(),
  /** Null where no published model holds at the temperature the goods are kept at (frozen). */
  shelfLife: shelfLife.nullable(),
})

type Fields = z.infer<typeof profileFields>
type Fault = [path: (string | number)[], message: string]

/** A profile whose parts agree with each other. */
export const profile = profileFields.superRefine((value, context) => {
  for (const [path, message] of faultsOf(value)) context.addIssue({ code: 'custom', path, message })
})

function faultsOf(value: Fields): Fault[] {
  const { targetCelsius, high, low, phases = {}, lifeSpent, shelfLife: life } = value
  const faults = sideFaults(value, [])
  for (const [name, sides] of Object.entries(phases)) {
    faults.push(...sideFaults({ high: sides?.high ?? high, low: sides?.low ?? low }, ['phases', name]))
  }
  const [coldest, warmest] = targetCelsius
  if (coldest !== null && warmest !== null && coldest > warmest) {
    faults.push([['targetCelsius', 1], 'the upper target lies below the lower one'])
  }
  if (high === undefined && low === undefined) faults.push([['high'], 'give a high or a low limit'])
  if (lifeSpent !== undefined && life === null) {
    faults.push([['lifeSpent'], 'these goods have no shelf life to spend: give shelfLife, or leave this out'])
  }
  if (lifeSpent !== undefined && lifeSpent.limitPercent < lifeSpent.warnPercent) {
    faults.push([['lifeSpent', 'limitPercent'], 'the limit lies below the warning'])
  }
  return faults
}

function sideFaults({ high, low }: Pick<Fields, 'high' | 'low'>, path: string[]): Fault[] {
  const faults: Fault[] = []
  if (high !== undefined && high.limitCelsius < high.warnCelsius) {
    faults.push([[...path, 'high', 'limitCelsius'], 'the high limit lies below its warning'])
  }
  if (low !== undefined && low.limitCelsius > low.warnCelsius) {
    faults.push([[...path, 'low', 'limitCelsius'], 'the low limit lies above its warning'])
  }
  if (high !== undefined && low !== undefined && low.warnCelsius >= high.warnCelsius) {
    faults.push([[...path, 'low', 'warnCelsius'], 'the low warning reaches into the high one'])
  }
  return faults
}

export type Profile = Fields
export type Bound = z.infer<typeof bound>

/** The sides that hold where the goods are; without a phase, the profile's own. */
export function boundsIn(profile: Profile, phase?: Phase): { high: Bound | undefined; low: Bound | undefined } {
  const own = phase === undefined ? undefined : profile.phases?.[phase]
  return { high: own?.high ?? profile.high, low: own?.low ?? profile.low }
}
