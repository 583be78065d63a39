import { randomUUID } from 'node:crypto'
import type { Affected } from '@larder/contracts/recall'
import type { Recall } from '@larder/contracts/standing'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { type LotGraph, recallBounds } from '../lots/graph.ts'
import type { Standings } from './standings.ts'

export type RecallRequest = Pick<Recall, 'lot' | 'scope' | 'hazard' | 'reason' | 'by'>

export interface RecallSources {
  database: Database
  audit: AuditLog
  lotGraph: LotGraph
  standings: Standings
  now(): number
}

const stillActive = { liftedBy: null, liftedAtMs: null, liftedWhy: null }
const maxListed = 500

/** Lots that must come back. A recall takes effect with its transaction: standings are asked, never copied. */
export class Recalls {
  readonly #sources: RecallSources

  constructor(sources: RecallSources) {
    this.#sources = sources
  }

  /** Refuses with 404 for an unknown lot, with 409 for one that is recalled by a recall of its own already. */
  async mark({ lot, scope, hazard, reason, by }: RecallRequest): Promise<Recall> {
    const { database, audit, now } = this.#sources
    const recall: Recall = { id: randomUUID(), lot, scope, hazard, reason, by, atMs: now(), ...stillActive }
    await database.transaction().execute(async (transaction) => {
      // Writing first takes the lot's row, so that two people's recalls come one after the other on PostgreSQL too.
      const touch = transaction.updateTable('lot').set((row) => ({ quantity: row.ref('quantity') }))
      const known = await touch.where('id', '=', lot).returning('id').executeTakeFirst()
      if (known === undefined) throw notFound(`lot ${lot}`)
      const active = transaction
        .selectFrom('recall')
        .select('by')
        .where('lot', '=', lot)
        .where('liftedAtMs', 'is', null)
      const earlier = await active.executeTakeFirst()
      if (earlier !== undefined) throw new Refusal(409, 'already-recalled', `${earlier.by} has recalled ${lot} already`)
      await transaction.insertInto('recall').values(recall).execute()
      const detail = { recall: recall.id, scope, hazard }
      await audit.append(transaction, { by, action: 'recalled', subjectKind: 'lot', subject: lot, why: reason, detail })
    })
    return recall
  }

  async lift(id: string, by: string, why: string): Promise<Recall> {
    const { database, audit, now } = this.#sources
    return database.transaction().execute(async (transaction) => {
      const lifted = await transaction
        .updateTable('recall')
        .set({ liftedBy: by, liftedAtMs: now(), liftedWhy: why })
        .where('id', '=', id)
        .where('liftedAtMs', 'is', null)
        .returningAll()
        .executeTakeFirst()
      if (lifted === undefined) {
        const known = await transaction.selectFrom('recall').select('id').where('id', '=', id).executeTakeFirst()
        throw known === undefined
          ? notFound(`recall ${id}`)
          : new Refusal(409, 'already-lifted', 'it is lifted already')
      }
      const entry = {
        by,
        action: 'recall-lifted',
        subjectKind: 'lot',
        subject: lifted.lot,
        why,
        detail: { recall: id },
      }
      await audit.append(transaction, entry)
      return lifted
    })
  }

  /** The newest first. */
  list(state: 'active' | 'all'): Promise<Recall[]> {
    let query = this.#sources.database.selectFrom('recall').selectAll().orderBy('atMs', 'desc').orderBy('id')
    if (state === 'active') query = query.where('liftedAtMs', 'is', null)
    return query.limit(maxListed).execute()
  }

  async get(id: string): Promise<Recall> {
    const found = await this.#sources.database.selectFrom('recall').selectAll().where('id', '=', id).executeTakeFirst()
    if (found === undefined) throw notFound(`recall ${id}`)
    return found
  }

  /** The recall in force on a lot, its own or that of a lot it was made from. */
  async ofLot(lot: string): Promise<Recall | null> {
    const [standing] = await this.#sources.standings.of([lot])
    return standing?.state === 'recalled' ? this.get(standing.recall) : null
  }

  /** Everyone and everything the recall concerns now, lots made since included. */
  async affected(recall: Recall): Promise<Affected> {
    const { lotGraph, standings, now } = this.#sources
    const alone = recall.scope === 'lot-only'
    const { lots, orders, truncated } = await lotGraph.forward(
      recall.lot,
      alone ? { ...recallBounds, lots: 1 } : recallBounds,
    )
    const assets = await standings.whereNow(
      lots.map(({ id }) => id),
      now(),
    )
    const customers = [...new Set(orders.flatMap(({ customer }) => customer ?? []))].sort()
    const stores = [...new Set([...orders.map(({ store }) => store), ...assets.map(({ site }) => site)])].sort()
    // That other lots are left out is what such a scope asks for.
    const cut = truncated.filter((what) => !(alone && what === 'lots'))
    return { recall, lots, orders, customers, stores, assets, truncated: cut }
  }
}
