import { DatabaseSync } from 'node:sqlite'
import type { Acknowledgement } from '@larder/contracts/acknowledgement'
import { type Notification, notificationMessage } from '@larder/contracts/notification'
import { type Situation, situationMessage } from '@larder/contracts/situation'
import type { Escalation, Standing } from './escalation.ts'
import { isNewer } from './news.ts'
import type { Channel, Told } from './notices.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS situation (
    id TEXT PRIMARY KEY, open INTEGER NOT NULL, past INTEGER NOT NULL, message TEXT NOT NULL,
    received_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS taken (
    situation TEXT NOT NULL, severity TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (situation, severity)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS told (
    situation TEXT NOT NULL, channel TEXT NOT NULL, receiver TEXT NOT NULL, severity TEXT NOT NULL,
    level INTEGER NOT NULL, PRIMARY KEY (situation, channel, receiver)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS escalation (
    node TEXT NOT NULL, situation TEXT NOT NULL, level INTEGER NOT NULL, due_at_ms INTEGER NOT NULL,
    PRIMARY KEY (node, situation)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS outbox (sequence INTEGER PRIMARY KEY, message TEXT NOT NULL) STRICT;`

/** A fresh notice of a worse state never forgets how far the escalation had come. */
const tell = `INSERT INTO told VALUES (?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET severity = excluded.severity, level = max(level, excluded.level)`

/** What must outlive a restart: situations, who was told, what waits to be escalated, what waits for the broker. */
export class State {
  readonly #path: string
  #open: DatabaseSync | undefined

  constructor(path: string) {
    this.#path = path
  }

  start(): void {
    const database = new DatabaseSync(this.#path)
    database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000')
    database.exec(schema)
    this.#open = database
  }

  stop(): void {
    this.#open?.close()
    this.#open = undefined
  }

  situation(id: string): Situation | undefined {
    const row = this.#row('SELECT message FROM situation WHERE id = ?', id)
    return row && situationMessage.parse(JSON.parse(String(row.message)))
  }

  /** Every situation that is open, or of which somebody has still to be told: its end, or that it is on record. */
  unfinished(): Situation[] {
    const sql = `SELECT message FROM situation
      WHERE (past = 0 AND open = 1) OR (past <> (id IN (SELECT situation FROM told))) ORDER BY received_at_ms`
    return this.#all(sql).map((row) => situationMessage.parse(JSON.parse(String(row.message))))
  }

  /** Keeps the newer revision; false when this one was known already. */
  remember(situation: Situation, nowMs: number): boolean {
    if (!isNewer(this.situation(situation.id), situation)) return false
    const open = situation.state === 'open' ? 1 : 0
    const past = situation.past ? 1 : 0
    const sql = `INSERT INTO situation VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET open = excluded.open, message = excluded.message`
    this.#run(sql, situation.id, open, past, JSON.stringify(situation), nowMs)
    return true
  }

  /** Somebody has taken it. What escalates afterwards, because it became critical, begins at the first level again. */
  acknowledge({ situation, severity, atMs }: Acknowledgement): void {
    this.#run('INSERT OR IGNORE INTO taken VALUES (?, ?, ?)', situation, severity, atMs)
    if (this.standing(situation)?.acknowledged) this.#run('UPDATE told SET level = 0 WHERE situation = ?', situation)
  }

  standing(id: string): Standing | undefined {
    const situation = this.situation(id)
    if (situation === undefined) return undefined
    const { severity, past } = situation
    const sql = `SELECT 1 FROM taken WHERE situation = ? AND severity IN ('critical', ?)`
    const acknowledged = this.#row(sql, id, severity) !== undefined
    return { open: situation.state === 'open', acknowledged, past, severity }
  }

  told(situation: string, channel: Channel, receiver: string): Told | undefined {
    const sql = 'SELECT severity, level FROM told WHERE situation = ? AND channel = ? AND receiver = ?'
    return this.#row(sql, situation, channel, receiver) as Told | undefined
  }

  receiversTold(situation: string, channel: Channel): string[] {
    const sql = 'SELECT receiver FROM told WHERE situation = ? AND channel = ?'
    return this.#all(sql, situation, channel).map((row) => String(row.receiver))
  }

  /** One attempt to tell somebody: what was said goes to the broker, and who now knows of it is kept, as one. */
  record(notification: Notification): void {
    const { situation, channel, to, kind, severity, level } = notification
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      this.#run('INSERT INTO outbox (message) VALUES (?)', JSON.stringify(notification))
      if (notification.outcome === 'sent' && kind === 'resolved')
        this.#run('DELETE FROM told WHERE situation = ? AND channel = ? AND receiver = ?', situation, channel, to)
      else if (notification.outcome === 'sent') this.#run(tell, situation, channel, to, severity, level)
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#database.exec('ROLLBACK')
      throw error
    }
  }

  /** The oldest notifications the broker has not confirmed. */
  outgoing(limit: number): { sequence: number; notification: Notification }[] {
    return this.#all('SELECT sequence, message FROM outbox ORDER BY sequence LIMIT ?', limit).map((row) => ({
      sequence: Number(row.sequence),
      notification: notificationMessage.parse(JSON.parse(String(row.message))),
    }))
  }

  confirm(sequence: number): void {
    this.#run('DELETE FROM outbox WHERE sequence = ?', sequence)
  }

  escalations(node: string): Escalation[] {
    const rows = this.#all('SELECT situation, level, due_at_ms AS dueAtMs FROM escalation WHERE node = ?', node)
    return rows as unknown as Escalation[]
  }

  keepEscalation(node: string, { situation, level, dueAtMs }: Escalation): void {
    this.#run('INSERT OR REPLACE INTO escalation VALUES (?, ?, ?, ?)', node, situation, level, dueAtMs)
  }

  endEscalation(node: string, situation: string): void {
    this.#run('DELETE FROM escalation WHERE node = ? AND situation = ?', node, situation)
  }

  /** Forgets what is over and was received before, and the oldest unsent notifications past the bound. */
  prune(receivedBeforeMs: number, maxOutgoing: number): { situations: number; notifications: number } {
    const situations = this.#run(
      'DELETE FROM situation WHERE (open = 0 OR past = 1) AND received_at_ms < ?',
      receivedBeforeMs,
    )
    for (const table of ['told', 'escalation'])
      this.#run(`DELETE FROM ${table} WHERE situation NOT IN (SELECT id FROM situation)`)
    this.#run('DELETE FROM taken WHERE at_ms < ? AND situation NOT IN (SELECT id FROM situation)', receivedBeforeMs)
    const bound = 'DELETE FROM outbox WHERE sequence <= (SELECT max(sequence) FROM outbox) - ?'
    return { situations, notifications: this.#run(bound, maxOutgoing) }
  }

  get #database(): DatabaseSync {
    if (this.#open === undefined) throw new Error('the flows state is not open')
    return this.#open
  }

  #run(sql: string, ...values: (string | number)[]): number {
    return Number(this.#database.prepare(sql).run(...values).changes)
  }

  #row(sql: string, ...values: (string | number)[]) {
    return this.#database.prepare(sql).get(...values)
  }

  #all(sql: string, ...values: (string | number)[]) {
    return this.#database.prepare(sql).all(...values)
  }
}
