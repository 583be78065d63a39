import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ProbeAddress } from './store.ts'
import type { Span } from './stretch.ts'

export interface DirtyWindow extends ProbeAddress {
  windowMs: number
}

const schema = `CREATE TABLE IF NOT EXISTS dirty (
  site TEXT NOT NULL, asset TEXT NOT NULL, probe TEXT NOT NULL, window_ms INTEGER NOT NULL,
  PRIMARY KEY (site, asset, probe, window_ms)
) STRICT, WITHOUT ROWID`

/**
 * Which rollup windows in InfluxDB are not up to date. The writer marks them durably before it writes the data, so
 * that no crash can leave a wrong rollup behind; other processes read the marks.
 */
export class DirtyWindows {
  readonly #file: string
  readonly #readOnly: boolean
  readonly #marked = new Set<string>()
  #database: DatabaseSync | undefined

  constructor(file: string, readOnly: boolean) {
    this.#file = file
    this.#readOnly = readOnly
  }

  start(): void {
    if (this.#readOnly) return
    mkdirSync(dirname(this.#file), { recursive: true })
    this.#database = new DatabaseSync(this.#file, { timeout: 10_000 })
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    this.#database.exec(schema)
    for (const row of this.#database.prepare('SELECT site, asset, probe, window_ms AS windowMs FROM dirty').all())
      this.#marked.add(keyOf(row as unknown as DirtyWindow))
  }

  stop(): void {
    this.#database?.close()
    this.#database = undefined
    this.#marked.clear()
  }

  /** A live window is marked once, so most writes cost no fsync here. */
  mark(windows: Iterable<DirtyWindow>): void {
    const fresh = new Map<string, DirtyWindow>()
    for (const window of windows) if (!this.#marked.has(keyOf(window))) fresh.set(keyOf(window), window)
    if (fresh.size === 0) return
    this.#change('INSERT OR IGNORE INTO dirty VALUES (?, ?, ?, ?)', fresh.values())
    for (const key of fresh.keys()) this.#marked.add(key)
  }

  clean(windows: readonly DirtyWindow[]): void {
    this.#change('DELETE FROM dirty WHERE site = ? AND asset = ? AND probe = ? AND window_ms = ?', windows)
    for (const window of windows) this.#marked.delete(keyOf(window))
  }

  /** The starts of the dirty windows of one probe that begin in the span. */
  of({ site, asset, probe }: ProbeAddress, { fromMs, untilMs }: Span): number[] {
    const sql = `SELECT window_ms FROM dirty
      WHERE site = ? AND asset = ? AND probe = ? AND window_ms >= ? AND window_ms < ? ORDER BY window_ms`
    const rows = this.#opened()?.prepare(sql).all(site, asset, probe, fromMs, untilMs) ?? []
    return rows.map((row) => row.window_ms as number)
  }

  /** All but the newest of each probe, which is still filling. */
  settled(limit: number): DirtyWindow[] {
    const sql = `SELECT site, asset, probe, window_ms AS windowMs FROM dirty
      WHERE window_ms < (SELECT max(newest.window_ms) FROM dirty AS newest
        WHERE newest.site = dirty.site AND newest.asset = dirty.asset AND newest.probe = dirty.probe) LIMIT ?`
    return (this.#opened()?.prepare(sql).all(limit) ?? []) as unknown as DirtyWindow[]
  }

  #change(sql: string, windows: Iterable<DirtyWindow>): void {
    const database = this.#opened()
    if (database === undefined) throw new Error('the telemetry store is not started')
    const statement = database.prepare(sql)
    database.exec('BEGIN IMMEDIATE')
    try {
      for (const { site, asset, probe, windowMs } of windows) statement.run(site, asset, probe, windowMs)
      database.exec('COMMIT')
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }

  /** The reader opens the file once the writer has made it and its table. */
  #opened(): DatabaseSync | undefined {
    if (this.#database !== undefined || !this.#readOnly || !existsSync(this.#file)) return this.#database
    const database = new DatabaseSync(this.#file, { readOnly: true, timeout: 10_000 })
    const tables = database.prepare("SELECT count(*) AS count FROM sqlite_schema WHERE name = 'dirty'").get()
    if (tables?.count === 1) this.#database = database
    else database.close()
    return this.#database
  }
}

const keyOf = ({ site, asset, probe, windowMs }: DirtyWindow): string => `${site}/${asset}/${probe}/${windowMs}`
