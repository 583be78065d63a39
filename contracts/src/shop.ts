import { z } from 'zod'
import { assetId, siteId } from './identifier.ts'
import { instant } from './instant.ts'
import { recordId } from './product.ts'
import { bilingual } from './site.ts'

/**
 * What the kiosk may say of goods, beside their records: what is not written here is not claimed. Prices are whole fen,
 * of one of the product's unit (kg, piece, pack).
 */

/** What goods are compared and recommended by. Values are words like `grill`, `family`, `crustacean`. */
export const attributeDimensions = [
  'category',
  'species',
  'cut',
  'taste',
  'texture',
  'fat',
  'protein',
  'use',
  'cooking',
  'cooking-time',
  'skill',
  'household',
  'age',
  'occasion',
  'season',
  'origin',
  'method',
  'preparation',
  'storage',
  'diet',
  'allergen',
  'health',
  'price-band',
  'pairs-with',
  'must-not',
] as const
export const attributeDimension = z.enum(attributeDimensions)
const attributeValue = z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/, 'use a-z, 0-9 and "-"')
export const attributes = z.partialRecord(attributeDimension, z.array(attributeValue).max(24))

/** `pairs-with` and `must-not` name categories, species or products. */
export const productCardInput = z.strictObject({
  product: recordId,
  attributes: attributes.default({}),
  keepZh: z.string().max(400).optional(),
  keepEn: z.string().max(400).optional(),
  cookZh: z.string().max(1200).optional(),
  cookEn: z.string().max(1200).optional(),
  /** Per 100 g. */
  nutrition: z
    .strictObject({
      kilojoules: z.number().min(0).max(4000),
      proteinGrams: z.number().min(0).max(100),
      fatGrams: z.number().min(0).max(100),
      carbohydrateGrams: z.number().min(0).max(100),
      sodiumMilligrams: z.number().min(0).max(40_000),
    })
    .optional(),
  /** Other names shoppers call it by. */
  aliasesZh: z.array(z.string().min(1).max(40)).max(12).default([]),
  aliasesEn: z.array(z.string().min(1).max(40)).max(12).default([]),
})

/** Where a product stands in a store, for how much, and how much of it. */
export const shelfItemInput = z.strictObject({
  store: siteId,
  product: recordId,
  priceFen: z.number().int().min(1).max(100_000_000),
  /** Of the product's unit. */
  stock: z.number().min(0).max(1_000_000),
  /** A shelf of the store's plan. */
  shelf: recordId,
  /** The refrigerated cabinet it lies in, and the lot that is sold from it now. */
  asset: assetId.optional(),
  lot: recordId.optional(),
})

export const offerInput = z.strictObject({
  id: recordId,
  store: siteId,
  product: recordId,
  priceFen: z.number().int().min(1).max(100_000_000),
  from: instant,
  until: instant,
  membersOnly: z.boolean().default(false),
  noteZh: z.string().max(120).optional(),
  noteEn: z.string().max(120).optional(),
})

const minutesOfDay = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'write a time of day such as 08:30')
const metres = z.number().min(0).max(500)

/** One store: its hours, its floor plan in metres from the upper left corner, its promises in plain words. */
export const storeInput = z.strictObject({
  site: siteId,
  phone: z.string().max(40).optional(),
  /** Monday first. */
  hours: z.array(z.strictObject({ opens: minutesOfDay, closes: minutesOfDay }).nullable()).length(7),
  plan: z.strictObject({
    width: metres,
    depth: metres,
    entrance: z.strictObject({ x: metres, y: metres }),
    kiosk: z.strictObject({ x: metres, y: metres }),
    shelves: z
      .array(
        z.strictObject({
          id: recordId,
          label: bilingual,
          x: metres,
          y: metres,
          width: metres,
          depth: metres,
        }),
      )
      .max(400),
  }),
  membership: bilingual,
  /** What customers are promised, by scene group. */
  policy: z.strictObject({ refund: bilingual, delivery: bilingual, freshness: bilingual }),
})

export type Attributes = z.infer<typeof attributes>
export type AttributeDimension = z.infer<typeof attributeDimension>
export type ProductCardRecord = z.infer<typeof productCardInput>
export type ShelfItem = z.infer<typeof shelfItemInput>
export type Offer = z.infer<typeof offerInput>
export type StoreRecord = z.infer<typeof storeInput>
