import type { ComplaintAnswer, ComplaintInput, Ticket, TicketEvidence } from '@larder/contracts/ticket'
import type { Transaction } from 'kysely'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import type { Records } from '../records/records.ts'
import type { Links, Subject } from '../reports/links.ts'
import type { Reports } from '../reports/reports.ts'
import { evidenceFrom } from './evidence.ts'
import type { Tickets } from './tickets.ts'

export interface ComplaintSources {
  database: Database
  tickets: Tickets
  links: Links
  reports: Reports
  records: Records
  now(): number
  log(line: string): void
}

const sha256 = (...parts: string[]): string => fingerprintOf(JSON.stringify(parts))

/** What the reader of a trace report complains of becomes a ticket, with what the report said as its evidence. */
export class Complaints {
  readonly #sources: ComplaintSources

  constructor(sources: ComplaintSources) {
    this.#sources = sources
  }

  /**
   * The same key with the same words is the same complaint, however often it is sent. Without a key the words are the
   * key: a second tap on the button makes no second complaint.
   */
  async take(token: string, input: ComplaintInput, idempotencyKey: string | undefined): Promise<Taken> {
    const { database, links, tickets } = this.#sources
    const subject = (await links.open(token))?.subject
    if (subject === undefined) throw notFound('report with this link')
    const about = await this.#about(subject, input.lot)
    const evidence = await this.#evidence(subject)
    const { scene, text, contact, language } = input
    // Without the contact: a hash of so little could be undone by trying.
    const body = sha256(scene, text, input.lot ?? '')
    const key = sha256(token, idempotencyKey ?? body)
    const taken = await database.transaction().execute(async (transaction) => {
      const before = await this.#claim(transaction, key, body)
      if (before !== undefined) return { ...before, news: false }
      const opening = { ...about, scene, text, contact, language, by: 'customer', evidence }
      const { id, appended } = await tickets.openWithin(transaction, opening)
      const kept = { ticket: id, appended: Number(appended) }
      await transaction.updateTable('complaintRequest').set(kept).where('key', '=', key).execute()
      return { ...kept, news: true }
    })
    const ticket = await tickets.get(taken.ticket)
    return { answer: answerOf(ticket, taken.appended === 1), ticket, news: taken.news }
  }

  /** Takes the key, or tells what it was taken for; of two at once the second waits for the first. */
  async #claim(
    transaction: Transaction<Tables>,
    key: string,
    body: string,
  ): Promise<Tables['complaintRequest'] | undefined> {
    const added = await transaction
      .insertInto('complaintRequest')
      .values({ key, body, ticket: '', appended: 0, atMs: this.#sources.now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .execute()
    if (added.length > 0) return undefined
    const before = await transaction
      .selectFrom('complaintRequest')
      .selectAll()
      .where('key', '=', key)
      .executeTakeFirstOrThrow()
    if (before.body === body) return before
    throw new Refusal(422, 'key-reused', 'idempotency-key: it came with another complaint before; use a new one')
  }

  async #about({ kind, id }: Subject, lot: string | undefined): Promise<{ order?: string; lot?: string | undefined }> {
    const order = kind === 'order' ? await this.#sources.records.find('orders', id) : undefined
    const lots = order?.lines.map((line) => line.lot) ?? [id]
    if (lot !== undefined && !lots.includes(lot)) {
      const message = `this report is not about lot ${lot}; it is about ${lots.join(', ')}`
      throw new Refusal(422, 'unknown-lot', `lot: ${message}`, { fields: [{ field: 'lot', message }] })
    }
    return kind === 'order' ? { order: id, lot } : { lot: id }
  }

  /** A complaint is taken also while the report cannot be had. */
  async #evidence(subject: Subject): Promise<TicketEvidence | null> {
    const { reports, now, log } = this.#sources
    try {
      return evidenceFrom(await reports.get(subject), now())
    } catch (error) {
      log(`a complaint about ${subject.kind} ${subject.id} is taken without its report: ${error}`)
      return null
    }
  }
}

export interface Taken {
  answer: ComplaintAnswer
  ticket: Ticket
  /** False when it was taken already. */
  news: boolean
}

const answerOf = (ticket: Ticket, appended: boolean): ComplaintAnswer => ({
  ticket: ticket.id,
  reference: ticket.reference,
  appended,
  answerDueAtMs: ticket.firstAnsweredAtMs === null ? ticket.firstAnswerDueAtMs : null,
})
