import type { Leg } from '@larder/contracts/consignment'
import type { Order } from '@larder/contracts/order'
import { type ProfileSet, profileNamed } from '@larder/contracts/profiles'
import type { ProbeRole, Site } from '@larder/contracts/site'
import type { TelemetryStore } from '@larder/edge/telemetry/store'
import type { Database } from '../database/open.ts'
import type { Records } from '../records/records.ts'
import type { RiskCase } from './case.ts'
import { mostSteps } from './encoder.ts'
import { fragilityOf, stepMinutes } from './site-features.ts'

export interface SiteSources {
  database: Database
  records: Records
  sites: { readonly all: readonly Site[] }
  profiles: { readonly all: ProfileSet }
  store: TelemetryStore
}

const stepMs = stepMinutes * 60_000
const windowMs = mostSteps * stepMs
const weatherHoldsMs = 3 * 3_600_000

/** What is known of an order at `asOfMs`; live scoring and training on the site's history both look through this. */
export async function orderCase(
  sources: SiteSources,
  order: Order,
  asOfMs: number,
  promisedMinutes: number,
): Promise<RiskCase> {
  const untilMs = Math.min(asOfMs, order.deliveredAtMs ?? asOfMs)
  const lots = order.lines.map(({ lot }) => lot)
  const { database } = sources
  const held = await database
    .selectFrom('consignmentLot')
    .select('consignment')
    .distinct()
    .where('lot', 'in', lots)
    .execute()
  const consignments = await sources.records.findAll(
    'consignments',
    held.map(({ consignment }) => consignment),
  )
  const way = await wayOf(sources, lots, consignments, untilMs)
  const promisedMs = order.promisedAtMs ?? order.orderedAtMs + promisedMinutes * 60_000
  const delayMinutes = Array.from({ length: mostSteps }, (_, step) =>
    Math.max(0, (way.fromMs + (step + 1) * stepMs - promisedMs) / 60_000),
  )
  return {
    id: order.id,
    atMs: order.orderedAtMs,
    departedAtMs: way.fromMs,
    deliveredAtMs: order.deliveredAtMs,
    numbers: {
      fragility: way.fragility,
      ...(await weatherAt(database, order.store, untilMs)),
      pastTickets: order.customer === null ? null : await pastTickets(database, order.customer, order.orderedAtMs),
    },
    categories: { product: way.product, carrier: way.carrier, route: order.store },
    sequences: { overLimitCelsius: way.overLimitCelsius, delayMinutes, shockG: [] },
  }
}

/** A consignment has no customer and no promise: its way and its goods speak. */
export async function consignmentCase(
  sources: SiteSources,
  { id, lots, legs }: { id: string; lots: string[]; legs: Leg[] },
  asOfMs: number,
): Promise<RiskCase> {
  const ends = legs.map((leg) => leg.untilMs ?? asOfMs)
  const untilMs = Math.min(asOfMs, Math.max(...ends))
  const way = await wayOf(sources, lots, [{ lots, legs }], untilMs)
  const last = legs.at(-1)
  return {
    id,
    atMs: Math.min(...legs.map(({ fromMs }) => fromMs)),
    departedAtMs: way.fromMs,
    deliveredAtMs: legs.some((leg) => leg.untilMs === null) ? null : untilMs,
    numbers: {
      fragility: way.fragility,
      ...(last === undefined ? noWeather : await weatherAt(sources.database, last.site, untilMs)),
      pastTickets: null,
    },
    categories: { product: way.product, carrier: way.carrier, route: last?.site ?? null },
    sequences: { overLimitCelsius: way.overLimitCelsius, delayMinutes: [], shockG: [] },
  }
}

interface Way {
  fromMs: number
  product: string | null
  carrier: string | null
  fragility: number | null
  overLimitCelsius: (number | null)[]
}

