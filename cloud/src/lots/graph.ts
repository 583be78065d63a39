import type { LotGraphView, TracedLot } from '@larder/contracts/lot-graph'
import type { Database } from '../database/open.ts'
import { inChunks } from './chunks.ts'
import { closureOf, type Direction } from './closure.ts'

/** What one answer holds at most: enough for a page, for a report, and for a person to read. */
export interface Bounds {
  lots: number
  orders: number
  consignments: number
}

export const pageBounds: Bounds = { lots: 2000, orders: 2000, consignments: 2000 }

/** A recall must find everyone: bounded by memory alone. */
export const recallBounds: Bounds = { lots: 200_000, orders: 200_000, consignments: 200_000 }

/** Which lots became which, and whom they reached. */
export class LotGraph {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Where a lot came from; an unknown lot stands alone. */
  backward(lot: string, bounds: Bounds = pageBounds): Promise<LotGraphView> {
    return this.#view(lot, 'backward', bounds)
  }

  /** What a lot became, and everyone it reached. */
  forward(lot: string, bounds: Bounds = pageBounds): Promise<LotGraphView> {
    return this.#view(lot, 'forward', bounds)
  }

  async #view(lot: string, direction: Direction, bounds: Bounds): Promise<LotGraphView> {
    const closure = await closureOf(this.#database, [lot], direction, bounds.lots)
    const ids = [...closure.depths.keys()]
    const [lots, transformations, receipts, consignments, orders] = await Promise.all([
      this.#lots(ids, closure.depths),
      this.#transformations(closure.transformations),
      this.#receipts(ids),
      this.#consignments(ids, bounds.consignments + 1),
      direction === 'forward' ? this.#orders(ids, bounds.orders + 1) : [],
    ])
    const truncated: LotGraphView['truncated'] = []
    if (closure.truncated) truncated.push('lots')
    if (consignments.length > bounds.consignments) truncated.push('consignments')
    if (orders.length > bounds.orders) truncated.push('orders')
    const shown = { consignments: consignments.slice(0, bounds.consignments), orders: orders.slice(0, bounds.orders) }
    return {
      lot,
      direction,
      lots,
      transformations,
      edges: closure.edges,
      receipts,
      ...shown,
      stores: await this.#stores(shown),
      truncated,
    }
  }

  async #lots(ids: readonly string[], depths: ReadonlyMap<string, number>): Promise<TracedLot[]> {
    const rows = await inChunks(ids, (chunk) =>
      this.#database
        .selectFrom('lot')
        .select(['id', 'product', 'supplier', 'packedAtMs', 'quantity'])
        .where('id', 'in', chunk)
        .execute(),
    )
    const lots = rows.map((row) => ({ ...row, depth: depths.get(row.id) ?? 0 }))
    return lots.sort((a, b) => a.depth - b.depth || (a.id < b.id ? -1 : 1))
  }

  async #transformations(depths: ReadonlyMap<string, number>): Promise<LotGraphView['transformations']> {
    const rows = await inChunks([...depths.keys()], (chunk) =>
      this.#database.selectFrom('transformation').selectAll().where('id', 'in', chunk).execute(),
    )
    const found = rows.map((row) => ({ ...row, depth: depths.get(row.id) ?? 0 }))
    return found.sort((a, b) => a.depth - b.depth || a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
  }

  async #receipts(lots: readonly string[]): Promise<LotGraphView['receipts']> {
    const rows = await inChunks(lots, (chunk) =>
      this.#database.selectFrom('receipt').selectAll().where('lot', 'in', chunk).execute(),
    )
    return rows.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
  }

  async #consignments(lots: readonly string[], limit: number): Promise<LotGraphView['consignments']> {
    let left = limit
    return inChunks(lots, async (chunk) => {
      if (left <= 0) return []
      const rows = await this.#database
        .selectFrom('consignmentLot')
        .select(['consignment as id', 'lot'])
        .where('lot', 'in', chunk)
        .orderBy('consignment')
        .limit(left)
        .execute()
      left -= rows.length
      return rows
    })
  }

  async #orders(lots: readonly string[], limit: number): Promise<LotGraphView['orders']> {
    let left = limit
    const rows = await inChunks(lots, async (chunk) => {
      if (left <= 0) return []
      const some = await this.#database
        .selectFrom('orderLine')
        .innerJoin('order', 'order.id', 'orderLine.order')
        .select(['order.id', 'orderLine.lot', 'orderLine.quantity', 'customer', 'store', 'orderedAtMs'])
        .where('orderLine.lot', 'in', chunk)
        .limit(left)
        .execute()
      left -= some.length
      return some
    })
    return rows.sort((a, b) => a.orderedAtMs - b.orderedAtMs || (a.id < b.id ? -1 : 1))
  }

  async #stores({ consignments, orders }: Pick<LotGraphView, 'consignments' | 'orders'>): Promise<string[]> {
    const ids = [...new Set(consignments.map(({ id }) => id))]
    const legs = await inChunks(ids, (chunk) =>
      this.#database.selectFrom('consignmentLeg').select('site').distinct().where('consignment', 'in', chunk).execute(),
    )
    return [...new Set([...legs.map(({ site }) => site), ...orders.map(({ store }) => store)])].sort()
  }
}
