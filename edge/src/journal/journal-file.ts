import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Observation } from '../telemetry/store.ts'
import { transaction } from '../transaction.ts'
import { addressOf, atOf, sampleOf } from './fold.ts'
import {
  type Entry,
  type EntryRow,
  entryValues,
  type FoldedRow,
  foldedOf,
  foldedValues,
  observationOf,
  rangesOf,
  type Source,
} from './journal-rows.ts'
import { fingerprintOf, type Trace } from './recall.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS probe (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, site TEXT NOT NULL, asset TEXT NOT NULL, probe TEXT NOT NULL,
    UNIQUE (kind, site, asset, probe)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY, probe INTEGER NOT NULL, at_ms INTEGER NOT NULL, sequence INTEGER NOT NULL,
    received_ms INTEGER NOT NULL, celsius REAL, rest TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS folded (
    id INTEGER PRIMARY KEY, level INTEGER NOT NULL, probe INTEGER NOT NULL, first_ms INTEGER NOT NULL,
    last_ms INTEGER, count INTEGER, min REAL, mean REAL, max REAL, gap_ms INTEGER, sample TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS newest (
    probe INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, at_ms INTEGER NOT NULL, fingerprint INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS total (name TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`

/** The journal's tables and statements; says nothing about when and why. */
export class JournalFile {
  readonly #path: string
  readonly #maxBytes: number
  #database: DatabaseSync | undefined
  readonly #statements = new Map<string, StatementSync>()
  readonly #ids = new Map<string, number>()
  readonly #sources = new Map<number, Source>()

  constructor(path: string, maxBytes: number) {
    this.#path = path
    this.#maxBytes = maxBytes
  }

  open(): void {
    mkdirSync(dirname(this.#path), { recursive: true })
    const database = new DatabaseSync(this.#path, { timeout: 10_000 })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216')
    database.exec(schema)
    // Folding keeps the journal at its bound; this holds it a quarter above, whatever one append brings.
    database.exec(`PRAGMA max_page_count = ${Math.ceil((this.#maxBytes * 1.25) / 4096)}`)
    this.#database = database
    this.#loadSources()
  }

  close(): void {
    this.#statements.clear()
    this.#ids.clear()
    this.#sources.clear()
    this.#database?.close()
    this.#database = undefined
  }

  /** All or nothing; durable when it returns. */
  transaction<T>(work: () => T): T {
    try {
      return transaction(this.#opened(), 'BEGIN IMMEDIATE', work)
    } catch (error) {
      this.#loadSources()
      throw error
    }
  }

  /** All or nothing, not awaited by the disk: a power cut may undo it, and must be harmless then. */
  lazyTransaction<T>(work: () => T): T {
    const database = this.#opened()
    database.exec('PRAGMA synchronous = NORMAL')
    try {
      return this.transaction(work)
    } finally {
      database.exec('PRAGMA synchronous = FULL')
    }
  }

  sourceId(observation: Observation): number {
    const kind = observation.kind === 'position' ? 'position' : 'reading'
    const { site, asset, probe } = addressOf(observation)
    const key = `${kind}/${site}/${asset}/${probe}`
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const sql = 'INSERT INTO probe (kind, site, asset, probe) VALUES (?, ?, ?, ?) RETURNING id'
    const id = this.#statement(sql).get(kind, site, asset, probe)?.id as number
    this.#remember(id, { kind, site, asset, probe })
    return id
  }

  add(id: number, source: number, observation: Exclude<Observation, { kind: 'aggregate' }>): void {
    this.#statement('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)').run(id, source, ...entryValues(observation))
  }

  entries(order: 'newest' | 'oldest', limit: number): Entry[] {
    const sql = `SELECT * FROM entry ORDER BY id ${order === 'newest' ? 'DESC' : 'ASC'} LIMIT ?`
    return this.#rows(sql, limit).map((row) => ({
      id: row.id,
      observation: observationOf(row, this.#source(row.probe)),
    }))
  }

  /** The newest `limit` entries with a stamp from `fromMs` on, newest first. */
  entriesSince(fromMs: number, limit: number): Entry[] {
    const sql = 'SELECT * FROM entry WHERE at_ms >= ? ORDER BY id DESC LIMIT ?'
    return this.#rows(sql, fromMs, limit).map((row) => ({
      id: row.id,
      observation: observationOf(row, this.#source(row.probe)),
    }))
  }

  /** What is known of each probe: its newest sample as saved, and the entries after `afterId`. */
  *traces(afterId: number): Iterable<Trace & { source: number }> {
    const newest = 'SELECT probe AS source, sequence, at_ms AS observedAtMs, fingerprint FROM newest'
    for (const row of this.#statement(newest).all()) yield row as unknown as Trace & { source: number }
    const entries = this.#statement('SELECT * FROM entry WHERE id > ? ORDER BY id').iterate(afterId)
    for (const row of entries as unknown as Iterable<EntryRow>) {
      const observation = observationOf(row, this.#source(row.probe))
      const fingerprint = fingerprintOf(sampleOf(observation))
      yield { source: row.probe, sequence: row.sequence, observedAtMs: row.at_ms, fingerprint }
    }
  }

  saveNewest(source: number, trace: Trace): void {
    const sql = 'INSERT OR REPLACE INTO newest VALUES (?, ?, ?, ?)'
    this.#statement(sql).run(source, trace.sequence, trace.observedAtMs, trace.fingerprint)
  }

  addFolded(level: number, observation: Observation): void {
    const source = this.sourceId(observation)
    if (observation.kind === 'aggregate') {
      const sql = 'INSERT INTO folded VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)'
      this.#statement(sql).run(level, source, ...foldedValues(observation.aggregate))
    } else {
      const sql = 'INSERT INTO folded (level, probe, first_ms, sample) VALUES (?, ?, ?, ?)'
      this.#statement(sql).run(level, source, atOf(observation), JSON.stringify(observation))
    }
  }

  folded(limit: number): Entry[] {
    return this.#foldedRows('SELECT * FROM folded ORDER BY id DESC LIMIT ?', limit)
  }

  foldedAt(level: number, limit: number): Entry[] {
    return this.#foldedRows('SELECT * FROM folded WHERE level = ? ORDER BY id LIMIT ?', level, limit)
  }

  /** Removes entries by id, joined to ranges: a delivered batch is one or two statements. */
  remove(ids: readonly number[]): void {
    for (const { from, to } of rangesOf(ids)) {
      if (from > 0) this.#statement('DELETE FROM entry WHERE id BETWEEN ? AND ?').run(from, to)
      else this.#statement('DELETE FROM folded WHERE id BETWEEN ? AND ?').run(-to, -from)
    }
  }

  count(): { entries: number; folded: number; lastId: number } {
    const sql = `SELECT (SELECT count(*) FROM entry) AS entries, (SELECT count(*) FROM folded) AS folded,
      coalesce((SELECT max(id) FROM entry), 0) AS lastId`
    return this.#statement(sql).get() as unknown as { entries: number; folded: number; lastId: number }
  }

  oldestAtMs(): number | undefined {
    const sql = `SELECT coalesce((SELECT first_ms FROM folded ORDER BY id LIMIT 1),
      (SELECT at_ms FROM entry ORDER BY id LIMIT 1)) AS atMs`
    return (this.#statement(sql).get()?.atMs as number | null) ?? undefined
  }

  total(name: string): number {
    return (this.#statement('SELECT count FROM total WHERE name = ?').get(name)?.count as number | undefined) ?? 0
  }

  addToTotal(name: string, count: number): void {
    const sql = 'INSERT INTO total VALUES (?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count'
    this.#statement(sql).run(name, count)
  }

  /** Bytes in use, without the pages that wait to be used again. */
  usedBytes(): number {
    return (this.#pragma('page_count') - this.#pragma('freelist_count')) * this.#pragma('page_size')
  }

  get maxBytes(): number {
    return this.#maxBytes
  }

  #foldedRows(sql: string, ...values: number[]): Entry[] {
    const rows = this.#statement(sql).all(...values) as unknown as FoldedRow[]
    return rows.map((row) => ({ id: -row.id, observation: foldedOf(row, this.#source(row.probe)) }))
  }

  #source(id: number): Source {
    const source = this.#sources.get(id)
    if (source === undefined) throw new Error(`the journal names a probe ${id} that it does not know`)
    return source
  }

  #rows(sql: string, ...values: number[]): EntryRow[] {
    return this.#statement(sql).all(...values) as unknown as EntryRow[]
  }

  #loadSources(): void {
    this.#ids.clear()
    this.#sources.clear()
    for (const row of this.#statement('SELECT id, kind, site, asset, probe FROM probe').all()) {
      const { id, ...source } = row as unknown as Source & { id: number }
      this.#remember(id, source)
    }
  }

  #remember(id: number, source: Source): void {
    this.#ids.set(`${source.kind}/${source.site}/${source.asset}/${source.probe}`, id)
    this.#sources.set(id, source)
  }

  #pragma(name: string): number {
    return this.#statement(`PRAGMA ${name}`).get()?.[name] as number
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#opened().prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  #opened(): DatabaseSync {
    if (this.#database === undefined) throw new Error('the journal is not started')
    return this.#database
  }
}
