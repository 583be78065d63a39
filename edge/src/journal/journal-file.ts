import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Observation, ProbeAddress } from '../telemetry/store.ts'
import { addressOf, atOf, sampleOf } from './fold.ts'
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

export interface Entry {
  /** Positive: an entry as it arrived, in order of arrival. Negative: a folded one. */
  id: number
  observation: Observation
}

export type SampleKind = 'reading' | 'position'
export interface Source extends ProbeAddress {
  kind: SampleKind
}

/** Either an aggregate in columns, some 60 bytes, or a sample that stayed, as JSON. */
interface FoldedRow {
  id: number
  probe: number
  first_ms: number
  last_ms: number
  count: number
  min: number
  mean: number
  max: number
  gap_ms: number
  sample: string | null
}

interface EntryRow {
  id: number
  probe: number
  at_ms: number
  sequence: number
  received_ms: number
  celsius: number | null
  rest: string | null
}

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
    const database = this.#opened()
    database.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      database.exec('COMMIT')
      return result
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
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
    const { site: _s, asset: _a, probe: _p, sequence, observedAtMs, receivedAtMs, ...values } = sampleOf(observation)
    const { celsius = null, ...rest } = values as { celsius?: number }
    let text: string | null = null
    for (const _ in rest) {
      text = JSON.stringify(rest)
      break
    }
    const sql = 'INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)'
    this.#statement(sql).run(id, source, observedAtMs, sequence, receivedAtMs, celsius, text)
  }

  entries(order: 'newest' | 'oldest', limit: number): Entry[] {
    const sql = `SELECT * FROM entry ORDER BY id ${order === 'newest' ? 'DESC' : 'ASC'} LIMIT ?`
    return this.#rows(sql, limit).map((row) => this.#entryOf(row))
  }

  /** The newest `limit` entries with a stamp from `fromMs` on, newest first. */
  entriesSince(fromMs: number, limit: number): Entry[] {
    const sql = 'SELECT * FROM entry WHERE at_ms >= ? ORDER BY id DESC LIMIT ?'
    return this.#rows(sql, fromMs, limit).map((row) => this.#entryOf(row))
  }

  *traces(): Iterable<Trace & { source: number }> {
    const newest = 'SELECT probe AS source, sequence, at_ms AS observedAtMs, fingerprint FROM newest'
    for (const row of this.#statement(newest).all()) yield row as unknown as Trace & { source: number }
    for (const row of this.#statement('SELECT * FROM entry ORDER BY id').iterate() as Iterable<EntryRow>) {
      const { observation } = this.#entryOf(row)
      if (observation.kind === 'aggregate') continue
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
      const { firstMs, lastMs, count, minCelsius, meanCelsius, maxCelsius, longestGapMs } = observation.aggregate
      const values = [firstMs, lastMs, count, minCelsius, meanCelsius, maxCelsius, longestGapMs]
      this.#statement('INSERT INTO folded VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)').run(level, source, ...values)
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

  #entryOf(row: EntryRow): Entry {
    const { kind, site, asset, probe } = this.#source(row.probe)
    const sample: Record<string, unknown> = {
      site,
      asset,
      probe,
      sequence: row.sequence,
      observedAtMs: row.at_ms,
      receivedAtMs: row.received_ms,
    }
    if (row.celsius !== null) sample.celsius = row.celsius
    if (row.rest !== null) Object.assign(sample, JSON.parse(row.rest))
    return { id: row.id, observation: { kind, [kind]: sample } as unknown as Observation }
  }

  #foldedRows(sql: string, ...values: number[]): Entry[] {
    const rows = this.#statement(sql).all(...values) as unknown as FoldedRow[]
    return rows.map((row) => ({ id: -row.id, observation: this.#foldedOf(row) }))
  }

  #foldedOf(row: FoldedRow): Observation {
    if (row.sample !== null) return JSON.parse(row.sample) as Observation
    const { site, asset, probe } = this.#source(row.probe)
    const { first_ms: firstMs, last_ms: lastMs, count, gap_ms: longestGapMs } = row
    const celsius = { minCelsius: row.min, meanCelsius: row.mean, maxCelsius: row.max }
    return { kind: 'aggregate', aggregate: { site, asset, probe, firstMs, lastMs, count, ...celsius, longestGapMs } }
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

/** Neighbouring numbers joined; works for ids in any order. */
export function rangesOf(ids: readonly number[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = []
  for (const id of ids.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last !== undefined && last.to === id - 1 && id !== 1) last.to = id
    else ranges.push({ from: id, to: id })
  }
  return ranges
}
