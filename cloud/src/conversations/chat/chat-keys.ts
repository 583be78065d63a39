import { randomBytes } from 'node:crypto'
import type { ChatAnswer } from '@larder/contracts/chat'
import type { Database } from '../../database/open.ts'
import { fingerprintOf } from '../../fingerprint.ts'
import { notFound, Refusal } from '../../http/refusal.ts'

/** So long a message may be in the making before it is taken up again. */
const stuckMs = 60_000
/** So long a repeated message is known for what it is. */
const keptMs = 86_400_000

/** The secrets of web conversations, and the messages that were taken. */
export class ChatKeys {
  readonly #database: Database
  readonly #now: () => number

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
  }

  /** @returns the secret, told this once: only its hash is kept. */
  async newSecret(conversation: string): Promise<string> {
    const secret = randomBytes(24).toString('base64url')
    const row = { hash: fingerprintOf(secret), conversation, createdAtMs: this.#now() }
    await this.#database.insertInto('conversationSecret').values(row).execute()
    return secret
  }

  /** A wrong secret and a conversation that does not exist are answered alike. */
  async require(conversation: string, secret: string | undefined): Promise<void> {
    const found = await this.#database
      .selectFrom('conversationSecret')
      .select('conversation')
      .where('hash', '=', fingerprintOf(secret ?? ''))
      .where('conversation', '=', conversation)
      .executeTakeFirst()
    if (found === undefined) throw notFound('conversation with this secret')
  }

  /** Takes the key for a message, or tells what it was answered. */
  async claim(conversation: string, key: string, body: string): Promise<ChatAnswer | undefined> {
    const row = { conversation, key, body: fingerprintOf(body), answer: null, atMs: this.#now() }
    const added = await this.#database
      .insertInto('conversationMessage')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .execute()
    if (added.length > 0) return undefined
    const before = await this.#database
      .selectFrom('conversationMessage')
      .selectAll()
      .where('conversation', '=', conversation)
      .where('key', '=', key)
      .executeTakeFirstOrThrow()
    if (before.body !== row.body) {
      throw new Refusal(422, 'key-reused', 'idempotency-key: it came with another message before; use a new one')
    }
    if (before.answer !== null) return JSON.parse(before.answer)
    if (this.#now() - before.atMs < stuckMs) throw new Refusal(409, 'in-progress', 'this message is being answered')
    return undefined
  }

  async answered(conversation: string, key: string, answer: ChatAnswer): Promise<void> {
    await this.#database
      .updateTable('conversationMessage')
      .set({ answer: JSON.stringify(answer) })
      .where('conversation', '=', conversation)
      .where('key', '=', key)
      .execute()
  }

  /** The message was not answered: it may be sent again at once. */
  async release(conversation: string, key: string): Promise<void> {
    await this.#database
      .deleteFrom('conversationMessage')
      .where('conversation', '=', conversation)
      .where('key', '=', key)
      .where('answer', 'is', null)
      .execute()
  }

  async forget(): Promise<void> {
    await this.#database
      .deleteFrom('conversationMessage')
      .where('atMs', '<', this.#now() - keptMs)
      .execute()
  }
}
