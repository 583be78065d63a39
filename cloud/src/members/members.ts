import { createHmac } from 'node:crypto'
import type { MemberAsked, MemberFacts, memberInput } from '@larder/contracts/member'
import type { z } from 'zod'
import { Throttle } from '../accounts/throttle.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import type { FaceErasures } from '../recognition/face-erasures.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
/** Older purchases tell little of today's taste. */
const purchaseDays = 365
const maxPurchases = 500

export type MemberInput = z.infer<typeof memberInput>

/** The shop's members: which card or telephone belongs to which customer number, and what was bought. */
export class Members {
  readonly #database: Database
  readonly #audit: AuditLog
  readonly #erasures: FaceErasures
  readonly #key: string
  readonly #now: () => number
  readonly #attempts: Throttle

  constructor(sources: {
    database: Database
    audit: AuditLog
    faceErasures: FaceErasures
    key: string
    now: () => number
  }) {
    this.#database = sources.database
    this.#audit = sources.audit
    this.#erasures = sources.faceErasures
    this.#key = sources.key
    this.#now = sources.now
    const forgetMs = 15 * minuteMs
    this.#attempts = new Throttle({ free: 5, maxWaitMs: 5 * minuteMs, forgetMs, maxKeys: 10_000 }, sources.now)
  }

  /** Adds or replaces members, all or none. Refuses with 409 a code that is another member's. */
  async save(inputs: readonly MemberInput[], by: string): Promise<number> {
    await this.#database.transaction().execute(async (transaction) => {
      for (const { customer, code, phone } of inputs) {
        const codeHash = this.#hash('code', code)
        const row = { codeHash, phoneHash: phone === undefined ? null : this.#hash('phone', phone) }
        const taken = await transaction
          .selectFrom('member')
          .select('customer')
          .where('codeHash', '=', codeHash)
          .where('customer', '<>', customer)
          .executeTakeFirst()
        if (taken !== undefined) throw new Refusal(409, 'exists', `code: the code of ${customer} is another member's`)
        await transaction
          .insertInto('member')
          .values({ customer, ...row, addedAtMs: this.#now() })
          .onConflict((conflict) => conflict.column('customer').doUpdateSet(row))
          .execute()
      }
      const entry = { by, action: 'saved', subjectKind: 'members', subject: String(inputs.length), why: 'imported' }
      await this.#audit.append(transaction, entry)
    })
    return inputs.length
  }

  /** With the card and the number goes the face, at every kiosk. */
  async remove(customer: string, by: string, why: string): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      const { numDeletedRows } = await transaction
        .deleteFrom('member')
        .where('customer', '=', customer)
        .executeTakeFirstOrThrow()
      if (Number(numDeletedRows) === 0) throw notFound(`member ${customer}`)
      await this.#audit.append(transaction, { by, action: 'removed', subjectKind: 'member', subject: customer, why })
      await this.#erasures.askWithin(transaction, customer, by, why)
    })
    this.#erasures.announce()
  }

  /**
   * The member of a card, of a telephone number, or whom the kiosk recognised by itself. `kiosk` is slowed when it
   * tries many that are nobody's.
   */
  async open(asked: MemberAsked, kiosk: string): Promise<MemberFacts> {
    const waitMs = this.#attempts.waitMs(kiosk)
    if (waitMs > 0) {
      const retryAfterSeconds = Math.ceil(waitMs / 1000)
      throw new Refusal(429, 'too-many-attempts', `too many unknown members: wait ${retryAfterSeconds} s`, {
        retryAfterSeconds,
      })
    }
    this.#attempts.attempt(kiosk)
    const customer = await this.#find(asked)
    if (customer === undefined) throw notFound('such member')
    // Not cleared: who has a card of their own must not guess others between.
    this.#attempts.takeBack(kiosk)
    return { customer, purchases: await this.#purchases(customer) }
  }

  async #find(asked: MemberAsked): Promise<string | undefined> {
    const query = this.#database.selectFrom('member').select('customer')
    if ('code' in asked) {
      return (await query.where('codeHash', '=', this.#hash('code', asked.code)).executeTakeFirst())?.customer
    }
    if ('recognised' in asked)
      return (await query.where('customer', '=', asked.recognised).executeTakeFirst())?.customer
    const rows = await query.where('phoneHash', '=', this.#hash('phone', asked.phone)).limit(2).execute()
    // A number that two share tells neither of them.
    return rows.length === 1 ? rows[0]?.customer : undefined
  }

  async #purchases(customer: string): Promise<MemberFacts['purchases']> {
    const rows = await this.#database
      .selectFrom('order')
      .innerJoin('orderLine', 'orderLine.order', 'order.id')
      .innerJoin('lot', 'lot.id', 'orderLine.lot')
      .select(['lot.product', 'orderLine.quantity', 'order.orderedAtMs'])
      .where('order.customer', '=', customer)
      .where('order.orderedAtMs', '>', this.#now() - purchaseDays * dayMs)
      .orderBy('order.orderedAtMs', 'desc')
      .limit(maxPurchases)
      .execute()
    return rows.map(({ product, quantity, orderedAtMs }) => ({ product, quantity, atMs: orderedAtMs }))
  }

  #hash(kind: 'code' | 'phone', value: string): string {
    return createHmac('sha256', this.#key).update(`member ${kind} ${value}`).digest('base64url')
  }
}
