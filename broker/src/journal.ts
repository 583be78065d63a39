import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { type BatchEntry, decodeBatch, encodeBatch, type Recipient } from './batch.ts'
import { GroupCommit } from './group-commit.ts'
import type { Message, Qos } from './message.ts'

/** Messages that went to disk in one row; the row goes when every session has acknowledged its share. */
export interface Batch {
  id: number
  bytes: number
  /** Session number → messages it has not acknowledged. */
  left: Map<number, number>
}

export interface StoredSession {
  number: number
  clientId: string
  account: string
  seenAtMs: number
  subscriptions: { filter: string; qos: Qos }[]
}

export interface StoredWill {
  clientId: string
  message: Message
}

type Appended = (error: Error | null, batch: Batch) => void

interface OpenBatch {
  batch: Batch
  entries: (BatchEntry & { done: Appended })[]
}

/** A batch is written when it has so many messages, or when the group commit's patience is over. */
const largestBatch = 500

const schema = `
  CREATE TABLE IF NOT EXISTS sessions (
    number INTEGER PRIMARY KEY, client_id TEXT NOT NULL UNIQUE, account TEXT NOT NULL, seen_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS subscriptions (
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE, filter TEXT NOT NULL, qos INTEGER NOT NULL,
    PRIMARY KEY (session, filter)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS batches (id INTEGER PRIMARY KEY, messages BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS pending (
    batch INTEGER NOT NULL REFERENCES batches ON DELETE CASCADE, session INTEGER NOT NULL, PRIMARY KEY (batch, session)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS retained (topic TEXT PRIMARY KEY, qos INTEGER NOT NULL, payload BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS wills (
    client_id TEXT PRIMARY KEY, topic TEXT NOT NULL, payload BLOB NOT NULL, qos INTEGER NOT NULL, retain INTEGER NOT NULL
  ) STRICT;
`

/**
 * What must outlive a crash: sessions, their messages, retained messages and wills.
 * Messages are stored a whole commit at a time, so that 20,000 a second cost a few hundred rows; after a crash
 * a session may see again the messages of a row it had acknowledged in part.
 */
export class Journal {
  readonly #directory: string
  #database!: DatabaseSync
  #commit!: GroupCommit
  readonly #statements: Record<string, StatementSync> = {}
  #open: OpenBatch | undefined
  #nextBatch = 1
  /** Batches and bytes on disk that somebody has yet to acknowledge. */
  rows = 0
  bytes = 0

  constructor(directory: string) {
    this.#directory = directory
  }

