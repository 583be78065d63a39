import { z } from 'zod'
import file from './shelf-life.json' with { type: 'json' }

const celsius = z.number().min(-60, 'give °C from −60').max(100, 'give °C up to 100')
const upTo = (most: number) => z.number().positive('must be above 0').max(most, `must be at most ${most}`)

/** How fast goods spoil, or microbes grow, by temperature. What the parameters mean: edge/src/shelf-life/. */
export const rateModel = z.discriminatedUnion('model', [
  z.strictObject({ model: z.literal('square-root'), minCelsius: celsius }),
  z.strictObject({ model: z.literal('exponential'), ratePerCelsius: upTo(1) }),
  z.strictObject({ model: z.literal('arrhenius'), activationKjPerMol: upTo(500) }),
  z.strictObject({ model: z.literal('q10'), q10: upTo(50).gt(1, 'must be above 1') }),
  z
    .strictObject({
      model: z.literal('ratkowsky'),
      minCelsius: celsius,
      maxCelsius: celsius,
      shapePerCelsius: upTo(5),
    })
    .refine(({ minCelsius, maxCelsius }) => maxCelsius > minCelsius, {
      path: ['maxCelsius'],
      message: 'must be above minCelsius',
    }),
])

/** What is published of one kind of goods. `between` are the ends of a published range of the parameter. */
export const spoilageParameters = z.strictObject({
  name: z.strictObject({ zh: z.string(), en: z.string() }),
  rate: rateModel,
  between: z.tuple([rateModel, rateModel]).optional(),
  /** Where the source measured; outside it the model extrapolates. */
  validCelsius: z.tuple([celsius, celsius]),
  source: z.string().min(10),
  /** Nobody has checked the value against the source's own text. */
  verify: z.boolean(),
})

export type RateModel = z.infer<typeof rateModel>
export type SpoilageParameters = z.infer<typeof spoilageParameters>
export type SpoilageName = keyof typeof file
export const spoilageNames = Object.keys(file) as [SpoilageName, ...SpoilageName[]]

/** Parameters by kind of goods, from shelf-life.json. */
export const spoilage = z.record(z.enum(spoilageNames), spoilageParameters).parse(file)

/**
 * The life of a profile's goods: `lifeDays` when kept at `atCelsius`, at the rate of a named set of parameters or of a
 * model of its own; what is left is stated for `storageCelsius`.
 */
const shelfLifeFields = z.strictObject({
  spoilage: z.union([z.enum(spoilageNames), rateModel]),
  lifeDays: upTo(3650),
  atCelsius: celsius,
  storageCelsius: celsius,
})
export const shelfLife = shelfLifeFields.superRefine((value, context) => {
  const { rate } = spoilageOf(value)
  for (const field of ['atCelsius', 'storageCelsius'] as const) {
    if (movesAt(rate, value[field])) continue
    context.addIssue({
      code: 'custom',
      path: [field],
      message: 'nothing spoils at this temperature by the model given',
    })
  }
})

/** A life cannot be stated for a temperature at which the model stands still. */
function movesAt(rate: RateModel, atCelsius: number): boolean {
  if (rate.model === 'square-root') return atCelsius > rate.minCelsius
  return rate.model !== 'ratkowsky' || (atCelsius > rate.minCelsius && atCelsius < rate.maxCelsius)
}

export type ShelfLife = z.infer<typeof shelfLifeFields>

/** The parameters a shelf life names; a model written into the profile has no source but its editor. */
export function spoilageOf({ spoilage: named }: ShelfLife): SpoilageParameters {
  if (typeof named === 'string') return spoilage[named]
  const own = { zh: '本商品规则自定', en: "The profile's own" }
  return { name: own, rate: named, validCelsius: [-60, 100], source: 'written into the profile', verify: true }
}
