import type { Language } from '@larder/contracts/language'
import type { RelatedTicket, Scene, Ticket, TicketEvidence, TicketState } from '@larder/contracts/ticket'
import type { Transaction, Updateable } from 'kysely'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { dueAtMs, isActive, moved, moves, priorityOf, promises } from './clock.ts'
import { type Merge, mergeWithin } from './merge.ts'
import { newTicketId } from './reference.ts'
import { contactKeyOf, relatedTickets } from './related.ts'
import { changeTicket, goingOn, lockTicket, type TicketLine } from './ticket-rows.ts'
import { type TicketRow, ticketsFrom } from './view.ts'

export interface TicketOpening {
  scene: Scene
  order?: string | undefined
  lot?: string | undefined
  text: string
  /** How to reach the customer; kept apart and erased in time. */
  contact?: string | undefined
  /** An account, `customer`, or the room that opens it. */
  by: string
  evidence: TicketEvidence | null
  language?: Language | undefined
  /** The conversation it came out of. */
  conversation?: string | undefined
  /** Given by a kiosk that had to tell a reference with the cloud away. The same id again opens nothing. */
  id?: string | undefined
  /** When it was reported, if that was before now: the clocks run from then. */
  atMs?: number | undefined
}

export interface Opened {
  id: string
  /** Something open was about the same: this was added to it. */
  appended: boolean
}

export interface TicketFilter {
  state: TicketState | 'active' | 'ended' | 'all'
  limit: number
  scene?: Scene | undefined
  priority?: Ticket['priority'] | undefined
  assignedTo?: string | undefined
  order?: string | undefined
  conversation?: string | undefined
}

/** What else a report sets going, in its transaction: of a new ticket, or one more of an open one. */
export type TicketFollowUp = (transaction: Transaction<Tables>, row: TicketRow) => Promise<void>

/** A code on a pack reaches many: all are counted and heard, up to here. */
const maxReports = 200

const actionOf: Record<Exclude<TicketState, 'open'>, TicketLine['action']> = {
  'in-progress': 'started',
  waiting: 'waiting',
  resolved: 'resolved',
  closed: 'closed',
}

/** After-sales tickets. Everything is written with its line of history in one transaction. */
export class Tickets {
  readonly #database: Database
  readonly #now: () => number
  readonly #followUps: readonly TicketFollowUp[]

  constructor(database: Database, now: () => number, followUps: readonly TicketFollowUp[] = []) {
    this.#database = database
    this.#now = now
    this.#followUps = followUps
  }

  /** Opens a ticket, or adds to the open one about the same order (or lot) and scene. */
  async open(opening: TicketOpening): Promise<{ ticket: Ticket; appended: boolean }> {
    const { id, appended } = await this.#database
      .transaction()
      .execute((transaction) => this.openWithin(transaction, opening))
    return { ticket: await this.get(id), appended }
  }

  async openWithin(transaction: Transaction<Tables>, opening: TicketOpening): Promise<Opened> {
    const before = opening.id === undefined ? undefined : await this.#claim(transaction, opening.id)
    if (before !== undefined) return { id: before, appended: before !== opening.id }
    const opened = await this.#insertOrAppend(transaction, opening)
    if (opening.id === undefined) return opened
    await transaction.updateTable('ticketOpening').set({ ticket: opened.id }).where('id', '=', opening.id).execute()
    return opened
  }

