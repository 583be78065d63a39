import {
  type Offer,
  offerInput,
  type ProductCardRecord,
  productCardInput,
  type ShelfItem,
  type StoreRecord,
  shelfItemInput,
  storeInput,
} from '@larder/contracts/shop'
import type { StoreOffer } from '@larder/contracts/store-copy'
import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { asFlag, asJson } from '../records/coded.ts'
import type { KindRow, RecordFault } from '../records/kinds.ts'

export const stores: KindRow<StoreRecord> = {
  schema: storeInput,
  recordOf: (input: StoreRecord) => input,
  table: 'store',
  key: ['site'],
  columns: ['site', 'phone', 'hours', 'plan', 'membership', 'policy'],
  coded: { hours: asJson, plan: asJson, membership: asJson, policy: asJson },
  omitted: ['phone'],
  searched: ['site'],
  parts: [],
  references: [],
}

export const productCards: KindRow<ProductCardRecord> = {
  schema: productCardInput,
  recordOf: (input: ProductCardRecord) => input,
  table: 'productCard',
  key: ['product'],
  columns: ['product', 'attributes', 'keepZh', 'keepEn', 'cookZh', 'cookEn', 'nutrition', 'aliasesZh', 'aliasesEn'],
  coded: { attributes: asJson, nutrition: asJson, aliasesZh: asJson, aliasesEn: asJson },
  omitted: ['keepZh', 'keepEn', 'cookZh', 'cookEn', 'nutrition'],
  searched: ['product', 'aliasesZh', 'aliasesEn', 'attributes'],
  parts: [],
  references: [{ field: 'product', table: 'product', ids: ({ product }) => [product] }],
}

export const shelfItems: KindRow<ShelfItem> = {
  schema: shelfItemInput,
  recordOf: (input: ShelfItem) => input,
  table: 'shelfItem',
  key: ['store', 'product'],
  columns: ['store', 'product', 'priceFen', 'stock', 'shelf', 'asset', 'lot'],
  omitted: ['asset', 'lot'],
  searched: ['product', 'shelf', 'lot'],
  parts: [],
  references: [
    { field: 'product', table: 'product', ids: ({ product }) => [product] },
    { field: 'lot', table: 'lot', ids: ({ lot }) => (lot === undefined ? [] : [lot]) },
  ],
  check: checkShelves,
}

/** An offer as it is kept: its store beside what a kiosk is told of it. */
export type OfferRecord = StoreOffer & { store: string }

export const offers: KindRow<OfferRecord> = {
  schema: offerInput,
  recordOf: ({ from, until, noteZh, noteEn, ...input }: Offer) => ({
    ...input,
    fromMs: from,
    untilMs: until,
    noteZh: noteZh ?? null,
    noteEn: noteEn ?? null,
  }),
  table: 'offer',
  key: ['id'],
  columns: ['id', 'store', 'product', 'priceFen', 'fromMs', 'untilMs', 'membersOnly', 'noteZh', 'noteEn'],
  coded: { membersOnly: asFlag },
  searched: ['id', 'product', 'noteZh', 'noteEn'],
  newestBy: 'fromMs',
  parts: [],
  references: [{ field: 'product', table: 'product', ids: ({ product }) => [product] }],
  check: async (_database, records) =>
    records.flatMap(({ fromMs, untilMs }, index) =>
      untilMs > fromMs ? [] : [{ index, field: 'until', position: 0, message: 'must be after "from"' }],
    ),
}

/** A shelf is one of its store's plan, so the map can point at it; a lot is of the product it is sold as. */
async function checkShelves(database: Kysely<Tables>, items: readonly ShelfItem[]): Promise<RecordFault[]> {
  const rows = await database.selectFrom('store').select(['site', 'plan']).execute()
  const shelvesOf = new Map(
    rows.map(({ site, plan }) => [
      site,
      new Set((JSON.parse(plan) as StoreRecord['plan']).shelves.map((shelf) => shelf.id)),
    ]),
  )
  const lots = items.flatMap(({ lot }) => lot ?? [])
  const known = lots.length === 0 ? [] : await productsOf(database, lots)
  const productOf = new Map(known.map(({ id, product }) => [id, product]))
  return items.flatMap(({ store, shelf, lot, product }, index): RecordFault[] => {
    const shelves = shelvesOf.get(store)
    const fault = (field: string, message: string) => [{ index, field, position: 0, message }]
    if (shelves === undefined) return fault('store', `there is no store ${store}: import it first`)
    if (!shelves.has(shelf)) return fault('shelf', `the plan of store ${store} has no shelf ${shelf}`)
    if (lot !== undefined && productOf.get(lot) !== product) return fault('lot', `lot ${lot} is not of ${product}`)
    return []
  })
}

const productsOf = (database: Kysely<Tables>, lots: readonly string[]) =>
  database
    .selectFrom('lot')
    .select(['id', 'product'])
    .where('id', 'in', [...new Set(lots)])
    .execute()
