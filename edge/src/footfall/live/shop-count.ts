import { type FootfallNow, footfallNowMessage } from '@larder/contracts/footfall'
import type { Direction } from '../counting/line.ts'
import { afterCrossing, corrected, emptyOn, type Occupancy, onDay } from '../counting/occupancy.ts'

/** Today over all cameras: who came in, who left, who is inside. Plain data, kept over restarts. */
export interface ShopCount {
  in: number
  out: number
  reEntries: number
  occupancy: Occupancy
}

export const emptyShop = (day: string): ShopCount => ({ in: 0, out: 0, reEntries: 0, occupancy: emptyOn(day) })

/** The shop at some moment of a day: a new day begins with nothing. */
export const shopOn = (shop: ShopCount, day: string): ShopCount => (shop.occupancy.day === day ? shop : emptyShop(day))

/** Somebody went over a line that leads into the shop. */
export function afterEntrance(shop: ShopCount, direction: Direction, reEntry: boolean, day: string): ShopCount {
  const today = shopOn(shop, day)
  return {
    ...today,
    [direction]: today[direction] + 1,
    reEntries: today.reEntries + (reEntry ? 1 : 0),
    occupancy: afterCrossing(today.occupancy, direction, day),
  }
}

/** Somebody has counted by eye. @throws RangeError unless a whole number from 0 */
export function afterCorrection(shop: ShopCount, inside: number, day: string): ShopCount {
  const today = shopOn(shop, day)
  return { ...today, occupancy: corrected(onDay(today.occupancy, day), inside, day) }
}

/** @param known whether every camera at an entrance counts: otherwise nobody knows how many are inside */
export function nowOf(shop: ShopCount, atMs: number, day: string, known: boolean): FootfallNow {
  const { in: entered, out, reEntries, occupancy } = shopOn(shop, day)
  const { clamped, inside } = occupancy
  return footfallNowMessage.parse({ atMs, day, in: entered, out, reEntries, inside: known ? inside : null, clamped })
}
