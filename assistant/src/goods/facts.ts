import type { ProductFacts } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'
import type { Product } from '@larder/contracts/product'
import type { ProductCardRecord, ShelfItem, StoreRecord } from '@larder/contracts/shop'
import type { CabinetBrief, LotBrief, StoreCopy, StoreOffer } from '@larder/contracts/store-copy'

/** All that the copy holds of one product, each part absent where it has no record. */
export interface ProductRecords {
  id: string
  product: Product | undefined
  card: ProductCardRecord | undefined
  item: ShelfItem | undefined
  shelf: StoreRecord['plan']['shelves'][number] | undefined
  lot: LotBrief | undefined
  cabinet: CabinetBrief | undefined
  /** What holds now, the cheapest first. */
  offers: StoreOffer[]
}

export function recordsOf(copy: StoreCopy, id: string, nowMs: number): ProductRecords {
  const item = copy.shelf.find(({ product }) => product === id)
  return {
    id,
    product: copy.products.find((product) => product.id === id),
    card: copy.cards.find(({ product }) => product === id),
    item,
    shelf: copy.store?.plan.shelves.find((shelf) => shelf.id === item?.shelf),
    lot: item?.lot === undefined ? undefined : copy.lots.find(({ lot }) => lot === item.lot),
    cabinet: item?.asset === undefined ? undefined : copy.cabinets.find(({ asset }) => asset === item.asset),
    offers: copy.offers
      .filter(({ product, fromMs, untilMs }) => product === id && fromMs <= nowMs && nowMs < untilMs)
      .sort((a, b) => a.priceFen - b.priceFen),
  }
}

/** What anybody pays less for now. */
export const openOffer = ({ offers, item }: ProductRecords): StoreOffer | undefined =>
  offers.find(({ membersOnly, priceFen }) => !membersOnly && priceFen < (item?.priceFen ?? Number.POSITIVE_INFINITY))

export const memberOffer = ({ offers }: ProductRecords): StoreOffer | undefined =>
  offers.find(({ membersOnly }) => membersOnly)

/** What anybody pays now, of the product's unit. */
export const priceNow = (records: ProductRecords): number | undefined =>
  openOffer(records)?.priceFen ?? records.item?.priceFen

export const nameOf = ({ id, product }: ProductRecords, language: Language): string =>
  (language === 'zh' ? product?.nameZh : product?.nameEn) ?? id

export function factsOf(records: ProductRecords): ProductFacts {
  const { id, product, card, item, shelf, lot } = records
  return {
    product: id,
    name: { zh: nameOf(records, 'zh'), en: nameOf(records, 'en') },
    unit: product?.unit ?? 'piece',
    category: card?.attributes.category?.[0] ?? null,
    priceFen: item?.priceFen ?? null,
    offerFen: openOffer(records)?.priceFen ?? null,
    stock: item?.stock ?? null,
    shelf: shelf ? { id: shelf.id, label: shelf.label } : null,
    percentLeft: lot?.standing.state === 'free' ? (lot.life?.percentLeft ?? null) : null,
  }
}

/** In yuan, without a needless nought: 12800 → 128, 990 → 9.9. */
export const yuan = (fen: number): string => String(Math.round(fen) / 100)
export const halfYuan = (fen: number): string => yuan(fen / 2)

export const celsius = (degrees: number): string => `${degrees.toFixed(1).replace('-', '−')} °C`
