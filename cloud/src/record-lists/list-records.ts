import type { Consignment, Leg } from '@larder/contracts/consignment'
import type { Lot } from '@larder/contracts/lot'
import type { Product } from '@larder/contracts/product'
import type { Receipt } from '@larder/contracts/receipt'
import type { Bilingual, Site } from '@larder/contracts/site'
import type { Situation } from '@larder/contracts/situation'
import type { Transformation } from '@larder/contracts/transformation'
import type { Stretch } from '@larder/edge/telemetry/store'

/** One stay of one lot in an asset, with what is known of it. */
export interface Stay {
  consignment: Consignment
  lot: string
  leg: Leg
  before: Leg | undefined
  after: Leg | undefined
  /** Null where nobody was watching, or the stay has not ended. */
  temperature: Pick<Stretch, 'minCelsius' | 'meanCelsius' | 'maxCelsius'> | null
  situations: Situation[]
}

/** What the lists are made of. */
export interface ListRecords {
  lots: ReadonlyMap<string, Lot>
  products: ReadonlyMap<string, Product>
  sites: readonly Site[]
  receipts: Receipt[]
  transformations: Transformation[]
  /** Only those that begin in the time asked about. */
  stays: Stay[]
  /** How many consignments each lot is in: a lot in one alone is in it whole. */
  consignmentsOf: ReadonlyMap<string, number>
}

export const timeZoneIn = ({ sites }: ListRecords, site?: string): string =>
  (sites.find(({ id }) => id === site) ?? sites[0])?.timeZone ?? 'UTC'

export function nameOf({ lots, products }: ListRecords, lot: string): Bilingual | undefined {
  const product = products.get(lots.get(lot)?.product ?? '')
  return product && { zh: product.nameZh, en: product.nameEn }
}

export const unitOf = ({ lots, products }: ListRecords, lot: string): string | undefined =>
  products.get(lots.get(lot)?.product ?? '')?.unit

/** `Shop 1 / 一店 (shop-1)`; a site nobody configured by its id alone. */
export function siteName({ sites }: ListRecords, id: string): string {
  const site = sites.find((one) => one.id === id)
  return site === undefined ? id : `${site.name.en} / ${site.name.zh} (${id})`
}

export const assetName = (records: ListRecords, { site, asset }: Leg): string => {
  const found = records.sites.find(({ id }) => id === site)?.assets.find(({ id }) => id === asset)
  return found === undefined ? asset : `${found.name.en} / ${found.name.zh} (${asset})`
}

/** How much of a lot a consignment holds: on record only where the whole lot is in it. */
export const heldQuantity = ({ lots, consignmentsOf }: ListRecords, lot: string): number | null =>
  consignmentsOf.get(lot) === 1 ? (lots.get(lot)?.quantity ?? null) : null
