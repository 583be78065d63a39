import type { Site } from '@larder/contracts/site'
import type { Database } from '../database/open.ts'
import { notFound } from '../http/refusal.ts'
import { Standings } from '../recalls/standings.ts'
import type { Records } from '../records/records.ts'
import type { TraceRecords } from '../trace/trace-records.ts'
import type { Subject } from './links.ts'

/** Everything on file about a lot or an order; rejects with 404 when there is no such thing. */
export async function subjectRecords(
  database: Database,
  records: Records,
  sites: readonly Site[],
  subject: Subject,
): Promise<TraceRecords> {
  const order = subject.kind === 'order' ? await records.find('orders', subject.id) : undefined
  if (subject.kind === 'order' && order === undefined) throw notFound(`order ${subject.id}`)
  const ids = order === undefined ? [subject.id] : [...new Set(order.lines.map(({ lot }) => lot))]
  const onFile = await recordsOfLots(database, records, sites, ids)
  if (onFile.lots.length === 0) throw notFound(`lot ${subject.id}`)
  return { subject, order: order ?? null, ...onFile }
}

/** Everything on file about these lots. */
export async function recordsOfLots(
  database: Database,
  records: Records,
  sites: readonly Site[],
  ids: readonly string[],
): Promise<Omit<TraceRecords, 'subject' | 'order'>> {
  const lots = await records.findAll('lots', ids)
  const products = await records.findAll('products', [...new Set(lots.map(({ product }) => product))])
  const held = await database
    .selectFrom('consignmentLot')
    .select('consignment')
    .distinct()
    .where('lot', 'in', ids)
    .execute()
  const consignments = await records.findAll(
    'consignments',
    held.map(({ consignment }) => consignment),
  )
  const sorting = await database
    .selectFrom('sortingRecord')
    .selectAll()
    .where('lot', 'in', ids)
    .orderBy('atMs')
    .execute()
  const calibrations = await records.calibrations()
  const standings = await new Standings(database).of(ids)
  return { lots, products, consignments, sorting, calibrations, standings, sites: [...sites] }
}
