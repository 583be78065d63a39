import { randomBytes } from 'node:crypto'
import type { Session } from '../accounts/sessions.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { notFound, Refusal } from '../http/refusal.ts'

/** What a client's token opens: a client that only asks need not be able to write. */
export type ClientAccess = 'query' | 'capture'

export interface Client {
  name: string
  mayCapture: boolean
  createdBy: string
  createdAtMs: number
}

/** Other companies' systems: each has its own token, which opens nothing but EPCIS. */
export class Clients {
  readonly #database: Database
  readonly #audit: AuditLog
  readonly #now: () => number

  constructor(database: Database, audit: AuditLog, now: () => number) {
    this.#database = database
    this.#audit = audit
    this.#now = now
  }

  async list(): Promise<Client[]> {
    const rows = await this.#database
      .selectFrom('epcisClient')
      .select(['name', 'mayCapture', 'createdBy', 'createdAtMs'])
      .orderBy('name')
      .execute()
    return rows.map((row) => ({ ...row, mayCapture: row.mayCapture === 1, createdAtMs: Number(row.createdAtMs) }))
  }

  /** @returns the token, which is shown this once: only its hash is kept. */
  async add(name: string, mayCapture: boolean, by: string): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    const row = {
      name,
      mayCapture: mayCapture ? 1 : 0,
      hash: fingerprintOf(token),
      createdBy: by,
      createdAtMs: this.#now(),
    }
    await this.#database.transaction().execute(async (transaction) => {
      const added = await transaction
        .insertInto('epcisClient')
        .values(row)
        .onConflict((conflict) => conflict.column('name').doNothing())
        .executeTakeFirst()
      if (Number(added.numInsertedOrUpdatedRows) === 0) {
        throw new Refusal(409, 'exists', `there is a client ${name}: remove it first, or choose another name`)
      }
      const why = mayCapture ? 'may query and capture' : 'may query'
      await this.#audit.append(transaction, { by, action: 'admitted', subjectKind: 'epcis-client', subject: name, why })
    })
    return token
  }

  async remove(name: string, by: string): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      const { numDeletedRows } = await transaction.deleteFrom('epcisClient').where('name', '=', name).executeTakeFirst()
      if (Number(numDeletedRows) === 0) throw notFound(`client ${name}`)
      const entry = { by, action: 'removed', subjectKind: 'epcis-client', subject: name, why: 'its token is void' }
      await this.#audit.append(transaction, entry)
    })
  }

  /** Who comes with this token, if it opens that. */
  async find(token: string, access: ClientAccess): Promise<Session | undefined> {
    const hash = fingerprintOf(token)
    const row = await this.#database
      .selectFrom('epcisClient')
      .select(['name', 'mayCapture'])
      .where('hash', '=', hash)
      .executeTakeFirst()
    if (row === undefined || (access === 'capture' && row.mayCapture !== 1)) return undefined
    return { hash, name: `client:${row.name}`, role: 'staff' }
  }
}
