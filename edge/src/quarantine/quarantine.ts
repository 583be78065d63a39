import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Quarantined, QuarantineReason } from '@larder/contracts/quarantine'
import { excerptLength, type Rejection } from '../intake/message.ts'

export type QuarantineCounts = Partial<Record<QuarantineReason, number>>

/**
 * What the door refused: the newest `rowsAtMost` with their excerpts, and for ever the count by reason and source.
 * On disk before the broker is told that the message was taken.
 */
export class Quarantine {
  #path: string
  #rowsAtMost: number
  #database: DatabaseSync | undefined
  #insert: StatementSync | undefined
  #count: StatementSync | undefined
  #prune: StatementSync | undefined

  constructor(path: string, rowsAtMost = 20_000) {
    this.#path = path
    this.#rowsAtMost = rowsAtMost
  }

  start(): void {
    mkdirSync(dirname(this.#path), { recursive: true })
    const database = new DatabaseSync(this.#path)
    database.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;
      CREATE TABLE IF NOT EXISTS quarantined (
        id INTEGER PRIMARY KEY AUTOINCREMENT, atMs INTEGER NOT NULL, source TEXT NOT NULL,
        reason TEXT NOT NULL, detail TEXT NOT NULL, excerpt TEXT NOT NULL
      ) STRICT;
      CREATE TABLE IF NOT EXISTS counted (
        reason TEXT NOT NULL, source TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (reason, source)
      ) STRICT, WITHOUT ROWID;`)
    this.#database = database
    this.#insert = database.prepare(
      'INSERT INTO quarantined (atMs, source, reason, detail, excerpt) VALUES (?, ?, ?, ?, ?) RETURNING id',
    )
    this.#count = database.prepare('INSERT INTO counted VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1')
    this.#prune = database.prepare('DELETE FROM quarantined WHERE id <= ?')
  }

  stop(): void {
    this.#database?.close()
    this.#database = undefined
  }

  /** Keeps all of them in one transaction and returns them as they will be shown. */
  keep(rejections: readonly Rejection[], atMs: number): Quarantined[] {
    const database = this.#open()
    database.exec('BEGIN IMMEDIATE')
    try {
      const kept = rejections.map((rejection) => this.#keepOne(rejection, atMs))
      this.#prune?.run((kept.at(-1)?.id ?? 0) - this.#rowsAtMost)
      database.exec('COMMIT')
      return kept
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }

  counts(): QuarantineCounts {
    const rows = this.#open().prepare('SELECT reason, sum(count) AS count FROM counted GROUP BY reason').all()
    return Object.fromEntries(rows.map((row) => [row.reason, row.count]))
  }

  countsBySource(): { reason: QuarantineReason; source: string; count: number }[] {
    return this.#open().prepare('SELECT reason, source, count FROM counted ORDER BY count DESC').all() as never
  }

  /** The newest kept, newest first. */
  newest(limit: number): Quarantined[] {
    return this.#open().prepare('SELECT * FROM quarantined ORDER BY id DESC LIMIT ?').all(limit) as never
  }

  #keepOne({ source, reason, detail, excerpt }: Rejection, atMs: number): Quarantined {
    const short = excerpt.slice(0, excerptLength)
    const row = this.#insert?.get(atMs, source, reason, detail, short)
    this.#count?.run(reason, source)
    return { id: Number(row?.id), atMs, source, reason, detail, excerpt: short }
  }

  #open(): DatabaseSync {
    if (this.#database === undefined) throw new Error('the quarantine is not started')
    return this.#database
  }
}
