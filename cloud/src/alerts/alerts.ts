import { randomUUID } from 'node:crypto'
import type { Acknowledgement } from '@larder/contracts/acknowledgement'
import type { Alert, AlertEvent } from '@larder/contracts/alert'
import type { Notification } from '@larder/contracts/notification'
import type { Situation } from '@larder/contracts/situation'
import { topicOf } from '@larder/contracts/topics'
import type { Transaction, Updateable } from 'kysely'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { type AlertRow, alertsFrom } from './view.ts'

type Change = Omit<AlertEvent, 'atMs'>
/** What else belongs to a decision, written in its transaction. */
type Beside = (transaction: Transaction<Tables>, situation: Situation) => Promise<unknown>

export interface AlertFilter {
  state: 'open' | 'closed' | 'all'
  limit: number
  site?: string | undefined
  asset?: string | undefined
}

/** What staff do about situations. Everything is written with its line of history in one transaction. */
export class Alerts {
  readonly #database: Database
  readonly #now: () => number

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
  }

  /** Takes a situation's revision; returns the alert when it changed, undefined for a duplicate or an older revision. */
  async apply(situation: Situation): Promise<Alert | undefined> {
    const changed = await this.#database.transaction().execute(async (transaction) => {
      const before = await transaction.selectFrom('alert').selectAll().where('id', '=', situation.id).executeTakeFirst()
      if (before === undefined) return this.#open(transaction, situation)
      if (before.revision >= situation.revision) return false
      await this.#revise(transaction, before, situation)
      return true
    })
    return changed ? this.get(situation.id) : undefined
  }

  /** Records that someone was told; undefined when it is recorded already or the alert is not known. */
  async notified(notification: Notification): Promise<Alert | undefined> {
    const { id, situation: alert, level, atMs } = notification
    const added = await this.#database
      .insertInto('notification')
      .values({ id, alert, level, atMs, message: JSON.stringify(notification) })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    return added.length === 0 ? undefined : this.find(alert)
  }

  async list(filter: AlertFilter): Promise<Alert[]> {
    let query = this.#database.selectFrom('alert').selectAll().orderBy('openedAtMs', 'desc').orderBy('id')
    if (filter.state !== 'all') query = query.where('closedAtMs', filter.state === 'open' ? 'is' : 'is not', null)
    if (filter.site !== undefined) query = query.where('site', '=', filter.site)
    if (filter.asset !== undefined) query = query.where('asset', '=', filter.asset)
    return alertsFrom(this.#database, await query.limit(filter.limit).execute())
  }

  async find(id: string): Promise<Alert | undefined> {
    const rows = await this.#database.selectFrom('alert').selectAll().where('id', '=', id).execute()
    return (await alertsFrom(this.#database, rows))[0]
  }

  async get(id: string): Promise<Alert> {
    const alert = await this.find(id)
    if (alert === undefined) throw notFound(`alert ${id}`)
    return alert
  }

  /** Situations of an asset that touch the time asked, oldest first. */
  async situations(where: { site: string; asset: string; fromMs: number; untilMs: number }): Promise<Situation[]> {
    const rows = await this.#database
      .selectFrom('alert')
      .select('situation')
      .where('site', '=', where.site)
      .where('asset', '=', where.asset)
      .where('openedAtMs', '<', where.untilMs)
      .orderBy('openedAtMs', 'desc')
      .limit(1000)
      .execute()
    return rows
      .map((row) => JSON.parse(row.situation) as Situation)
      .filter((situation) => (situation.untilMs ?? Number.POSITIVE_INFINITY) >= where.fromMs)
      .reverse()
  }

  acknowledge(id: string, by: string, reason: string): Promise<Alert> {
    return this.#act(id, { action: 'acknowledged', by, note: reason }, (row) => {
      if (row.acknowledgedBy !== null) {
        throw new Refusal(409, 'already-acknowledged', `${row.acknowledgedBy} has acknowledged it already`)
      }
      return { acknowledgedBy: by, acknowledgedAtMs: this.#now() }
    })
  }

  assign(id: string, by: string, to: string): Promise<Alert> {
    return this.#act(id, { action: 'assigned', by, note: to }, () => ({ assignedTo: to }))
  }

  comment(id: string, by: string, text: string): Promise<Alert> {
    return this.#act(id, { action: 'commented', by, note: text }, () => ({}))
  }

  /** Closes it by hand. Who resolves what nobody has acknowledged acknowledges it too, so that escalation ends. */
  resolve(id: string, by: string, reason: string, beside?: Beside): Promise<Alert> {
    const decide = (row: AlertRow): Updateable<Tables['alert']> => {
      if (row.closedAtMs !== null) throw new Refusal(409, 'already-closed', 'it is closed already')
      const taken = row.acknowledgedBy === null ? { acknowledgedBy: by, acknowledgedAtMs: this.#now() } : {}
      return { ...taken, closedAtMs: this.#now() }
    }
    return this.#act(id, { action: 'resolved', by, note: reason }, decide, beside)
  }

  async #open(transaction: Transaction<Tables>, situation: Situation): Promise<boolean> {
    const { id, revision, site, asset, openedAtMs } = situation
    const row = { id, revision, site, asset, openedAtMs, situation: JSON.stringify(situation), version: 0 }
    const nobody = { acknowledgedBy: null, acknowledgedAtMs: null, assignedTo: null, closedAtMs: null }
    await transaction
      .insertInto('alert')
      .values({ ...row, ...nobody })
      .execute()
    const note = situation.severity
    await this.#change(transaction, id, {}, { action: 'opened', by: 'edge', note }, openedAtMs)
    if (situation.state === 'resolved') await this.#end(transaction, situation, null)
    return true
  }

  async #revise(transaction: Transaction<Tables>, before: AlertRow, situation: Situation): Promise<void> {
    const { id, revision, severity } = situation
    const earlier = JSON.parse(before.situation) as Situation
    await transaction
      .updateTable('alert')
      .set({ revision, situation: JSON.stringify(situation) })
      .where('id', '=', id)
      .execute()
    const open = situation.state === 'open'
    const back = open && earlier.state === 'resolved'
    // What a person took or closed as a warning and has become critical is nobody's again; the history keeps who it was.
    const worse = open && severity === 'critical' && earlier.severity === 'warning'
    const untaken = worse ? { acknowledgedBy: null, acknowledgedAtMs: null } : {}
    const change = back || worse ? { ...untaken, closedAtMs: null } : {}
    const line = (action: 'opened' | 'updated'): Change => ({ action, by: 'edge', note: severity })
    if (back) await this.#change(transaction, id, change, line('opened'), this.#now())
    else if (severity !== earlier.severity) await this.#change(transaction, id, change, line('updated'), this.#now())
    if (!open && earlier.state === 'open') await this.#end(transaction, situation, before.closedAtMs)
  }

  /** The condition is over. What a person had closed before keeps that person's time. */
  async #end(transaction: Transaction<Tables>, situation: Situation, closedAtMs: number | null): Promise<void> {
    const endedAtMs = situation.untilMs ?? this.#now()
    const action = closedAtMs === null ? 'resolved' : 'closed'
    const ended: Change = { action, by: 'edge', note: '' }
    await this.#change(transaction, situation.id, { closedAtMs: closedAtMs ?? endedAtMs }, ended, endedAtMs)
  }

  async #act(
    id: string,
    event: Change,
    decide: (row: AlertRow) => Updateable<Tables['alert']>,
    beside?: Beside,
  ): Promise<Alert> {
    await this.#database.transaction().execute(async (transaction) => {
      const row = await this.#lock(transaction, id)
      const change = decide(row)
      await this.#change(transaction, id, change, event, this.#now())
      if (change.acknowledgedBy) await this.#tell(transaction, row, change.acknowledgedBy, event.note)
      await beside?.(transaction, JSON.parse(row.situation) as Situation)
    })
    return this.get(id)
  }

  /** Writing first takes the row's lock, so that two people's decisions come one after the other on PostgreSQL too. */
  async #lock(transaction: Transaction<Tables>, id: string): Promise<AlertRow> {
    const touch = transaction.updateTable('alert').set((row) => ({ version: row.ref('version') }))
    const row = await touch.where('id', '=', id).returningAll().executeTakeFirst()
    if (row === undefined) throw notFound(`alert ${id}`)
    return row
  }

  async #change(
    transaction: Transaction<Tables>,
    id: string,
    change: Updateable<Tables['alert']>,
    event: Change,
    atMs: number,
  ): Promise<void> {
    const { version } = await transaction
      .updateTable('alert')
      .set((row) => ({ ...change, version: row('version', '+', 1) }))
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow()
    await transaction
      .insertInto('alertEvent')
      .values({ alert: id, ordinal: version, atMs, ...event })
      .execute()
  }

  async #tell(transaction: Transaction<Tables>, row: AlertRow, by: string, reason: string): Promise<void> {
    const { site, asset, cause, severity } = JSON.parse(row.situation) as Situation
    const message: Acknowledgement = { situation: row.id, by, reason, severity, atMs: this.#now() }
    const topic = topicOf('acknowledgement', { site, asset, cause })
    const waiting = { id: randomUUID(), topic, payload: JSON.stringify(message), createdAtMs: this.#now() }
    await transaction.insertInto('outbox').values(waiting).execute()
  }
}
