import { randomBytes } from 'node:crypto'
import type { Database } from '../database/open.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { Refusal } from '../http/refusal.ts'

const validMs = 10 * 60_000
const maxOpen = 5

/** One-time codes by which a phone goes on with a kiosk's conversation. */
export class ContinuationCodes {
  readonly #database: Database
  readonly #now: () => number

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
  }

  async make(conversation: string): Promise<{ code: string; expiresAtMs: number }> {
    const nowMs = this.#now()
    await this.forget()
    const { count } = await this.#database
      .selectFrom('conversationCode')
      .select((select) => select.fn.countAll().as('count'))
      .where('conversation', '=', conversation)
      .executeTakeFirstOrThrow()
    if (Number(count) >= maxOpen) throw new Refusal(429, 'too-many-codes', 'scan the code that is shown already')
    const code = randomBytes(16).toString('base64url')
    const expiresAtMs = nowMs + validMs
    await this.#database
      .insertInto('conversationCode')
      .values({ hash: fingerprintOf(code), conversation, expiresAtMs })
      .execute()
    return { code, expiresAtMs }
  }

  /** The conversation of a code that is good now, which is used up by it. */
  async redeem(code: string): Promise<string | undefined> {
    const used = await this.#database
      .deleteFrom('conversationCode')
      .where('hash', '=', fingerprintOf(code))
      .returning(['conversation', 'expiresAtMs'])
      .executeTakeFirst()
    return used !== undefined && used.expiresAtMs > this.#now() ? used.conversation : undefined
  }

  async forget(): Promise<void> {
    await this.#database.deleteFrom('conversationCode').where('expiresAtMs', '<=', this.#now()).execute()
  }
}