/** The last six hours on every leg that held the goods, each leg against the strictest limit of those of them it held. */
async function wayOf(
  sources: SiteSources,
  lotIds: string[],
  consignments: readonly { lots: string[]; legs: Leg[] }[],
  untilMs: number,
): Promise<Way> {
  const fromMs = Math.ceil(untilMs / stepMs) * stepMs - windowMs
  const lots = await sources.records.findAll('lots', [...new Set(lotIds)])
  const products = await sources.records.findAll('products', [...new Set(lots.map(({ product }) => product))])
  const profileOf = new Map(products.map(({ id, profile }) => [id, profileNamed(profile, sources.profiles.all)]))
  const overLimitCelsius: (number | null)[] = new Array(mostSteps).fill(null)
  for (const { lots: held, legs } of consignments) {
    const goods = lots.filter(({ id }) => held.includes(id))
    const limits = goods.map(({ product }) => profileOf.get(product)?.high?.limitCelsius)
    const limitCelsius = Math.min(...limits.filter((limit) => limit !== undefined))
    if (!Number.isFinite(limitCelsius)) continue
    const recent = legs.filter((leg) => (leg.untilMs ?? untilMs) > fromMs && leg.fromMs < untilMs)
    for (const leg of recent) await readLeg(sources, leg, { fromMs, untilMs, limitCelsius }, overLimitCelsius)
  }
  const rides = consignments.flatMap(({ legs }) => legs.filter(({ phase }) => phase === 'transit'))
  return {
    fromMs,
    product: products[0]?.id ?? null,
    carrier: rides.toSorted((a, b) => b.fromMs - a.fromMs)[0]?.asset ?? null,
    fragility: products.length === 0 ? null : Math.max(...products.map(({ profile }) => fragilityOf(profile))),
    overLimitCelsius,
  }
}

async function readLeg(
  { sites, store }: SiteSources,
  { site, asset, ...leg }: Leg,
  span: { fromMs: number; untilMs: number; limitCelsius: number },
  overLimitCelsius: (number | null)[],
): Promise<void> {
  const probes = sites.all.find(({ id }) => id === site)?.assets.find(({ id }) => id === asset)?.probes ?? []
  const speaking = (role: ProbeRole) => probes.filter((probe) => probe.role === role)
  const deciding = speaking('product').length > 0 ? speaking('product') : speaking('air')
  const fromMs = Math.max(span.fromMs, leg.fromMs)
  const untilMs = Math.min(span.untilMs, leg.untilMs ?? span.untilMs)
  if (untilMs <= fromMs) return
  for (const probe of deciding) {
    const found = await store.stretches({ site, asset, probe: probe.id, fromMs, untilMs, windowMinutes: stepMinutes })
    for (const { firstMs, meanCelsius } of found) {
      const step = Math.floor((firstMs - span.fromMs) / stepMs)
      if (step < 0 || step >= mostSteps || !Number.isFinite(meanCelsius)) continue
      const over = meanCelsius - span.limitCelsius
      overLimitCelsius[step] = Math.max(overLimitCelsius[step] ?? Number.NEGATIVE_INFINITY, over)
    }
  }
}

const noWeather = { outsideCelsius: null, rainMm: null }

async function weatherAt(database: Database, store: string, atMs: number) {
  const found = await database
    .selectFrom('riskWeather')
    .select(['outsideCelsius', 'rainMm'])
    .where('store', '=', store)
    .where('atMs', '<=', atMs)
    .where('atMs', '>', atMs - weatherHoldsMs)
    .orderBy('atMs', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found ?? noWeather
}

/** Tickets about the customer's other orders that were open before this one was placed. */
async function pastTickets(database: Database, customer: string, beforeMs: number): Promise<number> {
  const { count } = await database
    .selectFrom('ticket')
    .innerJoin('order', 'order.id', 'ticket.order')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('order.customer', '=', customer)
    .where('ticket.openedAtMs', '<', beforeMs)
    .executeTakeFirstOrThrow()
  return Number(count)
}
