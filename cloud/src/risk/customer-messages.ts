import { randomUUID } from 'node:crypto'
import { type CustomerMessage, messageKinds, type RiskFactor, type RiskPolicy } from '@larder/contracts/risk'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { messageText } from './message-texts.ts'
import type { RiskTables } from './tables.ts'

/** An order that has just been scored. */
export interface AtRisk {
  order: string
  probability: number
  delivered: boolean
  factors: readonly RiskFactor[]
}

const viewOf = ({ textZh, textEn, ...row }: RiskTables['customerMessage']): CustomerMessage => ({
  ...row,
  createdAtMs: Number(row.createdAtMs),
  shownAtMs: row.shownAtMs === null ? null : Number(row.shownAtMs),
  text: { zh: textZh, en: textEn },
})

/**
 * Messages to customers. They are kept and shown on the order's report page and to staff; nothing is sent by SMS, app
 * or e-mail. One of a kind for each order. A coupon offer waits until a person releases it.
 */
export class CustomerMessages {
  readonly #database: Database
  readonly #audit: AuditLog
  readonly #now: () => number

  constructor(database: Database, audit: AuditLog, now: () => number) {
    this.#database = database
    this.#audit = audit
    this.#now = now
  }

  /** Makes what the policy asks for and does not stand yet; resolves to the kinds made. */
  async make(
    { order, probability, delivered, factors }: AtRisk,
    policy: RiskPolicy,
  ): Promise<CustomerMessage['kind'][]> {
    const due = messageKinds.filter((kind) => {
      const { on, atProbability } = policy.messages[kind]
      return on && probability >= atProbability && !(delivered && kind === 'delivery-notice')
    })
    if (due.length === 0) return []
    const rows = due.map((kind): RiskTables['customerMessage'] => {
      const { zh, en } = messageText(kind, order, factors)
      const state = kind === 'coupon-offer' ? 'proposed' : 'ready'
      return { id: randomUUID(), order, kind, textZh: zh, textEn: en, state, createdAtMs: this.#now(), shownAtMs: null }
    })
    const made = await this.#database
      .insertInto('customerMessage')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['order', 'kind']).doNothing())
      .returning('kind')
      .execute()
    return made.map(({ kind }) => kind)
  }

  async of(orders: readonly string[]): Promise<CustomerMessage[]> {
    if (orders.length === 0) return []
    const rows = this.#database.selectFrom('customerMessage').selectAll().where('order', 'in', orders)
    return (await rows.orderBy('createdAtMs').orderBy('kind').execute()).map(viewOf)
  }

  /** What the customer may read, from now on marked as shown. */
  async show(order: string): Promise<CustomerMessage[]> {
    await this.#database
      .updateTable('customerMessage')
      .set({ state: 'shown', shownAtMs: this.#now() })
      .where('order', '=', order)
      .where('state', '=', 'ready')
      .execute()
    return (await this.of([order])).filter(({ state }) => state === 'shown')
  }

  /** A manager lets the customer see a proposed message, or takes one back that has not been seen. */
  async decide(id: string, to: 'ready' | 'withdrawn', by: string, why: string): Promise<CustomerMessage> {
    return this.#database.transaction().execute(async (transaction) => {
      const from = to === 'ready' ? (['proposed'] as const) : (['proposed', 'ready'] as const)
      const row = await transaction
        .updateTable('customerMessage')
        .set({ state: to })
        .where('id', '=', id)
        .where('state', 'in', from)
        .returningAll()
        .executeTakeFirst()
      if (row === undefined) {
        const known = await transaction
          .selectFrom('customerMessage')
          .select('state')
          .where('id', '=', id)
          .executeTakeFirst()
        if (known === undefined) throw notFound(`message ${id}`)
        throw new Refusal(409, 'too-late', `this message is ${known.state}: it can no longer become ${to}`)
      }
      const action = to === 'ready' ? 'released' : 'withdrawn'
      const detail = { order: row.order, kind: row.kind }
      await this.#audit.append(transaction, { by, action, subjectKind: 'customer-message', subject: id, why, detail })
      return viewOf(row)
    })
  }
}
