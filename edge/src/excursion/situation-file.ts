import { DatabaseSync } from 'node:sqlite'
import type { Situation } from '@larder/contracts/situation'
import type { DefrostSnapshot } from '../defrost/defrost-memory.ts'
import { transaction } from '../transaction.ts'
import type { LearnedOfProbe } from './excursion-engine.ts'
import type { Known } from './reconcile.ts'

/** One revision that nobody has confirmed yet. */
export interface Pending {
  rowId: number
  situation: Situation
}

/**
 * The situations a restart must know, and the revisions not yet confirmed, in SQLite. A revision is on disk before
 * it is emitted, and goes when its receiver has confirmed it.
 */
export class SituationFile {
  private readonly path: string
  private database: DatabaseSync | undefined

  constructor(path: string) {
    this.path = path
  }

  start(): void {
    this.database = new DatabaseSync(this.path)
    this.database.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;
      CREATE TABLE IF NOT EXISTS known (id TEXT PRIMARY KEY, resolvedAtMs INTEGER, body TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS outbox (rowId INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, body TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS learned (asset TEXT, probe TEXT, body TEXT NOT NULL, PRIMARY KEY (asset, probe)) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS outboxById ON outbox (id);`)
  }

  stop(): void {
    this.database?.close()
    this.database = undefined
  }

  known(): Known[] {
    const rows = this.open.prepare('SELECT body FROM known').all() as { body: string }[]
    return rows.map(({ body }) => JSON.parse(body) as Known)
  }

  /** All or none. */
  save(revised: readonly Known[]): void {
    transaction(this.open, 'BEGIN IMMEDIATE', () => {
      for (const one of revised) this.put(one)
    })
  }

  /** What the probes taught of defrosts. */
  learned(): LearnedOfProbe[] {
    const rows = this.open.prepare('SELECT asset, probe, body FROM learned').all() as {
      asset: string
      probe: string
      body: string
    }[]
    return rows.map(({ asset, probe, body }) => ({ asset, probe, snapshot: JSON.parse(body) as DefrostSnapshot }))
  }

  /** All or none; a probe that is not among them has left. */
  saveLearned(learned: readonly LearnedOfProbe[]): void {
    transaction(this.open, 'BEGIN IMMEDIATE', () => {
      this.open.exec('DELETE FROM learned')
      const put = this.open.prepare('INSERT INTO learned (asset, probe, body) VALUES (?, ?, ?)')
      for (const { asset, probe, snapshot } of learned) put.run(asset, probe, JSON.stringify(snapshot))
    })
  }

  /** The oldest revisions that wait. */
  pending(limit: number): Pending[] {
    const rows = this.open.prepare('SELECT rowId, body FROM outbox ORDER BY rowId LIMIT ?').all(limit) as {
      rowId: number
      body: string
    }[]
    return rows.map(({ rowId, body }) => ({ rowId, situation: JSON.parse(body) as Situation }))
  }

  /** Only the revision that was sent: a newer one may have taken the row meanwhile. */
  confirm({ rowId, situation }: Pending): void {
    this.open
      .prepare("DELETE FROM outbox WHERE rowId = ? AND json_extract(body, '$.revision') = ?")
      .run(rowId, situation.revision)
  }

  /** Forgets situations that were resolved before `beforeMs`, by our own clock. */
  forget(beforeMs: number): void {
    this.open.prepare('DELETE FROM known WHERE resolvedAtMs < ?').run(beforeMs)
  }

  private put(one: Known): void {
    const { situation, revisedAtMs } = one
    this.open
      .prepare('INSERT OR REPLACE INTO known (id, resolvedAtMs, body) VALUES (?, ?, ?)')
      .run(situation.id, situation.state === 'open' ? null : revisedAtMs, JSON.stringify(one))
    const body = JSON.stringify(situation)
    const waiting = this.open
      .prepare('SELECT rowId, body FROM outbox WHERE id = ? ORDER BY rowId DESC LIMIT 1')
      .get(situation.id) as { rowId: number; body: string } | undefined
    // Only transitions must all arrive; news of a peak may take the place of older news.
    if (waiting !== undefined && isMereNews(JSON.parse(waiting.body) as Situation, situation)) {
      this.open.prepare('UPDATE outbox SET body = ? WHERE rowId = ?').run(body, waiting.rowId)
    } else {
      this.open.prepare('INSERT INTO outbox (id, body) VALUES (?, ?)').run(situation.id, body)
    }
  }

  private get open(): DatabaseSync {
    if (this.database === undefined) throw new Error(`${this.path} is not open: call start() first`)
    return this.database
  }
}

const isMereNews = (before: Situation, after: Situation): boolean =>
  before.state === after.state && before.severity === after.severity && before.past === after.past
