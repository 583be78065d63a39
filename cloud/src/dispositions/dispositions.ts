import { randomUUID } from 'node:crypto'
import type { Decision, Disposition } from '@larder/contracts/disposition'
import type { Transaction } from 'kysely'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { notFound, Refusal } from '../http/refusal.ts'

export type DispositionRequest = Omit<Disposition, 'id' | 'atMs'>

/** What may follow what: nothing is released that was not held, and what is rejected stays so. */
const allowed: Record<Decision | 'none', readonly Decision[]> = {
  none: ['hold', 'reject'],
  hold: ['release', 'reject'],
  release: ['hold', 'reject'],
  reject: [],
}

const done: Record<Decision, string> = { hold: 'held', release: 'released', reject: 'rejected' }
const maxListed = 1000

/** Hold, release and reject of lots: each signed, with its reason, and all of them kept. */
export class Dispositions {
  readonly #database: Database
  readonly #audit: AuditLog
  readonly #now: () => number

  constructor(database: Database, audit: AuditLog, now: () => number) {
    this.#database = database
    this.#audit = audit
    this.#now = now
  }

  /** Refuses with 404 for an unknown lot, with 409 what cannot follow the lot's state. */
  async decide(request: DispositionRequest): Promise<Disposition> {
    const disposition: Disposition = { id: randomUUID(), ...request, atMs: this.#now() }
    await this.#database.transaction().execute((transaction) => this.#write(transaction, disposition))
    return disposition
  }

  /** Holds a lot in the transaction of what gave the reason; undefined where it is held or rejected already. */
  async holdWithin(
    transaction: Transaction<Tables>,
    { lot, reason, by }: Pick<Disposition, 'lot' | 'reason' | 'by'>,
  ): Promise<Disposition | undefined> {
    const given = { id: randomUUID(), lot, decision: 'hold', reason, by } as const
    const disposition = { ...given, correctiveAction: '', alert: null, atMs: this.#now() }
    const before = await stateOf(transaction, lot)
    if (before === undefined || !allowed[before].includes('hold')) return undefined
    await this.#write(transaction, disposition)
    return disposition
  }

  /** The newest first; of one lot or of all. */
  list({ lot, alert }: { lot?: string | undefined; alert?: string | undefined }): Promise<Disposition[]> {
    const columns = ['id', 'lot', 'decision', 'reason', 'correctiveAction', 'alert', 'by', 'atMs'] as const
    let query = this.#database.selectFrom('disposition').select(columns)
    if (lot !== undefined) query = query.where('lot', '=', lot)
    if (alert !== undefined) query = query.where('alert', '=', alert)
    return query.orderBy('atMs', 'desc').orderBy('ordinal', 'desc').limit(maxListed).execute()
  }

  async #write(transaction: Transaction<Tables>, disposition: Disposition): Promise<void> {
    const { lot, decision, reason, by, correctiveAction, alert } = disposition
    const ordinal = await this.#follow(transaction, lot, decision)
    await transaction
      .insertInto('disposition')
      .values({ ...disposition, ordinal })
      .execute()
    const state = { decision, sinceMs: disposition.atMs, version: ordinal }
    await transaction
      .insertInto('lotState')
      .values({ lot, ...state })
      .onConflict((conflict) => conflict.column('lot').doUpdateSet(state))
      .execute()
    const detail = { disposition: disposition.id, correctiveAction, alert }
    const entry = { by, action: done[decision], subjectKind: 'lot', subject: lot, why: reason, detail }
    await this.#audit.append(transaction, entry)
  }

  /** The ordinal of a decision that may be taken now. */
  async #follow(transaction: Transaction<Tables>, lot: string, decision: Decision): Promise<number> {
    const before = await stateOf(transaction, lot)
    if (before === undefined) throw notFound(`lot ${lot}`)
    const known = transaction.selectFrom('lotState').select('version').where('lot', '=', lot)
    if (allowed[before].includes(decision)) return ((await known.executeTakeFirst())?.version ?? 0) + 1
    const now = before === 'none' ? 'neither held nor rejected' : `${done[before]} already`
    throw new Refusal(409, 'wrong-state', `lot ${lot} is ${now}: it cannot be ${done[decision]}`)
  }
}

/** Undefined for a lot nobody knows. Writing first takes the lot's row: two decisions take turns. */
async function stateOf(transaction: Transaction<Tables>, lot: string): Promise<Decision | 'none' | undefined> {
  const touch = transaction.updateTable('lot').set((row) => ({ quantity: row.ref('quantity') }))
  if ((await touch.where('id', '=', lot).returning('id').executeTakeFirst()) === undefined) return undefined
  const state = await transaction.selectFrom('lotState').select('decision').where('lot', '=', lot).executeTakeFirst()
  return state?.decision ?? 'none'
}
