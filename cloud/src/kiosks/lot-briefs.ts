import type { LotBrief } from '@larder/contracts/store-copy'
import type { Database } from '../database/open.ts'
import type { Standings } from '../recalls/standings.ts'
import type { Reports } from '../reports/reports.ts'
import { lotBriefOf, underStanding } from './trace-brief.ts'

export interface BriefSources {
  database: Database
  reports: Pick<Reports, 'get'>
  standings: Pick<Standings, 'of'>
  now(): number
}

interface Kept {
  brief: LotBrief
  madeAtMs: number
}

const minuteMs = 60_000
const orderDays = 14
/** Shelves first, then the newest orders' lots. */
const maxLots = 200
/** What is under way is told anew so often; what has ended changes only by what arrives late. */
const freshMs = { underWay: 3 * minuteMs, ended: 30 * minuteMs }

/** Trace reports in few words of what is on the shelves and was bought lately, made beside the requests for them. */
export class LotBriefs {
  readonly #sources: BriefSources
  readonly #kept = new Map<string, Kept>()

  constructor(sources: BriefSources) {
    this.#sources = sources
  }

  /** Makes what is missing or old, one after the other, and forgets what is of no interest any more. */
  async refresh(): Promise<void> {
    const { reports, now } = this.#sources
    const wanted = await this.#wanted()
    for (const lot of this.#kept.keys()) if (!wanted.includes(lot)) this.#kept.delete(lot)
    for (const lot of wanted) {
      const kept = this.#kept.get(lot)
      if (kept !== undefined && now() - kept.madeAtMs < maxAgeOf(kept.brief)) continue
      const report = await reports.get({ kind: 'lot', id: lot })
      for (const trace of report.lots) this.#kept.set(lot, { brief: lotBriefOf(trace), madeAtMs: now() })
    }
  }

  /** Of these lots, those that are made already; recalls and holds as they stand at this moment. */
  async of(lots: readonly string[]): Promise<LotBrief[]> {
    const kept = lots.flatMap((lot) => this.#kept.get(lot)?.brief ?? [])
    const standings = await this.#sources.standings.of(kept.map(({ lot }) => lot))
    return kept.map((brief, index) => underStanding(brief, standings[index] ?? { lot: brief.lot, state: 'free' }))
  }

  async #wanted(): Promise<string[]> {
    const { database, now } = this.#sources
    const shelf = await database.selectFrom('shelfItem').select('lot').where('lot', 'is not', null).execute()
    const bought = await database
      .selectFrom('order')
      .innerJoin('orderLine', 'orderLine.order', 'order.id')
      .innerJoin('store', 'store.site', 'order.store')
      .select('orderLine.lot')
      .where('orderedAtMs', '>', now() - orderDays * 24 * 60 * minuteMs)
      .orderBy('orderedAtMs', 'desc')
      .limit(5 * maxLots)
      .execute()
    return [...new Set([...shelf, ...bought].flatMap(({ lot }) => lot ?? []))].slice(0, maxLots)
  }
}

const maxAgeOf = ({ legs }: LotBrief): number =>
  legs.some(({ ongoing }) => ongoing) ? freshMs.underWay : freshMs.ended
