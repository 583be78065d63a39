import { randomUUID } from 'node:crypto'
import { type HaccpEntry, lateAfterMs } from '@larder/contracts/haccp'
import type { Transaction } from 'kysely'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { notFound, Refusal } from '../http/refusal.ts'

export type Observation = Omit<HaccpEntry, 'id' | 'enteredAtMs' | 'late' | 'reviewedBy' | 'reviewedAtMs'>

export interface HaccpQuery {
  fromMs: number
  untilMs: number
  /** Only what nobody has reviewed. */
  open: boolean
  limit: number
}

/** The monitoring record of a HACCP plan (21 CFR 123.9). Entries are added and reviewed, never edited or removed. */
export class HaccpLog {
  readonly #database: Database
  readonly #audit: AuditLog
  readonly #now: () => number

  constructor(database: Database, audit: AuditLog, now: () => number) {
    this.#database = database
    this.#audit = audit
    this.#now = now
  }

  add(observation: Observation): Promise<HaccpEntry> {
    return this.#database.transaction().execute((transaction) => this.addWithin(transaction, observation))
  }

  /** Adds an entry in the transaction of what it belongs to; refuses an observation of the future or of an unknown lot. */
  async addWithin(transaction: Transaction<Tables>, observation: Observation): Promise<HaccpEntry> {
    const enteredAtMs = this.#now()
    if (observation.observedAtMs > enteredAtMs) throw fault('observedAt', 'this time has not come yet')
    const { lot } = observation
    const known =
      lot === null || (await transaction.selectFrom('lot').select('id').where('id', '=', lot).executeTakeFirst())
    if (known === undefined) throw fault('lot', `there is no lot ${lot}`)
    const row = { id: randomUUID(), ...observation, enteredAtMs, reviewedBy: null, reviewedAtMs: null }
    await transaction.insertInto('haccpEntry').values(row).execute()
    const { by, what } = observation
    await this.#audit.append(transaction, {
      by,
      action: 'observed',
      subjectKind: 'haccp-entry',
      subject: row.id,
      why: what,
      detail: row,
    })
    return withLate(row)
  }

  /** Refuses with 409 who wrote it, and a second review (21 CFR 123.8(a)(3) asks for a trained reviewer). */
  async review(id: string, by: string): Promise<HaccpEntry> {
    return this.#database.transaction().execute(async (transaction) => {
      const entry = await transaction.selectFrom('haccpEntry').selectAll().where('id', '=', id).executeTakeFirst()
      if (entry === undefined) throw notFound(`HACCP entry ${id}`)
      if (entry.by === by) throw new Refusal(409, 'own-entry', 'another person than its author reviews an entry')
      const review = { reviewedBy: by, reviewedAtMs: this.#now() }
      const reviewed = await transaction
        .updateTable('haccpEntry')
        .set(review)
        .where('id', '=', id)
        .where('reviewedAtMs', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (reviewed === undefined)
        throw new Refusal(409, 'already-reviewed', `${entry.reviewedBy} has reviewed it already`)
      await this.#audit.append(transaction, {
        by,
        action: 'reviewed',
        subjectKind: 'haccp-entry',
        subject: id,
        why: '',
      })
      return withLate({ ...entry, ...review })
    })
  }

  /** By the time of observation, the newest first. */
  async list({ fromMs, untilMs, open, limit }: HaccpQuery): Promise<HaccpEntry[]> {
    let query = this.#database.selectFrom('haccpEntry').selectAll()
    query = query.where('observedAtMs', '>=', fromMs).where('observedAtMs', '<', untilMs)
    if (open) query = query.where('reviewedAtMs', 'is', null)
    const rows = await query.orderBy('observedAtMs', 'desc').orderBy('id').limit(limit).execute()
    return rows.map(withLate)
  }
}

const withLate = (row: Tables['haccpEntry']): HaccpEntry => ({
  ...row,
  late: row.enteredAtMs - row.observedAtMs > lateAfterMs,
})

const fault = (field: string, message: string) =>
  new Refusal(422, 'invalid', `${field}: ${message}`, { fields: [{ field, message }] })
