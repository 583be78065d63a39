import type { Lot } from '@larder/contracts/lot'
import type { Product } from '@larder/contracts/product'
import type { Site } from '@larder/contracts/site'

/** What the events need to know of lots, products and sites. */
export interface Known {
  lots: ReadonlyMap<string, Lot>
  products: ReadonlyMap<string, Product>
  sites: readonly Site[]
}

/** Our own names stand below this prefix of events' extensions. */
export const context = { larder: 'urn:x-larder:' }

const segment = (text: string): string => encodeURIComponent(text.trim()).replaceAll("'", '%27')

/** A place: a site, one of its assets, or what the records call it. */
export const locationId = (site: string, asset?: string): string =>
  `urn:x-larder:loc:${segment(site)}${asset === undefined ? '' : `.${segment(asset)}`}`
export const objectId = (kind: string, ...names: string[]): string =>
  `urn:x-larder:obj:${[kind, ...names].map(segment).join('.')}`
export const transactionId = (kind: string, id: string): string => `urn:x-larder:bt:${kind}.${segment(id)}`

/** AI 10 holds at most 20 characters (GS1 General Specifications §3.4.4). */
export const fitsDigitalLink = (lot: string): boolean => lot.length <= 20

/** The lot as a class of goods: its Digital Link where the product has a GTIN, else a name of our own. */
export function lotClass(id: string, { lots, products }: Known): string {
  const { gtin } = products.get(lots.get(id)?.product ?? '') ?? {}
  return gtin && fitsDigitalLink(id)
    ? `https://id.gs1.org/01/${gtin}/10/${id}`
    : `urn:x-larder:class:lot.${segment(id)}`
}

/** So many of a lot; pieces and packs are counted, which EPCIS says by leaving the unit out. */
export function quantityOf(lot: string, quantity: number, known: Known) {
  const unit = known.products.get(known.lots.get(lot)?.product ?? '')?.unit
  return { epcClass: lotClass(lot, known), quantity, ...(unit === 'kg' ? { uom: 'KGM' } : {}) }
}

/** When something happened, with the offset of the clock on the wall where it did. */
export function when(atMs: number, site: string | undefined, { sites }: Known) {
  const timeZone = (sites.find(({ id }) => id === site) ?? sites[0])?.timeZone ?? 'UTC'
  return { eventTime: new Date(atMs).toISOString(), eventTimeZoneOffset: offsetOf(atMs, timeZone) }
}

function offsetOf(atMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(atMs)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  return name === 'GMT' ? '+00:00' : name.slice(3)
}
