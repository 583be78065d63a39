import type { Transaction } from 'kysely'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { type ChainVerdict, hashOf, verifyChain } from './chain.ts'

/** Who did what to which thing, and why. `by` is an account's name, or a room's where nobody asked. */
export interface AuditInput {
  by: string
  /** A verb in the past, such as `recalled`, `released`, `paid`. */
  action: string
  subjectKind: string
  subject: string
  why: string
  /** What the action rested on; anything JSON can hold, never a secret and nothing personal. */
  detail?: unknown
}

export interface AuditEntry extends Required<AuditInput> {
  ordinal: number
  atMs: number
  hash: string
}

export interface AuditQuery {
  subjectKind?: string | undefined
  subject?: string | undefined
  by?: string | undefined
  action?: string | undefined
  beforeOrdinal?: number | undefined
  limit: number
}

/** The append-only, hash-chained record of what people decided. */
export class AuditLog {
  private readonly database: Database
  private readonly now: () => number

  constructor(database: Database, now: () => number) {
    this.database = database
    this.now = now
  }

  /** Appends within the transaction that does the thing itself: both stand, or neither. */
  async append(transaction: Transaction<Tables>, input: AuditInput): Promise<AuditEntry> {
    // The update locks the head's row, so that two appenders of PostgreSQL take turns.
    const { ordinal } = await transaction
      .updateTable('auditHead')
      .set((set) => ({ ordinal: set('ordinal', '+', 1) }))
      .where('id', '=', 1)
      .returning('ordinal')
      .executeTakeFirstOrThrow()
    const { hash: previousHash } = await transaction
      .selectFrom('auditHead')
      .select('hash')
      .where('id', '=', 1)
      .executeTakeFirstOrThrow()
    const { detail = null, ...rest } = input
    const unhashed = { ...rest, ordinal: Number(ordinal), atMs: this.now(), detail: JSON.stringify(detail) }
    const entry = { ...unhashed, hash: hashOf(unhashed, previousHash) }
    await transaction.insertInto('auditEntry').values(entry).execute()
    await transaction.updateTable('auditHead').set({ hash: entry.hash }).where('id', '=', 1).execute()
    return { ...entry, detail }
  }

  /** The newest entries first. */
  async entries({ subjectKind, subject, by, action, beforeOrdinal, limit }: AuditQuery): Promise<AuditEntry[]> {
    let query = this.database.selectFrom('auditEntry').selectAll().orderBy('ordinal', 'desc').limit(limit)
    if (subjectKind !== undefined) query = query.where('subjectKind', '=', subjectKind)
    if (subject !== undefined) query = query.where('subject', '=', subject)
    if (by !== undefined) query = query.where('by', '=', by)
    if (action !== undefined) query = query.where('action', '=', action)
    if (beforeOrdinal !== undefined) query = query.where('ordinal', '<', beforeOrdinal)
    const rows = await query.execute()
    return rows.map(parsed)
  }

  /** Those after an entry, the oldest first. */
  async after(ordinal: number, limit: number): Promise<AuditEntry[]> {
    const query = this.database.selectFrom('auditEntry').selectAll().where('ordinal', '>', ordinal)
    return (await query.orderBy('ordinal').limit(limit).execute()).map(parsed)
  }

  /** Reads the whole chain; the verdict names the first entry that is missing or was changed. */
  async verify(): Promise<ChainVerdict> {
    const [entries, head] = await this.database
      .transaction()
      .execute(async (transaction) => [
        await transaction.selectFrom('auditEntry').selectAll().orderBy('ordinal').execute(),
        await transaction.selectFrom('auditHead').selectAll().executeTakeFirstOrThrow(),
      ])
    return verifyChain(entries, head)
  }
}

const parsed = (row: Tables['auditEntry']): AuditEntry => ({ ...row, detail: JSON.parse(row.detail) as unknown })
