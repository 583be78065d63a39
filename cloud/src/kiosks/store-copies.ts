import { createHash } from 'node:crypto'
import type { Article } from '@larder/contracts/article'
import { orderProof } from '@larder/contracts/order-proof'
import type { Reading } from '@larder/contracts/reading'
import type { FaceErasureWanted, RecognitionSetting } from '@larder/contracts/recognition'
import type { Site } from '@larder/contracts/site'
import type { OrderBrief, StoreCopy } from '@larder/contracts/store-copy'
import type { Database } from '../database/open.ts'
import { Refusal } from '../http/refusal.ts'
import type { Records } from '../records/records.ts'
import { Recent } from '../reports/recent.ts'
import { cabinetsOf } from './cabinets.ts'
import type { Kiosk } from './kiosks.ts'
import type { LotBriefs } from './lot-briefs.ts'

export interface CopySources {
  database: Database
  records: Records
  sites: { readonly all: readonly Site[] }
  live: { latest(site: string | undefined): Promise<{ readings: Reading[] }> }
  alerts: { list(filter: { state: 'open'; limit: number; site: string }): Promise<{ situation: { asset: string } }[]> }
  briefs: Pick<LotBriefs, 'of'>
  articles(): Promise<Article[]>
  mindVersion(): number
  recognition(): Promise<RecognitionSetting>
  /** Of that kiosk alone. */
  eraseFaces(kiosk: string): Promise<FaceErasureWanted[]>
  now(): number
}

type SharedCopy = Omit<StoreCopy, 'orders'> & { orders: (OrderBrief & { digits: string | null })[] }

/** Many kiosks ask at once; they share what was looked up for so long. */
const freshMs = 3000
const dayMs = 86_400_000
const orderDays = 14
const maxOrders = 500
const maxProducts = 2000

/** What the kiosks of a store know by themselves; looked up once for all of them. */
export class StoreCopies {
  readonly #sources: CopySources
  readonly #recent = new Recent<SharedCopy>(freshMs, 20)

  constructor(sources: CopySources) {
    this.#sources = sources
  }

  /** `etag` changes with the content, not with the time alone. */
  async of({ id, site, key }: Pick<Kiosk, 'id' | 'site' | 'key'>): Promise<{ copy: StoreCopy; etag: string }> {
    const { orders, ...shared } = await this.#shared(site)
    const proven = orders.map(({ digits, ...order }) => ({
      ...order,
      proof: digits === null ? null : orderProof(key, order.id, digits),
    }))
    const copy = { ...shared, orders: proven, eraseFaces: await this.#sources.eraseFaces(id) }
    const etag = createHash('sha256')
      .update(JSON.stringify({ ...copy, atMs: 0 }))
      .digest('base64url')
    return { copy, etag: `"${etag.slice(0, 27)}"` }
  }

  /** The same without orders, for a mind that runs here: an order is opened by its proof each time. */
  async withoutOrders(site: string): Promise<StoreCopy> {
    return { ...(await this.#shared(site)), orders: [] }
  }

  /** What was looked up before a change is not told again. */
  forget(): void {
    this.#recent.clear()
  }

  #shared(site: string): Promise<SharedCopy> {
    const nowMs = this.#sources.now()
    return this.#recent.get(site, nowMs, () => this.#make(site, nowMs))
  }

  async #make(site: string, nowMs: number): Promise<SharedCopy> {
    const { database, records, sites, live, alerts, briefs, articles, mindVersion, recognition } = this.#sources
    const configured = sites.all.find(({ id }) => id === site)
    if (configured === undefined) throw new Refusal(409, 'no-site', `larder.json has no site ${site} any more`)
    const rows = await Promise.all([
      records.find('stores', site),
      records.list('products', { limit: maxProducts }),
      records.list('product-cards', { limit: maxProducts }),
      database.selectFrom('shelfItem').selectAll().where('store', '=', site).orderBy('product').execute(),
      database
        .selectFrom('offer')
        .selectAll()
        .where('store', '=', site)
        .where('untilMs', '>', nowMs)
        .orderBy('id')
        .limit(maxProducts)
        .execute(),
      live.latest(site),
      alerts.list({ state: 'open', limit: 1000, site }),
      this.#orders(site, nowMs),
      articles(),
    ])
    const [store, products, cards, shelf, current, { readings }, open, orders, published] = rows
    const onSale = new Set(shelf.map(({ product }) => product))
    const bought = orders.flatMap(({ lines }) => lines)
    const told = new Set([...onSale, ...bought.map(({ product }) => product)])
    const lots = [...new Set([...shelf.flatMap(({ lot }) => lot ?? []), ...bought.map(({ lot }) => lot)])]
    const alarmed = new Set(open.map(({ situation }) => situation.asset))
    return {
      site,
      name: configured.name,
      timeZone: configured.timeZone,
      atMs: nowMs,
      store: store ?? null,
      products: products.filter(({ id }) => told.has(id)),
      cards: cards.filter(({ product }) => onSale.has(product)),
      shelf: shelf.map(({ asset, lot, ...item }) => ({ ...item, ...(asset && { asset }), ...(lot && { lot }) })),
      offers: current.map(({ store: _store, membersOnly, ...offer }) => ({ ...offer, membersOnly: membersOnly === 1 })),
      cabinets: cabinetsOf(configured.assets, readings, alarmed, nowMs),
      lots: await briefs.of(lots),
      orders,
      articles: published,
      mindVersion: mindVersion(),
      recognition: await recognition(),
    }
  }

  async #orders(site: string, nowMs: number): Promise<SharedCopy['orders']> {
    const { database } = this.#sources
    const rows = await database
      .selectFrom('order')
      .leftJoin('orderPhone', 'orderPhone.order', 'order.id')
      .select(['order.id', 'orderedAtMs', 'promisedAtMs', 'deliveredAtMs', 'digits'])
      .where('store', '=', site)
      .where('orderedAtMs', '>', nowMs - orderDays * dayMs)
      .orderBy('orderedAtMs', 'desc')
      .orderBy('order.id')
      .limit(maxOrders)
      .execute()
    const lines = await linesOf(
      database,
      rows.map(({ id }) => id),
    )
    return rows.map(({ digits, ...order }) => ({ ...order, lines: lines.get(order.id) ?? [], digits }))
  }
}

/** The lines of orders, each with the product that its lot is of. */
export async function linesOf(
  database: Database,
  orders: readonly string[],
): Promise<Map<string, OrderBrief['lines']>> {
  if (orders.length === 0) return new Map()
  const rows = await database
    .selectFrom('orderLine')
    .innerJoin('lot', 'lot.id', 'orderLine.lot')
    .select(['orderLine.order', 'orderLine.lot', 'orderLine.quantity', 'lot.product'])
    .where('orderLine.order', 'in', [...orders])
    .orderBy('orderLine.order')
    .orderBy('ordinal')
    .execute()
  const grouped = Map.groupBy(rows, ({ order }) => order)
  return new Map([...grouped].map(([order, of]) => [order, of.map(({ order: _order, ...line }) => line)]))
}