  /** What is due next comes first, then what waits for the customer, then what is settled, newest first. */
  async list(filter: TicketFilter): Promise<Ticket[]> {
    let query = this.#database
      .selectFrom('ticket')
      .selectAll()
      .orderBy('dueAtMs', (order) => order.asc().nullsLast())
      .orderBy('resolvedAtMs', (order) => order.desc().nullsFirst())
      .orderBy('id')
    const { state } = filter
    if (state === 'active') query = query.where('state', 'in', ['open', 'in-progress', 'waiting'])
    else if (state === 'ended') query = query.where('state', 'in', ['resolved', 'closed'])
    else if (state !== 'all') query = query.where('state', '=', state)
    for (const column of ['scene', 'priority', 'assignedTo', 'order', 'conversation'] as const) {
      const value = filter[column]
      if (value !== undefined) query = query.where(column, '=', value)
    }
    return ticketsFrom(this.#database, await query.limit(filter.limit).execute())
  }

  async get(id: string): Promise<Ticket> {
    const rows = await this.#database.selectFrom('ticket').selectAll().where('id', '=', id).execute()
    const [ticket] = await ticketsFrom(this.#database, rows)
    if (ticket === undefined) throw notFound(`ticket ${id}`)
    return ticket
  }

  /** How to reach those who reported it, newest last; none after the time for which that is kept. */
  async contacts(id: string): Promise<string[]> {
    const rows = await this.#contactRows(id)
    return [...new Set(rows.map(({ contact }) => contact))]
  }

  /** Other tickets about the same order, lot or contact, opened up to a month before or since. */
  async related(id: string): Promise<RelatedTicket[]> {
    const ticket = await this.get(id)
    const contactKeys = (await this.#contactRows(id)).flatMap(({ contactKey }) => contactKey ?? [])
    const { order, lot } = ticket
    return relatedTickets(this.#database, { order, lot, contactKeys }, this.#now(), [id])
  }

  assign(id: string, by: string, to: string): Promise<Ticket> {
    return this.#act(id, { action: 'assigned', by, note: to }, () => ({ assignedTo: to }))
  }

  /** `told`: the customer was told this, which is what the first answer's clock waits for. */
  note(id: string, by: string, text: string, told: boolean): Promise<Ticket> {
    return this.#act(id, { action: told ? 'answered' : 'noted', by, note: text }, (row) => {
      if (!told) return {}
      const begun = row.state === 'open' ? moved(row, 'in-progress', this.#now()) : {}
      return { ...begun, firstAnsweredAtMs: row.firstAnsweredAtMs ?? this.#now() }
    })
  }

  move(id: string, by: string, to: Exclude<TicketState, 'open'>, reason: string): Promise<Ticket> {
    return this.#act(
      id,
      (row) => ({
        action: row.state === 'resolved' && to === 'in-progress' ? 'reopened' : actionOf[to],
        by,
        note: reason,
      }),
      (row) => {
        if (moves[row.state].includes(to)) return this.#moved(row, to)
        const open = moves[row.state].join(', ') || 'nothing'
        throw new Refusal(409, 'wrong-state', `to: the ticket is ${row.state}; from there it can become ${open}`)
      },
    )
  }

  /** Returns the one that was closed. */
  async merge(merge: Merge, audit: AuditLog): Promise<Ticket> {
    const nowMs = this.#now()
    await this.#database.transaction().execute((transaction) => mergeWithin(transaction, audit, merge, nowMs))
    return this.get(merge.from)
  }

  /** A line that something else brings, in the transaction of that thing. */
  async recordWithin(
    transaction: Transaction<Tables>,
    id: string,
    line: TicketLine,
    change: Updateable<Tables['ticket']> = {},
  ): Promise<void> {
    const row = await lockTicket(transaction, await goingOn(transaction, id))
    await this.#change(transaction, row, change, line)
  }

  #contactRows(id: string): Promise<{ contact: string; contactKey: string | null }[]> {
    const merged = this.#database.selectFrom('ticket').select('id').where('mergedInto', '=', id)
    return this.#database
      .selectFrom('ticketContact')
      .select(['contact', 'contactKey'])
      .where((row) => row.or([row('ticket', '=', id), row('ticket', 'in', merged)]))
      .orderBy('ticket')
      .orderBy('ordinal')
      .execute()
  }

  /** Takes the id, or tells which ticket it became; of two at once the second waits for the first. */
  async #claim(transaction: Transaction<Tables>, id: string): Promise<string | undefined> {
    const added = await transaction
      .insertInto('ticketOpening')
      .values({ id, ticket: id, atMs: this.#now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    if (added.length > 0) return undefined
    const known = transaction.selectFrom('ticketOpening').select('ticket').where('id', '=', id)
    return (await known.executeTakeFirstOrThrow()).ticket
  }

  async #insertOrAppend(transaction: Transaction<Tables>, opening: TicketOpening): Promise<Opened> {
    const openKey = openKeyOf(opening)
    for (;;) {
      const row = await this.#insert(transaction, opening, openKey)
      if (row !== undefined) {
        await this.#followUp(transaction, row)
        return { id: row.id, appended: false }
      }
      const known = transaction.selectFrom('ticket').select(['id', 'mergedInto']).where('openKey', '=', openKey)
      const found = await known.executeTakeFirst()
      const standing = found && (await lockTicket(transaction, found.mergedInto ?? found.id))
      // Otherwise it has just been resolved: a new one can be opened.
      if (standing !== undefined && isActive(standing.state)) {
        return { id: await this.#append(transaction, standing, opening), appended: true }
      }
    }
  }

  #moved(row: TicketRow, to: TicketState): Updateable<Tables['ticket']> {
    const nowMs = this.#now()
    const clocks = moved(row, to, nowMs)
    if (to === 'closed') return { ...clocks, closedAtMs: nowMs }
    if (to === 'resolved') {
      return { ...clocks, openKey: null, resolvedAtMs: nowMs, firstAnsweredAtMs: row.firstAnsweredAtMs ?? nowMs }
    }
    // A reopened ticket gets no key back: something else may be open about the same by now.
    return row.state === 'resolved' ? { ...clocks, resolvedAtMs: null } : clocks
  }

  async #insert(
    transaction: Transaction<Tables>,
    opening: TicketOpening,
    openKey: string | null,
  ): Promise<TicketRow | undefined> {
    const { scene, order, lot, text, contact, by, evidence, language, conversation, id } = opening
    const openedAtMs = Math.min(opening.atMs ?? this.#now(), this.#now())
    const priority = priorityOf(scene)
    const { answerMs, resolutionMs } = promises[priority]
    const clocks = {
      state: 'open',
      firstAnswerDueAtMs: openedAtMs + answerMs,
      firstAnsweredAtMs: null,
      resolutionDueAtMs: openedAtMs + resolutionMs,
      waitingSinceMs: null,
    } as const
    const contactKeys = contact === undefined ? [] : [contactKeyOf(contact)]
    const before = await relatedTickets(transaction, { order, lot, contactKeys }, this.#now())
    const row: TicketRow = {
      ...clocks,
      id: id ?? newTicketId(),
      openKey,
      version: 0,
      scene,
      priority,
      order: order ?? null,
      lot: lot ?? null,
      text,
      evidence: evidence === null ? null : JSON.stringify(evidence),
      reports: 1,
      language: language ?? null,
      conversation: conversation ?? null,
      contactNumber: before.length + 1,
      mergedInto: null,
      assignedTo: null,
      openedBy: by,
      openedAtMs,
      resolvedAtMs: null,
      closedAtMs: null,
      dueAtMs: dueAtMs(clocks),
    }
    const added = await transaction
      .insertInto('ticket')
      .values(row)
      .onConflict((conflict) => conflict.column('openKey').doNothing())
      .returning('id')
      .execute()
    if (added.length === 0) return undefined
    return this.#change(transaction, row, {}, { action: 'opened', by, note: '' }, contact)
  }

  async #append(
    transaction: Transaction<Tables>,
    row: TicketRow,
    { lot, text, contact, by, conversation, language }: TicketOpening,
  ): Promise<string> {
    if (row.reports >= maxReports) {
      throw new Refusal(429, 'reported-often', `this was reported ${maxReports} times: staff know of it`)
    }
    // Whoever was waited for has spoken.
    const back = row.state === 'waiting' && by === 'customer' ? moved(row, 'in-progress', this.#now()) : {}
    const note = lot !== undefined && lot !== row.lot ? `${lot}: ${text}` : text
    const change = {
      ...back,
      reports: row.reports + 1,
      conversation: row.conversation ?? conversation ?? null,
      language: row.language ?? language ?? null,
    }
    const line = { action: 'reported-again', by, note } as const
    const changed = await this.#change(transaction, row, change, line, contact)
    await this.#followUp(transaction, { ...changed, lot: lot ?? changed.lot })
    return row.id
  }

  async #followUp(transaction: Transaction<Tables>, row: TicketRow): Promise<void> {
    for (const followUp of this.#followUps) await followUp(transaction, row)
  }

  async #act(
    id: string,
    event: TicketLine | ((row: TicketRow) => TicketLine),
    decide: (row: TicketRow) => Updateable<Tables['ticket']>,
  ): Promise<Ticket> {
    await this.#database.transaction().execute(async (transaction) => {
      const row = await lockTicket(transaction, id)
      if (row.state === 'closed') throw new Refusal(409, 'closed', 'the ticket is closed: a new matter needs a new one')
      const change = decide(row)
      await this.#change(transaction, row, change, typeof event === 'function' ? event(row) : event)
    })
    return this.get(id)
  }

  #change(
    transaction: Transaction<Tables>,
    row: TicketRow,
    change: Updateable<Tables['ticket']>,
    line: TicketLine,
    contact?: string,
  ): Promise<TicketRow> {
    return changeTicket(transaction, row, change, { ...line, atMs: this.#now() }, contact)
  }
}

/** The same thing is not open twice; what concerns neither an order nor a lot is never taken for the same. */
function openKeyOf({ order, lot, scene }: TicketOpening): string | null {
  if (order !== undefined) return `order/${order}/${scene}`
  return lot === undefined ? null : `lot/${lot}/${scene}`
}
