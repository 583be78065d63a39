import type { Consignment } from '@larder/contracts/consignment'
import type { Lot } from '@larder/contracts/lot'
import type { TelemetryStore } from '@larder/edge/telemetry/store'
import type { Alerts } from '../../alerts/alerts.ts'
import type { Database } from '../../database/open.ts'
import type { LotHappenings } from '../../lots/happenings.ts'
import type { Records } from '../../records/records.ts'
import type { Sites } from '../../sites/sites.ts'
import { consignmentPacked, type LegTelemetry, legBegun, legSensed } from './leg-events.ts'
import { type DerivedEvent, happened, lotPacked, lotSorted, orderDelivered } from './lot-events.ts'
import type { Known } from './naming.ts'

export interface EventSources {
  database: Database
  records: Records
  lots: LotHappenings
  alerts: Alerts
  sites: Sites
  store: TelemetryStore
  links: { publicUrl: string | undefined }
}

const minuteMs = 60_000
/** No event of a leg has many more intervals than this. */
const mostIntervals = 96
const atMostRows = 10_000
/** Readings of a truck that was offline come after its leg; what comes later still is told as a correction. */
const settleMs = 10 * minuteMs

/** Every event our records tell of the time from `fromMs` until before `untilMs`. Legs are told when they have ended. */
export async function deriveEvents(
  sources: EventSources,
  fromMs: number,
  untilMs: number,
  nowMs: number,
): Promise<DerivedEvent[]> {
  const { database, records, lots: happenings } = sources
  const until = Math.min(untilMs, nowMs + 1)
  const packed = await madeOutside(database, fromMs, until)
  const sorted = await database
    .selectFrom('sortingRecord')
    .selectAll()
    .where('atMs', '>=', fromMs)
    .where('atMs', '<', until)
    .limit(atMostRows)
    .execute()
  const delivered = await database
    .selectFrom('order')
    .select('id')
    .where('deliveredAtMs', '>=', fromMs)
    .where('deliveredAtMs', '<', until)
    .limit(atMostRows)
    .execute()
  const orders = await records.findAll(
    'orders',
    delivered.map(({ id }) => id),
  )
  const consignments = await consignmentsOf(sources, fromMs, until)
  const events = await happenings.happenings(fromMs, until)
  const named = new Set([
    ...packed.map(({ id }) => id),
    ...sorted.map(({ lot }) => lot),
    ...orders.flatMap(({ lines }) => lines.map(({ lot }) => lot)),
    ...consignments.flatMap(({ lots }) => lots),
    ...events.flatMap((one) => {
      if (one.kind === 'receipt') return [one.receipt.lot]
      if (one.kind === 'transformation') return one.transformation.lots.map(({ lot }) => lot)
      return [one.kind === 'disposition' ? one.disposition.lot : one.recall.lot]
    }),
  ])
  const known = await knownOf(sources, [...named])
  const inTime = (atMs: number) => atMs >= fromMs && atMs < until
  const legs = consignments.flatMap((consignment) => {
    const [first] = [...consignment.legs].sort((a, b) => a.fromMs - b.fromMs)
    return [
      ...(first !== undefined && inTime(first.fromMs) ? consignmentPacked(consignment, known) : []),
      ...consignment.legs.filter(({ fromMs: at }) => inTime(at)).map((leg) => legBegun(consignment, leg, known)),
    ]
  })
  const sensed: DerivedEvent[] = []
  for (const consignment of consignments) {
    for (const leg of consignment.legs) {
      if (leg.untilMs === null || !inTime(leg.untilMs) || leg.untilMs > nowMs - settleMs) continue
      const ended = { ...leg, untilMs: leg.untilMs }
      const telemetry = await telemetryOf(sources, ended)
      sensed.push(...legSensed(consignment, ended, telemetry, rawDataOf(sources, ended), known))
    }
  }
  return [
    ...packed.map((lot) => lotPacked(lot, known)),
    ...sorted.map((record) => lotSorted(record, known)),
    ...orders.flatMap((order) => orderDelivered(order, known)),
    ...legs,
    ...sensed,
    ...events.map((one) => happened(one, known)),
  ]
}

/** Lots that came to be otherwise than out of other lots, which their transformation tells. */
const madeOutside = (database: Database, fromMs: number, untilMs: number): Promise<Lot[]> =>
  database
    .selectFrom('lot')
    .selectAll()
    .where('packedAtMs', '>=', fromMs)
    .where('packedAtMs', '<', untilMs)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('transformationLot')
            .select('transformationLot.lot')
            .whereRef('transformationLot.lot', '=', 'lot.id')
            .where('side', '=', 'output'),
        ),
      ),
    )
    .limit(atMostRows)
    .execute()

async function consignmentsOf(
  { database, records }: EventSources,
  fromMs: number,
  untilMs: number,
): Promise<Consignment[]> {
  const rows = await database
    .selectFrom('consignmentLeg')
    .select('consignment')
    .distinct()
    .where(({ or, and, eb }) =>
      or([
        and([eb('fromMs', '>=', fromMs), eb('fromMs', '<', untilMs)]),
        and([eb('untilMs', '>=', fromMs), eb('untilMs', '<', untilMs)]),
      ]),
    )
    .limit(atMostRows)
    .execute()
  return records.findAll(
    'consignments',
    rows.map(({ consignment }) => consignment),
  )
}

async function knownOf({ records, sites }: EventSources, ids: string[]): Promise<Known> {
  const lots = await records.findAll('lots', ids)
  const products = await records.findAll('products', [...new Set(lots.map(({ product }) => product))])
  return {
    lots: new Map(lots.map((lot) => [lot.id, lot])),
    products: new Map(products.map((product) => [product.id, product])),
    sites: sites.all,
  }
}

type EndedLeg = Consignment['legs'][number] & { untilMs: number }

/** What an asset's probes saw during a leg that has ended, in at most about a hundred stretches each. */
export async function telemetryOf({ sites, store, alerts }: EventSources, leg: EndedLeg): Promise<LegTelemetry> {
  const { site, asset, fromMs, untilMs } = leg
  const windowMinutes = Math.max(1, Math.ceil((untilMs - fromMs) / mostIntervals / minuteMs / 15)) * 15
  const configured = sites.asset(site, asset)?.probes ?? []
  const probes = await Promise.all(
    configured
      .filter(({ role }) => role === 'air' || role === 'product')
      .map(async ({ id }) => ({
        probe: id,
        stretches: await store.stretches({ site, asset, probe: id, fromMs, untilMs, windowMinutes }),
      })),
  )
  return { probes, situations: await alerts.situations({ site, asset, fromMs, untilMs }) }
}

/** Where staff see the single readings. */
const rawDataOf =
  ({ links }: EventSources, { site, asset }: EndedLeg) =>
  (fromMs: number, untilMs: number): string => {
    const base = (links.publicUrl ?? 'https://localhost').replace(/\/$/, '')
    const query = new URLSearchParams({ fromMs: String(fromMs), untilMs: String(untilMs) })
    return `${base}/api/assets/${site}/${asset}/history?${query}`
  }
