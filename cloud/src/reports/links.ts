import { randomBytes } from 'node:crypto'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'

export type Subject = Pick<Tables['link'], 'kind'> & { id: string }

/** 144 random bits: nobody finds a report by trying. */
const tokenBytes = 18

/** Links that open one report without an account: what a QR code on a pack carries. */
export class Links {
  /** What a link starts with: the configured address, or the one we found ourselves listening on. */
  publicUrl: string | undefined
  readonly #database: Database
  readonly #now: () => number

  constructor(database: Database, now: () => number, publicUrl: string | undefined) {
    this.#database = database
    this.#now = now
    this.publicUrl = publicUrl
  }

  /** The subject's link, made at the first asking. */
  async create({ kind, id }: Subject): Promise<{ token: string; url: string }> {
    const token = randomBytes(tokenBytes).toString('base64url')
    await this.#database
      .insertInto('link')
      .values({ token, kind, subject: id, createdAtMs: this.#now() })
      .onConflict((conflict) => conflict.columns(['kind', 'subject']).doNothing())
      .execute()
    const link = await this.#database
      .selectFrom('link')
      .select('token')
      .where('kind', '=', kind)
      .where('subject', '=', id)
      .executeTakeFirstOrThrow()
    return { token: link.token, url: this.urlOf(link.token) }
  }

  async find(token: string): Promise<Subject | undefined> {
    const link = await this.#database
      .selectFrom('link')
      .select(['kind', 'subject'])
      .where('token', '=', token)
      .executeTakeFirst()
    return link === undefined ? undefined : { kind: link.kind, id: link.subject }
  }

  urlOf(token: string): string {
    return `${this.publicUrl?.replace(/\/$/, '') ?? ''}/t/${token}`
  }
}
