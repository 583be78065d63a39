import { randomBytes } from 'node:crypto'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { Refusal } from '../http/refusal.ts'

export type Subject = Pick<Tables['link'], 'kind'> & { id: string }

/** 144 random bits: nobody finds a report by trying. */
const tokenBytes = 18
const dayMs = 86_400_000
/** For so long an ended link is told as ended, not as unknown. */
const rememberedMs = 30 * dayMs
const maxShares = 500

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

  /** A link to pass on, which ends after `days`. Rejects with 429 when the subject has very many already. */
  async share(
    { kind, id: subject }: Subject,
    days: number,
  ): Promise<{ token: string; url: string; expiresAtMs: number }> {
    const createdAtMs = this.#now()
    await this.#database
      .deleteFrom('share')
      .where('expiresAtMs', '<', createdAtMs - rememberedMs)
      .execute()
    const { count } = await this.#database
      .selectFrom('share')
      .select((select) => select.fn.countAll().as('count'))
      .where('kind', '=', kind)
      .where('subject', '=', subject)
      .where('expiresAtMs', '>', createdAtMs)
      .executeTakeFirstOrThrow()
    if (Number(count) >= maxShares) throw new Refusal(429, 'too-many-shares', 'this report has been shared too often')
    const token = randomBytes(tokenBytes).toString('base64url')
    const expiresAtMs = createdAtMs + days * dayMs
    await this.#database.insertInto('share').values({ token, kind, subject, createdAtMs, expiresAtMs }).execute()
    return { token, url: this.urlOf(token), expiresAtMs }
  }

  /** What a link opens: `endsAtMs` is null for one that does not end. Rejects with 410 when its time is over. */
  async open(token: string): Promise<{ subject: Subject; endsAtMs: number | null } | undefined> {
    const link = await this.find(token)
    if (link !== undefined) return { subject: link, endsAtMs: null }
    const share = await this.#database.selectFrom('share').selectAll().where('token', '=', token).executeTakeFirst()
    if (share === undefined) return undefined
    if (share.expiresAtMs <= this.#now()) throw new Refusal(410, 'expired', 'this link has ended: ask for a new one')
    return { subject: { kind: share.kind, id: share.subject }, endsAtMs: share.expiresAtMs }
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
    return `${this.#base}/t/${token}`
  }

  /** Where a phone goes on with a kiosk's conversation. */
  continuationUrlOf(code: string): string {
    return `${this.#base}/c/${code}`
  }

  /** Where a version is checked by its content hash. */
  verifyUrlOf(hash: string): string {
    return `${this.#base}/v/${hash}`
  }

  get #base(): string {
    return this.publicUrl?.replace(/\/$/, '') ?? ''
  }
}
