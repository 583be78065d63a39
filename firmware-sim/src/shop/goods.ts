import type { Product } from '@larder/contracts/product'
import { type Attributes, attributes } from '@larder/contracts/shop'

/** What a trip brings goods to: the cabinet they lie in now, measured all the way. */
export type Trip = 'fish' | 'dairy'

/** One thing the simulated shop sells. Energy and nutrients are those of common food tables, rounded. */
export interface Goods {
  product: Product
  /** `dimension:value,value` in words. */
  attributes: string
  shelf: string
  priceFen: number
  stock: number
  asset?: string
  keep: [zh: string, en: string]
  cook?: [zh: string, en: string]
  /** Per 100 g: kilojoules, grams of protein, fat and carbohydrate, milligrams of sodium. */
  nutrition?: [number, number, number, number, number]
  zh: string[]
  en: string[]
  lot?: {
    code: string
    supplier: string
    origin: [zh: string, en: string]
    place?: [latitude: number, longitude: number]
    /** Before the half day that the records belong to. */
    packedHours: number
    lifeDays: number
    quantity: number
    trip?: Trip
  }
}

/** `taste:mild,sweet use:steam` as the contract's attributes. */
export const attributesOf = (words: string): Attributes =>
  attributes.parse(
    Object.fromEntries(
      words.split(' ').map((word) => {
        const [dimension, values = ''] = word.split(':')
        return [dimension, values === '' ? [] : values.split(',')]
      }),
    ),
  )
