import { type ProductRecords, priceNow } from '../facts.ts'
import type { Request } from './request.ts'

/** Less of its life left than this, and a lot is sold but not recommended. */
const leastPercentLeft = 25
const leastDaysLeft = 1
const badAdvice = ['return-it', 'check-before-eating', 'do-not-eat']
/** Whom only what is recorded as suitable is recommended to. */
const guarded = ['infant', 'pregnant']
const half = 0.5

/** In stock, and nothing speaks against its lot or the cabinet it lies in. */
export function isOffered({ item, card, lot, cabinet }: ProductRecords, nowMs: number): boolean {
  if (!card || !item || item.stock <= 0 || cabinet?.alarmed) return false
  // A lot that is named but not in the copy has no report to speak for it.
  if (!lot) return item.lot === undefined
  if (lot.standing.state !== 'free' || lot.verdict === 'recalled' || badAdvice.includes(lot.advice)) return false
  if (lot.useByMs !== null && lot.useByMs - nowMs < leastDaysLeft * 86_400_000) return false
  return lot.life === null || (lot.life.percentLeft >= leastPercentLeft && lot.life.leftDays.likely >= leastDaysLeft)
}

/** What one takes of it at least: half a kilo, a piece, a pack. In fen. */
export function portionFen(records: ProductRecords): number | undefined {
  const price = priceNow(records)
  return price === undefined || records.product?.unit !== 'kg' ? price : Math.round(price * half)
}

export type Unfit = 'refused' | 'allergens-unknown' | 'diet' | 'eater' | 'budget' | 'minutes'

/** The first rule of the request that a product breaks; these are kept, however well all else fits. */
export function unfit(records: ProductRecords, request: Request): Unfit | null {
  const attributes = records.card?.attributes ?? {}
  for (const { dimension, value } of request.refused) {
    if (attributes[dimension]?.includes(value) || records.id === value) return 'refused'
  }
  if (request.allergic && attributes.allergen === undefined) return 'allergens-unknown'
  if (request.diets.some((diet) => !attributes.diet?.includes(diet))) return 'diet'
  for (const eater of request.eaters) {
    if (attributes['must-not']?.includes(eater)) return 'eater'
    if (guarded.includes(eater) && !attributes.age?.includes(eater)) return 'eater'
  }
  const portion = portionFen(records)
  if (request.budgetFen !== null && (portion === undefined || portion > request.budgetFen)) return 'budget'
  const minutes = cookingMinutes(records)
  if (request.mostMinutes !== null && (minutes === null || minutes > request.mostMinutes)) return 'minutes'
  return null
}

/** The longest that its card states. */
export function cookingMinutes({ card }: ProductRecords): number | null {
  const told = (card?.attributes['cooking-time'] ?? []).map((value) => Number.parseInt(value, 10))
  return told.length > 0 && told.every(Number.isFinite) ? Math.max(...told) : null
}
