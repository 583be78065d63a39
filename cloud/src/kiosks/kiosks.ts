import { randomBytes } from 'node:crypto'
import { kioskKey } from '@larder/contracts/order-proof'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { notFound, Refusal } from '../http/refusal.ts'

/** A kiosk as its token names it. `key`: of its orders' proofs. */
export interface Kiosk {
  id: string
  site: string
  key: Buffer
}

export interface KioskEntry {
  id: string
  site: string
  createdBy: string
  createdAtMs: number
}

const hashOf = (token: string): string => kioskKey(token).toString('base64url')

/** The shops' kiosks: each has its own token, which opens nothing but its own site's kiosk routes. */
export class Kiosks {
  readonly #database: Database
  readonly #audit: AuditLog
  readonly #now: () => number

  constructor(database: Database, audit: AuditLog, now: () => number) {
    this.#database = database
    this.#audit = audit
    this.#now = now
  }

  /** The store's own kiosk, known by the token of the data folder's secrets; a changed secret replaces the old one. */
  async createFirst(id: string, site: string, token: string): Promise<void> {
    const row = { id, site, hash: hashOf(token), createdBy: 'larder', createdAtMs: this.#now() }
    // The configuration may have renamed it.
    await this.#database.deleteFrom('kiosk').where('hash', '=', row.hash).where('id', '!=', id).execute()
    await this.#database
      .insertInto('kiosk')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ site, hash: row.hash }))
      .execute()
  }

  list(): Promise<KioskEntry[]> {
    const columns = ['id', 'site', 'createdBy', 'createdAtMs'] as const
    return this.#database.selectFrom('kiosk').select(columns).orderBy('id').execute()
  }

  /** @returns the token, which is shown this once: only its hash is kept. */
  async add(id: string, site: string, by: string): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    const row = { id, site, hash: hashOf(token), createdBy: by, createdAtMs: this.#now() }
    await this.#database.transaction().execute(async (transaction) => {
      const added = await transaction
        .insertInto('kiosk')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst()
      if (Number(added.numInsertedOrUpdatedRows) === 0) {
        throw new Refusal(409, 'exists', `there is a kiosk ${id}: remove it first, or choose another name`)
      }
      const why = `of site ${site}`
      await this.#audit.append(transaction, { by, action: 'admitted', subjectKind: 'kiosk', subject: id, why })
    })
    return token
  }

  async remove(id: string, by: string): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      const { numDeletedRows } = await transaction.deleteFrom('kiosk').where('id', '=', id).executeTakeFirst()
      if (Number(numDeletedRows) === 0) throw notFound(`kiosk ${id}`)
      const why = 'its token is void'
      await this.#audit.append(transaction, { by, action: 'removed', subjectKind: 'kiosk', subject: id, why })
    })
  }

  /** Who comes with this token. */
  async find(token: string): Promise<Kiosk | undefined> {
    const hash = hashOf(token)
    const row = await this.#database
      .selectFrom('kiosk')
      .select(['id', 'site'])
      .where('hash', '=', hash)
      .executeTakeFirst()
    return row && { ...row, key: kioskKey(token) }
  }
}
