import { z } from 'zod'
import { instant } from './instant.ts'
import { recordId } from './product.ts'

/** Goods of one product, origin and packing time. Life is counted from `packedAt`. */
export const lotInput = z.strictObject({
  id: recordId,
  product: recordId,
  supplier: z.string().min(1).max(120),
  originZh: z.string().min(1).max(120),
  originEn: z.string().min(1).max(120),
  originLatitude: z.number().min(-90).max(90).optional(),
  originLongitude: z.number().min(-180).max(180).optional(),
  packedAt: instant,
  useBy: instant.optional(),
  quantity: z.number().positive().max(1_000_000),
})

export interface Lot {
  id: string
  product: string
  supplier: string
  originZh: string
  originEn: string
  originLatitude: number | null
  originLongitude: number | null
  packedAtMs: number
  useByMs: number | null
  quantity: number
}
