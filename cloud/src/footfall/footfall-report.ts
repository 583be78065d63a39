import type { FootfallSeed } from '@larder/contracts/footfall-seed'
import type { DayFigures, FootfallReport } from '@larder/contracts/footfall-view'
import type { RecognitionFigures } from '@larder/contracts/recognition'
import type { Database } from '../database/open.ts'
import type { Sites } from '../sites/sites.ts'
import { comparisons } from './compare-days.ts'
import { type CountedDay, foldLines, foldZones } from './fold-quarters.ts'
import type { Plans } from './plans.ts'
import type { Quarters } from './quarters.ts'
import { dayAfter, daysFrom, ShopClock } from './shop-clock.ts'
import type { FootfallTables } from './tables.ts'

export interface FootfallReportsOptions {
  database: Database
  quarters: Quarters
  plans: Pick<Plans, 'inForce'>
  sites: Pick<Sites, 'all'>
  now(): number
}

/** Cameras of the simulated shop are called so. */
const simulatedCamera = 'simulated-'
const dayMs = 86_400_000

/** What the manager's page shows of a time: days with what else is known of them, zones, comparisons. */
export class FootfallReports {
  readonly #options: FootfallReportsOptions

  constructor(options: FootfallReportsOptions) {
    this.#options = options
  }

  async of(site: string, from: string, until: string): Promise<FootfallReport> {
    const { now, plans, quarters, sites } = this.#options
    const timeZone = sites.all.find(({ id }) => id === site)?.timeZone ?? 'UTC'
    const clock = new ShopClock(timeZone, (await plans.inForce(site)).resetHour)
    // No zone's day begins more than 14 hours before or after UTC's, nor later than its 23rd hour.
    const [fromMs, untilMs] = [Date.parse(from) - dayMs, Date.parse(until) + 3 * dayMs]
    const rows = await quarters.between(site, fromMs, untilMs)
    const isAsked = ({ fromMs: atMs }: { fromMs: number }) => {
      const { day } = clock.at(atMs)
      return day >= from && day <= until
    }
    const counted = foldLines(rows.lines, rows.cameras, clock)
    const others = await this.#others(site, fromMs, untilMs, clock)
    const days = daysFrom(from, until).map((day) => dayFigures(day, counted.get(day), others))
    return {
      site,
      from,
      until,
      days,
      zones: foldZones(rows.zones.filter(isAsked), clock),
      members: await this.#members(site),
      comparisons: comparisons(days, clock.at(now()).day),
      simulated: rows.cameras.some(({ camera }) => camera.startsWith(simulatedCamera)),
    }
  }

  /** Days of the simulated shop's past; telling one again adds nothing. */
  async keepTrade(site: string, days: FootfallSeed['trade']): Promise<void> {
    if (days.length === 0) return
    await this.#options.database
      .insertInto('footfallTrade')
      .values(days.map((day) => ({ site, ...day })))
      .onConflict((on) => on.doNothing())
      .execute()
  }

  async #members(site: string): Promise<FootfallReport['members']> {
    const rows = await this.#options.database
      .selectFrom('recognitionFigures')
      .innerJoin('kiosk', 'kiosk.id', 'recognitionFigures.kiosk')
      .select('recognitionFigures.figures')
      .where('kiosk.site', '=', site)
      .execute()
    if (rows.length === 0) return null
    const told = rows.map(({ figures }) => JSON.parse(figures) as RecognitionFigures)
    return {
      enrolled: told.reduce((sum, { enrolled }) => sum + enrolled, 0),
      recognised30Days: told.reduce((sum, { recognised30Days }) => sum + recognised30Days, 0),
    }
  }

  async #others(site: string, fromMs: number, untilMs: number, clock: ShopClock): Promise<Others> {
    const { database } = this.#options
    const orders = await database
      .selectFrom('order')
      .select('orderedAtMs as atMs')
      .where('store', '=', site)
      .where('promisedAtMs', 'is', null)
      .where('orderedAtMs', '>=', fromMs)
      .where('orderedAtMs', '<', untilMs)
      .execute()
    const conversations = await database
      .selectFrom('conversation')
      .select('startedAtMs as atMs')
      .where('site', '=', site)
      .where('kiosk', 'is not', null)
      .where('startedAtMs', '>=', fromMs)
      .where('startedAtMs', '<', untilMs)
      .execute()
    const trade = await database.selectFrom('footfallTrade').selectAll().where('site', '=', site).execute()
    const weather = await database
      .selectFrom('riskWeather')
      .selectAll()
      .where('store', '=', site)
      .where('atMs', '>=', fromMs)
      .where('atMs', '<', untilMs)
      .execute()
    const offers = await database
      .selectFrom('offer')
      .innerJoin('product', 'product.id', 'offer.product')
      .select(['offer.id', 'offer.fromMs', 'offer.untilMs', 'product.nameZh', 'product.nameEn'])
      .where('offer.store', '=', site)
      .where('offer.fromMs', '<', untilMs)
      .where('offer.untilMs', '>', fromMs)
      .execute()
    const dayOf = ({ atMs }: { atMs: number }) => clock.at(atMs).day
    return {
      orders: countsOf(orders.map(dayOf)),
      conversations: countsOf(conversations.map(dayOf)),
      trade: new Map(trade.map((one) => [one.day, one])),
      weather: Map.groupBy(weather, dayOf),
      offers: offers.map((offer) => ({
        id: offer.id,
        name: { zh: offer.nameZh, en: offer.nameEn },
        from: clock.at(offer.fromMs).day,
        until: clock.at(offer.untilMs - 1).day,
      })),
    }
  }
}

interface Others {
  orders: Map<string, number>
  conversations: Map<string, number>
  trade: Map<string, FootfallTables['footfallTrade']>
  weather: Map<string, { rainMm: number; outsideCelsius: number }[]>
  offers: (DayFigures['offers'][number] & { from: string; until: string })[]
}

const nobody: CountedDay = {
  in: 0,
  out: 0,
  reEntries: 0,
  heldBack: false,
  hours: Array.from({ length: 24 }, () => null),
}

function dayFigures(day: string, counted: CountedDay = nobody, others: Others): DayFigures {
  const { reEntries, ...figures } = counted
  const visitors = figures.in - reEntries
  const invented = others.trade.get(day)
  const orders = (others.orders.get(day) ?? 0) + (invented?.orders ?? 0)
  const weather = others.weather.get(day)
  return {
    day,
    ...figures,
    visitors,
    orders,
    conversion: visitors > 0 ? orders / visitors : null,
    kioskConversations: (others.conversations.get(day) ?? 0) + (invented?.kioskConversations ?? 0),
    offers: others.offers
      .filter(({ from, until }) => from <= day && day <= until)
      .map(({ id, name }) => ({ id, name })),
    weather: weather
      ? {
          rainMm: weather.reduce((sum, { rainMm }) => sum + rainMm, 0),
          meanCelsius: weather.reduce((sum, { outsideCelsius }) => sum + outsideCelsius, 0) / weather.length,
        }
      : null,
  }
}

function countsOf(days: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1)
  return counts
}

/** The last so many days of the shop, today included. */
export const lastDays = (today: string, count: number) => ({ from: dayAfter(today, 1 - count), until: today })
