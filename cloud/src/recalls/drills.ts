import { randomUUID } from 'node:crypto'
import type { Drill, DrillCounts } from '@larder/contracts/recall'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { type LotGraph, recallBounds } from '../lots/graph.ts'
import { balanceOf } from './balance.ts'
import type { Standings } from './standings.ts'
import { weigh } from './weigh.ts'

export interface DrillSources {
  database: Database
  audit: AuditLog
  lotGraph: LotGraph
  standings: Standings
  now(): number
}

const maxListed = 200

/** Mock recalls. The clock runs from the choice of the lot until every quantity is reconciled; the record is kept. */
export class Drills {
  readonly #sources: DrillSources

  constructor(sources: DrillSources) {
    this.#sources = sources
  }

  async start(lot: string, by: string): Promise<Drill> {
    const { database, now } = this.#sources
    const startedAtMs = now()
    const known = await database.selectFrom('lot').select('id').where('id', '=', lot).executeTakeFirst()
    if (known === undefined) throw notFound(`lot ${lot}`)
    const drill = { id: randomUUID(), lot, by, startedAtMs, finishedBy: null, finishedAtMs: null, note: '' }
    const report: Drill = { ...drill, ...(await this.#search(lot, [])) }
    const row = { id: drill.id, lot, startedAtMs, finishedAtMs: null, report: JSON.stringify(report) }
    await database.insertInto('recallDrill').values(row).execute()
    return report
  }

  /** The quantities people counted end it; refuses with 409 when it has ended. */
  async finish(id: string, by: string, { counts, note }: DrillCounts): Promise<Drill> {
    const { database, audit, now } = this.#sources
    const drill = await this.get(id)
    const found = await this.#search(drill.lot, counts)
    const known = new Set(found.balance.lots.map(({ lot }) => lot))
    const stranger = counts.findIndex(({ lot }) => !known.has(lot))
    if (stranger !== -1) {
      const fields = [{ field: `counts.${stranger}.lot`, message: 'this lot is no part of the drill' }]
      throw new Refusal(422, 'unknown-reference', `counts.${stranger}.lot: this lot is no part of the drill`, {
        fields,
      })
    }
    const report: Drill = { ...drill, ...found, searchMs: drill.searchMs, note, finishedBy: by, finishedAtMs: now() }
    await database.transaction().execute(async (transaction) => {
      const ended = await transaction
        .updateTable('recallDrill')
        .set({ finishedAtMs: now(), report: JSON.stringify(report) })
        .where('id', '=', id)
        .where('finishedAtMs', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (ended === undefined) throw new Refusal(409, 'already-finished', 'this drill has ended')
      const { percentFound } = report.balance
      const detail = { drill: id, tookMs: now() - drill.startedAtMs, percentFound }
      const entry = { by, action: 'recall-drilled', subjectKind: 'lot', subject: drill.lot, why: note, detail }
      await audit.append(transaction, entry)
    })
    return report
  }

  async get(id: string): Promise<Drill> {
    const query = this.#sources.database.selectFrom('recallDrill').select('report').where('id', '=', id)
    const row = await query.executeTakeFirst()
    if (row === undefined) throw notFound(`recall drill ${id}`)
    return JSON.parse(row.report) as Drill
  }

  /** The newest first, without the lots' own balances. */
  async list(): Promise<Drill[]> {
    const query = this.#sources.database.selectFrom('recallDrill').select('report').orderBy('startedAtMs', 'desc')
    const drills = (await query.limit(maxListed).execute()).map(({ report }) => JSON.parse(report) as Drill)
    return drills.map((drill) => ({ ...drill, balance: { ...drill.balance, lots: [] } }))
  }

  async #search(lot: string, counts: DrillCounts['counts']) {
    const { database, lotGraph, standings, now } = this.#sources
    const began = performance.now()
    const graph = await lotGraph.forward(lot, recallBounds)
    const assets = await standings.whereNow(
      graph.lots.map(({ id }) => id),
      now(),
    )
    const balance = balanceOf(await weigh(database, graph, counts))
    const found = {
      lots: graph.lots.length,
      orders: new Set(graph.orders.map(({ id }) => id)).size,
      customers: new Set(graph.orders.flatMap(({ customer }) => customer ?? [])).size,
      stores: new Set([...graph.orders.map(({ store }) => store), ...assets.map(({ site }) => site)]).size,
      assets: new Set(assets.map(({ site, asset }) => `${site}/${asset}`)).size,
    }
    return { found, balance, truncated: graph.truncated, searchMs: performance.now() - began }
  }
}
