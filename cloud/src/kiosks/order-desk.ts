import { timingSafeEqual } from 'node:crypto'
import type { OrderAsked } from '@larder/contracts/kiosk-link'
import { orderNumbered } from '@larder/contracts/order-number'
import type { OrderBrief } from '@larder/contracts/store-copy'
import { Throttle } from '../accounts/throttle.ts'
import type { Database } from '../database/open.ts'
import type { Links } from '../reports/links.ts'
import { linesOf } from './store-copies.ts'

export type OrderAnswer =
  | { state: 'open'; order: OrderBrief }
  | { state: 'refused' }
  | { state: 'locked'; untilMs: number }

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Four digits are ten thousand: five tries, then ever fewer, at most one an hour. */
const perOrder = { free: 5, maxWaitMs: hourMs, forgetMs: 24 * hourMs, maxKeys: 10_000 }
/** A kiosk serves many; whoever tries one number after the other there is slowed too. */
const perAsker = { free: 20, maxWaitMs: minuteMs, forgetMs: 10 * minuteMs, maxKeys: 10_000 }

/** Opens an order to who proves that it is theirs. A number of nobody's and wrong digits are refused alike. */
export class OrderDesk {
  readonly #database: Database
  readonly #links: Pick<Links, 'open'>
  readonly #now: () => number
  readonly #orders: Throttle
  readonly #askers: Throttle

  constructor(database: Database, links: Pick<Links, 'open'>, now: () => number) {
    this.#database = database
    this.#links = links
    this.#now = now
    this.#orders = new Throttle(perOrder, now)
    this.#askers = new Throttle(perAsker, now)
  }

  /** `asker`: the kiosk, or the address of a web page. */
  async open(asked: OrderAsked, site: string, asker: string): Promise<OrderAnswer> {
    const byNumber = 'number' in asked
    const number = byNumber ? asked.number.trim() : undefined
    // By its digits or in full, it is the same order that is tried.
    const keys = number === undefined ? [] : [`${site}/${/\d{4,}$/.exec(number.replaceAll('-', ''))?.[0] ?? number}`]
    const waitMs = Math.max(this.#askers.waitMs(asker), ...keys.map((key) => this.#orders.waitMs(key)))
    if (waitMs > 0) return { state: 'locked', untilMs: this.#now() + waitMs }
    this.#askers.attempt(asker)
    for (const key of keys) this.#orders.attempt(key)
    const id =
      'number' in asked ? await this.#proven(asked.number, asked.phoneDigits, site) : await this.#linked(asked.token)
    const order = id === undefined ? undefined : await this.#find(id, site)
    if (order === undefined) return { state: 'refused' }
    this.#askers.takeBack(asker)
    for (const key of keys) this.#orders.clear(key)
    return { state: 'open', order }
  }

  async #proven(number: string, phoneDigits: string, site: string): Promise<string | undefined> {
    const order = await this.#numbered(number.trim(), site)
    // Compared also where there is none, so that the time tells nothing.
    const same = timingSafeEqual(Buffer.from(order?.digits ?? 'none'), Buffer.from(phoneDigits))
    return same ? order?.id : undefined
  }

  /** By the whole number, or by its digits, for they are what can be said. */
  async #numbered(number: string, site: string): Promise<{ id: string; digits: string } | undefined> {
    const proven = this.#database
      .selectFrom('orderPhone')
      .innerJoin('order', 'order.id', 'orderPhone.order')
      .select(['order.id', 'orderPhone.digits'])
      .where('order.store', '=', site)
    const named = await proven.where('order.id', '=', number).executeTakeFirst()
    if (named || !/^\d{4,20}$/.test(number)) return named
    const alike = await proven.where('order.id', 'like', `%${[...number].join('%')}%`).execute()
    return orderNumbered(number, alike)
  }

  async #linked(token: string): Promise<string | undefined> {
    const found = await this.#links.open(token).catch(() => undefined)
    return found?.subject.kind === 'order' ? found.subject.id : undefined
  }

  async #find(id: string, site: string): Promise<OrderBrief | undefined> {
    const row = await this.#database
      .selectFrom('order')
      .select(['id', 'orderedAtMs', 'promisedAtMs', 'deliveredAtMs'])
      .where('id', '=', id)
      .where('store', '=', site)
      .executeTakeFirst()
    return row && { ...row, lines: (await linesOf(this.#database, [id])).get(id) ?? [] }
  }
}
