import type { RatingView, TicketRating } from '@larder/contracts/ticket'
import type { Database } from '../database/open.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { referenceOf } from './reference.ts'
import type { Tickets } from './tickets.ts'

/** What customers think of how a ticket was settled: once, by whoever holds its reference (50 random bits). */
export class Ratings {
  readonly #database: Database
  readonly #tickets: Tickets
  readonly #now: () => number

  constructor(database: Database, tickets: Tickets, now: () => number) {
    this.#database = database
    this.#tickets = tickets
    this.#now = now
  }

  async view(reference: string): Promise<RatingView> {
    const { id, scene } = await this.#find(reference)
    const given = this.#database.selectFrom('ticketRating').select('ticket').where('ticket', '=', id)
    return { reference: referenceOf(id), scene, rated: (await given.executeTakeFirst()) !== undefined }
  }

  /** Of a merged ticket the one that went on is rated. Returns its id. */
  async rate(reference: string, rating: TicketRating): Promise<string> {
    const { id } = await this.#find(reference)
    await this.#database.transaction().execute(async (transaction) => {
      const added = await transaction
        .insertInto('ticketRating')
        .values({ ticket: id, ...rating, atMs: this.#now() })
        .onConflict((conflict) => conflict.doNothing())
        .returning('ticket')
        .execute()
      if (added.length === 0) throw new Refusal(409, 'rated-already', 'this was rated already: thank you')
      const note = `${rating.score}/5${rating.text === '' ? '' : `: ${rating.text}`}`
      await this.#tickets.recordWithin(transaction, id, { action: 'rated', by: 'customer', note })
    })
    return id
  }

  async #find(reference: string) {
    const id = reference.toUpperCase().replace(/^T-/, '').replaceAll('-', '')
    const found = this.#database
      .selectFrom('ticket')
      .select(['id', 'scene', 'mergedInto'])
      .where((row) => row.or([row('id', '=', id), row('id', '=', reference)]))
    const row = await found.executeTakeFirst()
    if (row === undefined) throw notFound('ticket with this reference')
    return { id: row.mergedInto ?? row.id, scene: row.scene }
  }
}

export interface TicketScore {
  ticket: string
  score: number
  atMs: number
}

/** What was rated in [sinceMs, untilMs), the oldest first. */
export const ticketScores = (database: Database, sinceMs: number, untilMs: number): Promise<TicketScore[]> =>
  database
    .selectFrom('ticketRating')
    .select(['ticket', 'score', 'atMs'])
    .where('atMs', '>=', sinceMs)
    .where('atMs', '<', untilMs)
    .orderBy('atMs')
    .execute()
