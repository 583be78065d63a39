import { timingSafeEqual } from 'node:crypto'
import type { OrderAsked } from '@larder/contracts/kiosk-link'
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
    const keys = number === undefined ? [] : [`${site}/${number}`]
    const waitMs = Math.max(this.#askers.waitMs(asker), ...keys.map((key) => this.#orders.waitMs(key)))
    if (waitMs > 0) return { state: 'locked', untilMs: this.#now() + waitMs }
    this.#askers.attempt(asker)
    for (const key of keys) this.#orders.attempt(key)
    const id =
      'number' in asked ? await this.#proven(asked.number.trim(), asked.phoneDigits) : await this.#linked(asked.token)
    const order = id === undefined ? undefined : await this.#find(id, site)
    if (order === undefined) return { state: 'refused' }
    this.#askers.takeBack(asker)
    for (const key of keys) this.#orders.clear(key)
    return { state: 'open', order }
  }

  async #proven(number: string, phoneDigits: string): Promise<string | undefined> {
    const row = await this.#database
      .selectFrom('orderPhone')
      .select(['order', 'digits'])
      .where('order', '=', number)
      .executeTakeFirst()
    // Compared also where there is none, so that the time tells nothing.
    const same = timingSafeEqual(Buffer.from(row?.digits ?? 'none'), Buffer.from(phoneDigits))
    return same ? row?.order : undefined
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
