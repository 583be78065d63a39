import type { TraceAnswer } from '@larder/contracts/kiosk-link'
import type { TraceBrief } from '@larder/contracts/store-copy'
import type { Database } from '../database/open.ts'
import { notFound } from '../http/refusal.ts'
import type { Links } from '../reports/links.ts'
import type { Reports } from '../reports/reports.ts'
import { traceBriefOf } from './trace-brief.ts'

export interface TracedBy {
  database: Database
  reports: Pick<Reports, 'get'>
  links: Pick<Links, 'create'>
}

/** The report of what a store sells or sold, with the link that opens it on a phone; 404 for what is another's. */
export async function traceFor(
  { database, reports, links }: TracedBy,
  subject: TraceBrief['subject'],
  site: string,
): Promise<TraceAnswer> {
  if (!(await isOf(database, subject, site))) throw notFound(`${subject.kind} ${subject.id} of this store`)
  const brief = traceBriefOf(await reports.get(subject))
  return { brief, url: (await links.create(subject)).url }
}

async function isOf(database: Database, { kind, id }: TraceBrief['subject'], site: string): Promise<boolean> {
  const orders = database.selectFrom('order').select('order.id').where('store', '=', site)
  if (kind === 'order') return (await orders.where('order.id', '=', id).executeTakeFirst()) !== undefined
  const onShelf = database.selectFrom('shelfItem').select('lot').where('store', '=', site).where('lot', '=', id)
  if ((await onShelf.executeTakeFirst()) !== undefined) return true
  const sold = orders.innerJoin('orderLine', 'orderLine.order', 'order.id').where('orderLine.lot', '=', id)
  return (await sold.executeTakeFirst()) !== undefined
}
