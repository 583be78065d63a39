import type { Order } from '@larder/contracts/order'
import type { Database } from '../database/open.ts'
import type { CaseSchema, PastCase } from './case.ts'
import { orderCase, type SiteSources } from './site-cases.ts'
import { siteCategories, siteChannels, siteNumbers, stepMinutes } from './site-features.ts'

/** Customers who complain do so within this time; younger orders have no outcome yet. */
const settledAfterMs = 3 * 86_400_000
const pageOrders = 500

export const siteSchema: CaseSchema = {
  numbers: siteNumbers,
  categories: siteCategories,
  channels: siteChannels,
  stepMinutes,
}

/** Every delivered order as it was known at its delivery, with the ticket that came of it, oldest first. */
export async function siteHistory(sources: SiteSources, nowMs: number, promisedMinutes: number): Promise<PastCase[]> {
  const ids = await sources.database
    .selectFrom('order')
    .select('id')
    .where('deliveredAtMs', '<', nowMs - settledAfterMs)
    .orderBy('orderedAtMs')
    .orderBy('id')
    .execute()
  const cases: PastCase[] = []
  for (let start = 0; start < ids.length; start += pageOrders) {
    const page = ids.slice(start, start + pageOrders).map(({ id }) => id)
    const complaints = await complaintsOf(sources.database, page)
    for (const order of await sources.records.findAll('orders', page)) {
      const complainedAtMs = complaints.get(order.id) ?? null
      const known = await orderCase(sources, order, order.deliveredAtMs as number, promisedMinutes)
      cases.push({ ...known, complained: complainedAtMs !== null, complainedAtMs })
    }
  }
  return cases.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
}

/** Order → when its first ticket was opened. */
export async function complaintsOf(database: Database, orders: readonly Order['id'][]): Promise<Map<string, number>> {
  if (orders.length === 0) return new Map()
  const rows = await database
    .selectFrom('ticket')
    .select(['order', ({ fn }) => fn.min('openedAtMs').as('openedAtMs')])
    .where('order', 'in', orders)
    .groupBy('order')
    .execute()
  return new Map(rows.map(({ order, openedAtMs }) => [order as string, Number(openedAtMs)]))
}
