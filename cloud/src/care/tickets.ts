import type { Scene, Ticket, TicketEvent, TicketEvidence, TicketState } from '@larder/contracts/ticket'
import type { Transaction, Updateable } from 'kysely'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { dueAtMs, moved, moves, priorityOf, promises } from './clock.ts'
import { newTicketId } from './reference.ts'
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
}

type Change = Omit<TicketEvent, 'atMs'>

/** A code on a pack reaches many: all are counted and heard, up to here. */
const maxReports = 200

const actionOf: Record<Exclude<TicketState, 'open'>, Change['action']> = {
  'in-progress': 'started',
  waiting: 'waiting',
  resolved: 'resolved',
  closed: 'closed',
}

/** After-sales tickets. Everything is written with its line of history in one transaction. */
export class Tickets {
  readonly #database: Database
  readonly #now: () => number

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
  }

  /** Opens a ticket, or adds to the open one about the same order (or lot) and scene. */
  async open(opening: TicketOpening): Promise<{ ticket: Ticket; appended: boolean }> {
    const { id, appended } = await this.#database
      .transaction()
      .execute((transaction) => this.openWithin(transaction, opening))
    return { ticket: await this.get(id), appended }
  }

  async openWithin(transaction: Transaction<Tables>, opening: TicketOpening): Promise<Opened> {
    const openKey = openKeyOf(opening)
    for (;;) {
      const id = await this.#insert(transaction, opening, openKey)
      if (id !== undefined) return { id, appended: false }
      const touch = transaction.updateTable('ticket').set((row) => ({ version: row.ref('version') }))
      const row = await touch.where('openKey', '=', openKey).returningAll().executeTakeFirst()
      // Otherwise it has just been resolved: a new one can be opened.
      if (row !== undefined) return { id: await this.#append(transaction, row, opening), appended: true }
    }
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
    for (const column of ['scene', 'priority', 'assignedTo', 'order'] as const) {
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
    const rows = await this.#database
      .selectFrom('ticketContact')
      .select('contact')
      .where('ticket', '=', id)
      .orderBy('ordinal')
      .execute()
    return [...new Set(rows.map(({ contact }) => contact))]
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

  /** A line that something else brings, in the transaction of that thing. */
  async recordWithin(transaction: Transaction<Tables>, id: string, event: Change): Promise<void> {
    const row = await this.#lock(transaction, id)
    await this.#change(transaction, row, {}, event)
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
    { scene, order, lot, text, contact, by, evidence }: TicketOpening,
    openKey: string | null,
  ): Promise<string | undefined> {
    const openedAtMs = this.#now()
    const priority = priorityOf(scene)
    const { answerMs, resolutionMs } = promises[priority]
    const clocks = {
      state: 'open',
      firstAnswerDueAtMs: openedAtMs + answerMs,
      firstAnsweredAtMs: null,
      resolutionDueAtMs: openedAtMs + resolutionMs,
      waitingSinceMs: null,
    } as const
    const row: TicketRow = {
      ...clocks,
      id: newTicketId(),
      openKey,
      version: 0,
      scene,
      priority,
      order: order ?? null,
      lot: lot ?? null,
      text,
      evidence: evidence === null ? null : JSON.stringify(evidence),
      reports: 1,
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
    await this.#change(transaction, row, {}, { action: 'opened', by, note: '' }, contact)
    return row.id
  }

  async #append(
    transaction: Transaction<Tables>,
    row: TicketRow,
    { lot, text, contact, by }: TicketOpening,
  ): Promise<string> {
    if (row.reports >= maxReports) {
      throw new Refusal(429, 'reported-often', `this was reported ${maxReports} times: staff know of it`)
    }
    // Whoever was waited for has spoken.
    const back = row.state === 'waiting' && by === 'customer' ? moved(row, 'in-progress', this.#now()) : {}
    const note = lot !== undefined && lot !== row.lot ? `${lot}: ${text}` : text
    const change = { ...back, reports: row.reports + 1 }
    await this.#change(transaction, row, change, { action: 'reported-again', by, note }, contact)
    return row.id
  }

  async #act(
    id: string,
    event: Change | ((row: TicketRow) => Change),
    decide: (row: TicketRow) => Updateable<Tables['ticket']>,
  ): Promise<Ticket> {
    await this.#database.transaction().execute(async (transaction) => {
      const row = await this.#lock(transaction, id)
      if (row.state === 'closed') throw new Refusal(409, 'closed', 'the ticket is closed: a new matter needs a new one')
      const change = decide(row)
      await this.#change(transaction, row, change, typeof event === 'function' ? event(row) : event)
    })
    return this.get(id)
  }

  /** Writing first takes the row's lock, so that two people's decisions come one after the other on PostgreSQL too. */
  async #lock(transaction: Transaction<Tables>, id: string): Promise<TicketRow> {
    const touch = transaction.updateTable('ticket').set((row) => ({ version: row.ref('version') }))
    const row = await touch.where('id', '=', id).returningAll().executeTakeFirst()
    if (row === undefined) throw notFound(`ticket ${id}`)
    return row
  }

  async #change(
    transaction: Transaction<Tables>,
    row: TicketRow,
    change: Updateable<Tables['ticket']>,
    event: Change,
    contact?: string,
  ): Promise<void> {
    const { version } = await transaction
      .updateTable('ticket')
      .set((set) => ({
        ...change,
        dueAtMs: dueAtMs({ ...row, ...change } as TicketRow),
        version: set('version', '+', 1),
      }))
      .where('id', '=', row.id)
      .returning('version')
      .executeTakeFirstOrThrow()
    await transaction
      .insertInto('ticketEvent')
      .values({ ticket: row.id, ordinal: version, atMs: this.#now(), ...event })
      .execute()
    if (contact === undefined) return
    await transaction.insertInto('ticketContact').values({ ticket: row.id, ordinal: version, contact }).execute()
  }
}

/** The same thing is not open twice; what concerns neither an order nor a lot is never taken for the same. */
function openKeyOf({ order, lot, scene }: TicketOpening): string | null {
  if (order !== undefined) return `order/${order}/${scene}`
  return lot === undefined ? null : `lot/${lot}/${scene}`
}
