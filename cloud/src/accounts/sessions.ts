import { randomBytes } from 'node:crypto'
import type { AccountView, Role } from '@larder/contracts/account'
import type { Database } from '../database/open.ts'
import { fingerprintOf } from '../fingerprint.ts'

export interface Session {
  /** SHA-256 of the cookie's value: a copied database signs nobody in. */
  hash: string
  name: string
  role: Role
}

/** Who is signed in. A session ends by sign-out, by time, or with its account. */
export class Sessions {
  readonly lifeMs: number
  readonly #database: Database
  readonly #now: () => number

  constructor(database: Database, now: () => number, lifeMs: number) {
    this.#database = database
    this.#now = now
    this.lifeMs = lifeMs
  }

  /** Returns the cookie's value: 256 random bits, kept nowhere else. */
  async open(account: AccountView): Promise<string> {
    const id = randomBytes(32).toString('base64url')
    const createdAtMs = this.#now()
    const session = {
      hash: fingerprintOf(id),
      account: account.name,
      createdAtMs,
      expiresAtMs: createdAtMs + this.lifeMs,
    }
    await this.#database.deleteFrom('session').where('expiresAtMs', '<=', createdAtMs).execute()
    await this.#database.insertInto('session').values(session).execute()
    return id
  }

  async find(id: string): Promise<Session | undefined> {
    return this.#database
      .selectFrom('session')
      .innerJoin('account', 'account.name', 'session.account')
      .select(['session.hash', 'account.name', 'account.role'])
      .where('session.hash', '=', fingerprintOf(id))
      .where('session.expiresAtMs', '>', this.#now())
      .where('account.disabled', '=', 0)
      .executeTakeFirst()
  }

  /** Which of these sessions are neither over nor their account's rights withdrawn, by whatever process. */
  async living(hashes: readonly string[]): Promise<Set<string>> {
    if (hashes.length === 0) return new Set()
    const rows = await this.#database
      .selectFrom('session')
      .innerJoin('account', 'account.name', 'session.account')
      .select('session.hash')
      .where('session.hash', 'in', hashes)
      .where('session.expiresAtMs', '>', this.#now())
      .where('account.disabled', '=', 0)
      .execute()
    return new Set(rows.map(({ hash }) => hash))
  }

  async close(hash: string): Promise<void> {
    await this.#database.deleteFrom('session').where('hash', '=', hash).execute()
  }
}
