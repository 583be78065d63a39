import type { consignmentInput } from '@larder/contracts/consignment'
import type { lotInput } from '@larder/contracts/lot'
import type { orderInput } from '@larder/contracts/order'
import type { Product } from '@larder/contracts/product'
import type { offerInput, productCardInput, shelfItemInput, storeInput } from '@larder/contracts/shop'
import type { z } from 'zod'
import { attributesOf, type Goods, type Trip } from './shop/goods.ts'
import { meatAndDairy } from './shop/meat-and-dairy.ts'
import { produce } from './shop/produce.ts'
import { seafood } from './shop/seafood.ts'
import { simulatedStore } from './shop/store.ts'

/** What the simulated shop sells, where and for how much, and the orders of its online customers. */
export interface ShopRecords {
  products: Product[]
  lots: z.input<typeof lotInput>[]
  consignments: z.input<typeof consignmentInput>[]
  orders: z.input<typeof orderInput>[]
  stores: z.input<typeof storeInput>[]
  productCards: z.input<typeof productCardInput>[]
  shelfItems: z.input<typeof shelfItemInput>[]
  offers: z.input<typeof offerInput>[]
}

/** The times and names of the half day that the other records belong to. */
export interface ShopTimes {
  site: string
  batch: string
  halfDayMs: number
  /** The fish truck's trip. */
  loadedMs: number
  arrivedMs: number
  milkStoredMs: number
  soldMs: number
  /** A lot of frozen shrimp that is on sale, warm once. */
  shrimpLot: string
  iso(atMs: number): string
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const goods = [...seafood, ...meatAndDairy, ...produce]

/** Lots on sale lie in their cabinets still: their reports go on. */
export function shopRecords(times: ShopTimes): ShopRecords {
  const { site, batch, halfDayMs, iso, shrimpLot } = times
  const withLots = goods.flatMap(({ product, lot }) => (lot === undefined ? [] : [{ product, lot }]))
  const lotOf = (product: string): string => {
    const found = withLots.find((one) => one.product.id === product)
    if (found === undefined) throw new Error(`the simulated shop has no lot of ${product}`)
    return `${found.lot.code}-${batch}`
  }
  const trips = Map.groupBy(
    withLots.filter(({ lot }) => lot.trip !== undefined),
    ({ lot }) => lot.trip as Trip,
  )
  return {
    products: goods.map(({ product }) => product),
    lots: withLots.map(({ product, lot }) => ({
      id: `${lot.code}-${batch}`,
      product: product.id,
      supplier: lot.supplier,
      originZh: lot.origin[0],
      originEn: lot.origin[1],
      ...(lot.place && { originLatitude: lot.place[0], originLongitude: lot.place[1] }),
      packedAt: iso(packedMs(times, lot)),
      useBy: iso(halfDayMs + lot.lifeDays * dayMs),
      quantity: lot.quantity,
    })),
    consignments: [...trips].map(([trip, loads]) => ({
      id: `C-SHOP-${trip.toUpperCase()}-${batch}`,
      lots: loads.map(({ lot }) => `${lot.code}-${batch}`),
      legs: legsOf(trip, times),
    })),
    orders: ordersOf(times, lotOf),
    stores: [simulatedStore(site)],
    productCards: goods.map(cardOf),
    shelfItems: goods.map(({ product, lot, priceFen, stock, shelf, asset }) => ({
      store: site,
      product: product.id,
      priceFen,
      stock,
      shelf,
      ...(asset && { asset }),
      ...(lot && { lot: `${lot.code}-${batch}` }),
      ...(product.id === 'shrimp-frozen' && { lot: shrimpLot }),
    })),
    offers: offersOf(times),
  }
}

/** Packed before it was loaded. */
function packedMs({ loadedMs, milkStoredMs, halfDayMs }: ShopTimes, { trip, packedHours }: NonNullable<Goods['lot']>) {
  if (trip === 'fish') return loadedMs - 40 * minuteMs
  if (trip === 'dairy') return milkStoredMs - 50 * minuteMs
  return halfDayMs - packedHours * hourMs
}

function legsOf(trip: Trip, times: ShopTimes): ShopRecords['consignments'][number]['legs'] {
  const { site, iso, loadedMs, arrivedMs, milkStoredMs } = times
  const [first, firstPhase, fromMs, cabinet] =
    trip === 'fish'
      ? (['truck-1', 'transit', loadedMs, 'cabinet-1'] as const)
      : (['coldroom-1', 'storage', milkStoredMs, 'cabinet-2'] as const)
  return [
    { site, asset: first, phase: firstPhase, from: iso(fromMs), until: iso(arrivedMs) },
    { site, asset: cabinet, phase: 'cabinet', from: iso(arrivedMs) },
  ]
}

const cardOf = ({
  product,
  attributes,
  keep,
  cook,
  nutrition,
  zh,
  en,
}: Goods): ShopRecords['productCards'][number] => ({
  product: product.id,
  attributes: attributesOf(attributes),
  keepZh: keep[0],
  keepEn: keep[1],
  ...(cook && { cookZh: cook[0], cookEn: cook[1] }),
  ...(nutrition && {
    nutrition: {
      kilojoules: nutrition[0],
      proteinGrams: nutrition[1],
      fatGrams: nutrition[2],
      carbohydrateGrams: nutrition[3],
      sodiumMilligrams: nutrition[4],
    },
  }),
  aliasesZh: zh,
  aliasesEn: en,
})

/** Numbers as a person reads them out, each with the last four digits of an invented telephone. */
function ordersOf({ site, iso, soldMs }: ShopTimes, lotOf: (product: string) => string): ShopRecords['orders'] {
  const order = (
    id: string,
    phoneDigits: string,
    customer: string,
    orderedMs: number,
    takenMinutes: number | null,
    lines: [product: string, quantity: number][],
  ): ShopRecords['orders'][number] => ({
    id,
    customer,
    phoneDigits,
    store: site,
    orderedAt: iso(orderedMs),
    promisedAt: iso(orderedMs + 45 * minuteMs),
    ...(takenMinutes !== null && { deliveredAt: iso(orderedMs + takenMinutes * minuteMs) }),
    lines: lines.map(([product, quantity]) => ({ lot: lotOf(product), quantity })),
  })
  return [
    order('4719', '0842', 'C-20011', soldMs - 100 * minuteMs, 38, [
      ['salmon-fillet', 0.5],
      ['milk-fresh', 2],
      ['strawberries', 1],
    ]),
    order('8812', '1357', 'C-20012', soldMs - 70 * minuteMs, 41, [
      ['shrimp-jiwei', 1],
      ['tofu', 2],
      ['cherries', 0.5],
    ]),
    order('2035', '7001', 'C-20013', soldMs - 60 * minuteMs, 33, [
      ['oyster', 12],
      ['sea-bass', 1.1],
    ]),
    order('1077', '3310', 'C-20014', soldMs - 50 * minuteMs, 40, [
      ['eggs', 1],
      ['yogurt', 3],
      ['spinach', 0.6],
    ]),
    // Still on its way.
    order('66021', '2468', 'C-20015', soldMs, null, [
      ['crab', 4],
      ['milk-fresh', 1],
    ]),
  ]
}

function offersOf({ site, batch, halfDayMs, iso }: ShopTimes): ShopRecords['offers'] {
  const offer = (product: string, priceFen: number, noteZh: string, noteEn: string, membersOnly = false) => ({
    id: `OFFER-${product}-${batch}`,
    store: site,
    product,
    priceFen,
    from: iso(halfDayMs - dayMs),
    until: iso(halfDayMs + 30 * dayMs),
    membersOnly,
    noteZh,
    noteEn,
  })
  return [
    offer('salmon-fillet', 13800, '本周鲜鱼特价', 'Fish of the week'),
    offer('cherries', 9900, '新果上市', 'New harvest'),
    offer('yogurt', 990, '两件起更划算', 'Good with berries'),
    offer('beef-sliced', 3990, '火锅季', 'Hotpot season'),
    offer('eggs', 1690, '会员专享', 'For members', true),
  ]
}