  /** @throws when another broker uses the same folder */
  start(): void {
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 })
    const path = join(this.#directory, 'sessions.db')
    this.#database = new DatabaseSync(path, { timeout: 1000 })
    try {
      // One broker per folder; alone, SQLite needs no shared memory and no lock per commit.
      this.#database.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 4000; ${schema}`)
    } catch (error) {
      this.#database.close()
      if (!/locked/.test((error as Error).message)) throw error
      throw new Error(`${path} is in use: another broker runs on this data folder; stop it first`)
    }
    // The schema is on disk with its log; from here on the group commit syncs.
    this.#database.exec('PRAGMA synchronous = NORMAL')
    this.#commit = new GroupCommit(this.#database, `${path}-wal`)
    this.#nextBatch = Number(this.#prepare('SELECT coalesce(max(id), 0) + 1 AS next FROM batches').get()?.next)
  }

  async stop(): Promise<void> {
    await this.#commit.stop()
    this.#database.close()
  }

  /** `done` hears once the message is on disk for these recipients, or why it cannot be. */
  append(message: Message, recipients: readonly Recipient[], done: Appended): void {
    this.#open ??= this.#openBatch()
    const { batch, entries } = this.#open
    entries.push({ message, recipients, done })
    for (const { number } of recipients) batch.left.set(number, (batch.left.get(number) ?? 0) + 1)
    if (entries.length >= largestBatch) this.#commit.flush()
  }

  /** This session needs one message of this batch no longer. */
  settle(batch: Batch, session: number): void {
    const left = (batch.left.get(session) ?? 0) - 1
    if (left > 0) {
      batch.left.set(session, left)
      return
    }
    batch.left.delete(session)
    if (batch.left.size > 0) this.#lazily('DELETE FROM pending WHERE batch = ? AND session = ?', batch.id, session)
    else {
      this.rows -= 1
      this.bytes -= batch.bytes
      this.#lazily('DELETE FROM batches WHERE id = ?', batch.id)
    }
  }

  saveSession(session: Omit<StoredSession, 'subscriptions'>): void {
    const sql = `INSERT INTO sessions (number, client_id, account, seen_at_ms) VALUES (?, ?, ?, ?)
      ON CONFLICT (number) DO UPDATE SET seen_at_ms = excluded.seen_at_ms`
    this.#lazily(sql, session.number, session.clientId, session.account, session.seenAtMs)
  }

  saveSubscription(session: number, filter: string, qos: Qos): void {
    this.#lazily('INSERT OR REPLACE INTO subscriptions (session, filter, qos) VALUES (?, ?, ?)', session, filter, qos)
  }

  dropSubscription(session: number, filter: string): void {
    this.#lazily('DELETE FROM subscriptions WHERE session = ? AND filter = ?', session, filter)
  }

  dropSession(session: number): void {
    this.#lazily('DELETE FROM sessions WHERE number = ?', session)
  }

  /** An empty payload removes what is retained [MQTT-3.3.1-10]. */
  saveRetained({ topic, qos, payload }: Message, done: (error: Error | null) => void): void {
    const apply =
      payload.length === 0
        ? () => this.#prepare('DELETE FROM retained WHERE topic = ?').run(topic)
        : () => this.#prepare('INSERT OR REPLACE INTO retained VALUES (?, ?, ?)').run(topic, qos, payload)
    this.#commit.add({ apply, done })
  }

  saveWill({ clientId, message }: StoredWill): void {
    const sql = 'INSERT OR REPLACE INTO wills (client_id, topic, payload, qos, retain) VALUES (?, ?, ?, ?, ?)'
    this.#lazily(sql, clientId, message.topic, message.payload, message.qos, message.retain ? 1 : 0)
  }

  dropWill(clientId: string): void {
    this.#lazily('DELETE FROM wills WHERE client_id = ?', clientId)
  }

  /** Resolves when everything saved so far is on disk. */
  written(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#commit.add({ done: (error) => (error ? reject(error) : resolve()) })
    })
  }

  sessions(): StoredSession[] {
    const filters = this.#prepare('SELECT filter, qos FROM subscriptions WHERE session = ?')
    return this.#prepare('SELECT number, client_id, account, seen_at_ms FROM sessions')
      .all()
      .map((row) => ({
        number: Number(row.number),
        clientId: String(row.client_id),
        account: String(row.account),
        seenAtMs: Number(row.seen_at_ms),
        subscriptions: filters.all(Number(row.number)) as unknown as StoredSession['subscriptions'],
      }))
  }

  /** Everything not yet acknowledged, oldest first. A batch's `left` names the sessions that still wait for it. */
  *batches(): Generator<{ batch: Batch; entries: BatchEntry[] }> {
    const waiting = this.#prepare('SELECT session FROM pending WHERE batch = ?')
    for (const row of this.#prepare('SELECT id, messages FROM batches ORDER BY id').iterate()) {
      const blob = Buffer.from(row.messages as Uint8Array)
      const sessions = new Set(waiting.all(Number(row.id)).map((pending) => Number(pending.session)))
      const entries = decodeBatch(blob)
      const batch: Batch = { id: Number(row.id), bytes: blob.length, left: new Map() }
      for (const entry of entries) {
        entry.recipients = entry.recipients.filter(({ number }) => sessions.has(number))
        for (const { number } of entry.recipients) batch.left.set(number, (batch.left.get(number) ?? 0) + 1)
      }
      this.rows += 1
      this.bytes += blob.length
      yield { batch, entries }
    }
  }

  retained(): Message[] {
    return this.#prepare('SELECT topic, qos, payload FROM retained')
      .all()
      .map((row) => ({ ...messageOf(row), retain: true }))
  }

  wills(): StoredWill[] {
    return this.#prepare('SELECT client_id, topic, qos, payload, retain FROM wills')
      .all()
      .map((row) => ({ clientId: String(row.client_id), message: { ...messageOf(row), retain: row.retain === 1 } }))
  }

  #openBatch(): OpenBatch {
    const open: OpenBatch = { batch: { id: this.#nextBatch++, bytes: 0, left: new Map() }, entries: [] }
    this.#commit.add({
      apply: () => {
        this.#open = undefined
        this.#writeBatch(open.batch, open.entries)
      },
      done: (error) => {
        // The transaction may have failed before it came to this batch: nothing may join it any more.
        if (this.#open === open) this.#open = undefined
        if (error === null) {
          this.rows += 1
          this.bytes += open.batch.bytes
        }
        for (const entry of open.entries) entry.done(error, open.batch)
      },
    })
    return open
  }

  #writeBatch(batch: Batch, entries: BatchEntry[]): void {
    const blob = encodeBatch(entries)
    batch.bytes = blob.length
    this.#prepare('INSERT INTO batches (id, messages) VALUES (?, ?)').run(batch.id, blob)
    const pending = this.#prepare('INSERT INTO pending (batch, session) VALUES (?, ?)')
    for (const session of batch.left.keys()) pending.run(batch.id, session)
  }

  /** A change that is tried again with the next group when its own group could not be written. */
  #lazily(sql: string, ...values: (string | number | Buffer)[]): void {
    const statement = this.#prepare(sql)
    const apply = () => statement.run(...values)
    const done = (error: Error | null) => {
      if (error) this.#commit.addLazily({ apply, done })
    }
    this.#commit.addLazily({ apply, done })
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements[sql]
    if (known) return known
    const statement = this.#database.prepare(sql)
    this.#statements[sql] = statement
    return statement
  }
}

const messageOf = (row: Record<string, unknown>): Message => ({
  topic: String(row.topic),
  qos: Number(row.qos) as Qos,
  payload: Buffer.from(row.payload as Uint8Array),
  retain: false,
})
