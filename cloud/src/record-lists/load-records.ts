import type { Consignment } from '@larder/contracts/consignment'
import type { Stretch } from '@larder/edge/telemetry/store'
import type { EventSources } from '../epcis/internal/derive.ts'
import { telemetryOf } from '../epcis/internal/derive.ts'
import { Refusal } from '../http/refusal.ts'
import type { ListRecords, Stay } from './list-records.ts'

/** A spreadsheet that is still opened with pleasure; more is asked for in parts. */
const mostStays = 10_000

/** Everything on file of what began from `fromMs` until before `untilMs`. */
export async function loadListRecords(
  sources: EventSources,
  fromMs: number,
  untilMs: number,
  withTemperatures: boolean,
): Promise<ListRecords> {
  const { database, records, lots: happenings, sites } = sources
  const began = await database
    .selectFrom('consignmentLeg')
    .select('consignment')
    .distinct()
    .where('fromMs', '>=', fromMs)
    .where('fromMs', '<', untilMs)
    .limit(mostStays)
    .execute()
  const consignments = await records.findAll(
    'consignments',
    began.map(({ consignment }) => consignment),
  )
  const happened = await happenings.happenings(fromMs, untilMs)
  const receipts = happened.flatMap((one) => (one.kind === 'receipt' ? [one.receipt] : []))
  const transformations = happened.flatMap((one) => (one.kind === 'transformation' ? [one.transformation] : []))
  const ids = new Set([
    ...consignments.flatMap(({ lots }) => lots),
    ...receipts.map(({ lot }) => lot),
    ...transformations.flatMap(({ lots }) => lots.map(({ lot }) => lot)),
  ])
  const lots = await records.findAll('lots', [...ids])
  const products = await records.findAll('products', [...new Set(lots.map(({ product }) => product))])
  const stays: Stay[] = []
  for (const consignment of consignments) {
    stays.push(...(await staysOf(sources, consignment, (atMs) => atMs >= fromMs && atMs < untilMs, withTemperatures)))
    if (stays.length > mostStays) {
      throw new Refusal(400, 'too-large', `more than ${mostStays} rows: ask for less time`)
    }
  }
  stays.sort((a, b) => a.leg.fromMs - b.leg.fromMs || (a.lot < b.lot ? -1 : 1))
  return {
    lots: new Map(lots.map((lot) => [lot.id, lot])),
    products: new Map(products.map((product) => [product.id, product])),
    sites: sites.all,
    receipts,
    transformations,
    stays,
    consignmentsOf: await consignmentsOf(sources, [...ids]),
  }
}

async function staysOf(
  sources: EventSources,
  consignment: Consignment,
  inTime: (atMs: number) => boolean,
  withTemperatures: boolean,
): Promise<Stay[]> {
  const legs = consignment.legs.toSorted((a, b) => a.fromMs - b.fromMs)
  const stays: Stay[] = []
  for (const [index, leg] of legs.entries()) {
    if (!inTime(leg.fromMs)) continue
    const ended = withTemperatures && leg.untilMs !== null ? { ...leg, untilMs: leg.untilMs } : undefined
    const { probes, situations } =
      ended === undefined ? { probes: [], situations: [] } : await telemetryOf(sources, ended)
    const temperature = extremes(probes.flatMap(({ stretches }) => stretches))
    const place = { leg, before: legs[index - 1], after: legs[index + 1], temperature, situations }
    stays.push(...consignment.lots.map((lot) => ({ consignment, lot, ...place })))
  }
  return stays
}

function extremes(stretches: readonly Stretch[]): Stay['temperature'] {
  const count = stretches.reduce((sum, one) => sum + one.count, 0)
  if (count === 0) return null
  return {
    minCelsius: Math.min(...stretches.map(({ minCelsius }) => minCelsius)),
    meanCelsius: stretches.reduce((sum, { meanCelsius, count: of }) => sum + meanCelsius * of, 0) / count,
    maxCelsius: Math.max(...stretches.map(({ maxCelsius }) => maxCelsius)),
  }
}

async function consignmentsOf({ database }: EventSources, lots: string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (let start = 0; start < lots.length; start += 500) {
    const rows = await database
      .selectFrom('consignmentLot')
      .select(['lot', (select) => select.fn.count('consignment').distinct().as('held')])
      .where('lot', 'in', lots.slice(start, start + 500))
      .groupBy('lot')
      .execute()
    for (const { lot, held } of rows) counts.set(lot, Number(held))
  }
  return counts
}
