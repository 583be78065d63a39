import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Position } from '@larder/contracts/position'
import type { Reading } from '@larder/contracts/reading'
import { transaction } from '../transaction.ts'
import {
  positionOf,
  positionValues,
  type Row,
  readingOf,
  readingValues,
  type StretchRow,
  stretchOf,
  stretchValues,
} from './sqlite-rows.ts'
import { insert, schema, select } from './sqlite-schema.ts'
import type { Limit, Observation, ProbeAddress, ProbeQuery, Stretch, TelemetryStore, WriteOutcome } from './store.ts'
import {
  assemble,
  checkWindow,
  instantStretch,
  mergeStretches,
  plan,
  rollupMs,
  type Span,
  windowOf,
} from './stretch.ts'

const slice = 100

export interface SqliteStoreOptions {
  file: string
  /** For a second process: reads what the writer wrote, and finds nothing until the writer has made the file. */
  readOnly?: boolean
  rollUpEveryMs?: number
}

/** Telemetry in one SQLite file: one writing process, any number of reading ones. */
export class SqliteStore implements TelemetryStore {
  readonly kind = 'sqlite'
  readonly #options: SqliteStoreOptions
  readonly #statements = new Map<string, StatementSync>()
  readonly #series = new Map<string, number>()
  #database: DatabaseSync | undefined
  #rollUpTimer: NodeJS.Timeout | undefined

  constructor(options: SqliteStoreOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    if (this.#options.readOnly) return
    mkdirSync(dirname(this.#options.file), { recursive: true })
    const database = new DatabaseSync(this.#options.file, { timeout: 10_000 })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864')
    database.exec(schema)
    this.#database = database
    this.#scheduleRollUp()
  }

  async stop(): Promise<void> {
    clearTimeout(this.#rollUpTimer)
    this.#rollUpTimer = undefined
    this.#statements.clear()
    this.#series.clear()
    this.#database?.close()
    this.#database = undefined
  }

  async write(batch: readonly Observation[]): Promise<WriteOutcome> {
    this.#transaction('BEGIN IMMEDIATE', () => {
      const touched = new Map<number, Set<number>>()
      for (const observation of batch) {
        const at = this.#insert(observation)
        if (at === undefined) continue
        const windows = touched.get(at.series) ?? new Set()
        touched.set(at.series, windows.add(windowOf(at.firstMs, rollupMs)))
      }
      for (const [series, windows] of touched)
        for (const windowMs of windows) this.#statement(insert.dirty).run(series, windowMs)
    })
    this.#scheduleRollUp()
    return { rejected: [] }
  }

  async readings(query: ProbeQuery & Limit): Promise<Reading[]> {
    const series = this.#find(query)
    if (series === undefined) return []
    const { site, asset, probe } = query
    const rows = this.#statement(select.readings).all(series, query.fromMs, query.untilMs, query.limit)
    return rows.map((row) => readingOf({ site, asset, probe, ...(row as Row) }))
  }

  async stretches(query: ProbeQuery & { windowMinutes: number }): Promise<Stretch[]> {
    checkWindow(query.windowMinutes)
    const series = this.#find(query)
    if (series === undefined) return []
    return this.#transaction('BEGIN', () => {
      const span = { fromMs: windowOf(query.fromMs, rollupMs), untilMs: query.untilMs }
      const dirty = this.#statement(select.dirty).all(series, span.fromMs, span.untilMs)
      const windows = dirty.map((row) => row.window_ms as number)
      const { rolled, raw } = plan(query, windows)
      const stretches = this.#stretches(select.rollups, series, rolled)
      const fresh = raw.flatMap((part) => this.#rawStretches(series, part))
      return assemble(stretches, fresh, windows, query.windowMinutes)
    })
  }

  async latest(site?: string): Promise<Reading[]> {
    if (!this.#opened()) return []
    return this.#statement(select.latest)
      .all(site ?? null)
      .map((row) => readingOf(row as Row))
  }

  async positions(query: Omit<ProbeQuery, 'probe'> & Limit): Promise<Position[]> {
    if (!this.#opened()) return []
    const { site, asset, fromMs, untilMs, limit } = query
    const all = this.#statement(select.positions).all(site, asset, fromMs, untilMs, limit + 1)
    if (all.length <= limit) return all.map((row) => positionOf(row as Row))
    const extent = this.#statement(select.positionExtent).get(site, asset, fromMs, untilMs) as {
      firstMs: number
      lastMs: number
    }
    const stepMs = Math.ceil((extent.lastMs - extent.firstMs + 1) / limit)
    return this.#statement(select.thinnedPositions)
      .all(site, asset, extent.firstMs, untilMs, stepMs)
      .map((row) => positionOf(row as Row))
  }

  async latestPositions(site?: string): Promise<Position[]> {
    if (!this.#opened()) return []
    return this.#statement(select.latestPositions)
      .all(site ?? null)
      .map((row) => positionOf(row as Row))
  }

  /** Recomputes up to `limit` settled dirty windows from the raw data; says how many there were. */
  rollUp(limit: number): number {
    return this.#transaction('BEGIN IMMEDIATE', () => {
      const windows = this.#statement(select.settledDirty).all(limit) as { series: number; window_ms: number }[]
      for (const { series, window_ms: fromMs } of windows) {
        const [stretch] = this.#rawStretches(series, { fromMs, untilMs: fromMs + rollupMs })
        if (stretch === undefined) this.#statement(insert.noRollup).run(series, fromMs)
        else this.#statement(insert.rollup).run(series, fromMs, ...stretchValues(stretch))
        this.#statement(insert.clean).run(series, fromMs)
      }
      return windows.length
    })
  }

  /** A slice of 100 windows of a minute's readings holds the event loop for 5 ms; others have four times that between. */
  #scheduleRollUp(delayMs = this.#options.rollUpEveryMs ?? 2000): void {
    this.#rollUpTimer ??= setTimeout(() => {
      this.#rollUpTimer = undefined
      const started = performance.now()
      if (this.#rollUpSlice() === slice) this.#scheduleRollUp(4 * (performance.now() - started))
    }, delayMs).unref()
  }

  /** A full disk stops rollups, not the program: the windows stay dirty and are read from the raw data. */
  #rollUpSlice(): number {
    try {
      return this.rollUp(slice)
    } catch {
      return 0
    }
  }

  #rawStretches(series: number, span: Span): Stretch[] {
    const samples = this.#statement(select.samples).all(series, span.fromMs, span.untilMs)
    const stretches = samples.map((row) => instantStretch(row.observed_at_ms as number, row.celsius as number))
    const aggregates = this.#stretches(select.aggregates, series, span)
    if (aggregates.length > 0) {
      stretches.push(...aggregates)
      stretches.sort((a, b) => a.firstMs - b.firstMs)
    }
    return mergeStretches(stretches, rollupMs)
  }

  /** Rows as arrays: 2,880 of them cost 1.2 ms, as objects 2 ms and more to copy. */
  #stretches(sql: string, series: number, span: Span): Stretch[] {
    const statement = this.#statement(sql)
    statement.setReturnArrays(true)
    return (statement.all(series, span.fromMs, span.untilMs) as unknown as StretchRow[]).map(stretchOf)
  }

  /** The series and stamp whose rollup the observation changes, if it changes one. */
  #insert(observation: Observation): { series: number; firstMs: number } | undefined {
    switch (observation.kind) {
      case 'reading': {
        const { reading } = observation
        const series = this.#findOrAdd(reading)
        this.#statement(insert.reading).run(series, ...readingValues(reading))
        const counts = reading.celsius !== undefined || reading.sensorFault !== undefined
        return counts ? { series, firstMs: reading.observedAtMs } : undefined
      }
      case 'position': {
        const { position } = observation
        this.#statement(insert.position).run(this.#findOrAdd(position), ...positionValues(position))
        return undefined
      }
      case 'aggregate': {
        const { aggregate } = observation
        const series = this.#findOrAdd(aggregate)
        this.#statement(insert.aggregate).run(series, ...stretchValues(aggregate))
        return { series, firstMs: aggregate.firstMs }
      }
    }
  }

  #findOrAdd(address: ProbeAddress): number {
    const known = this.#find(address)
    if (known !== undefined) return known
    const added = this.#statement(insert.series).get(address.site, address.asset, address.probe) as { id: number }
    this.#series.set(keyOf(address), added.id)
    return added.id
  }

  #find(address: ProbeAddress): number | undefined {
    const key = keyOf(address)
    const known = this.#series.get(key)
    if (known !== undefined || !this.#opened()) return known
    const found = this.#statement(select.series).get(address.site, address.asset, address.probe)
    if (found === undefined) return undefined
    this.#series.set(key, found.id as number)
    return found.id as number
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      if (this.#database === undefined) throw new Error('the telemetry store is stopped')
      statement = this.#database.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  #transaction<T>(begin: 'BEGIN' | 'BEGIN IMMEDIATE', work: () => T): T {
    const database = this.#database
    if (database === undefined) throw new Error('the telemetry store is stopped')
    try {
      return transaction(database, begin, work)
    } catch (error) {
      // Rows that this transaction added to `series` are gone again.
      this.#series.clear()
      throw error
    }
  }

  /** The reader opens the file once the writer has made it and its tables. */
  #opened(): boolean {
    if (this.#database !== undefined) return true
    if (!this.#options.readOnly) throw new Error('the telemetry store is not started')
    if (!existsSync(this.#options.file)) return false
    const database = new DatabaseSync(this.#options.file, { readOnly: true, timeout: 10_000 })
    const tables = database.prepare("SELECT count(*) AS count FROM sqlite_schema WHERE name = 'dirty'").get()
    if (tables?.count === 1) this.#database = database
    else database.close()
    return this.#database !== undefined
  }
}

const keyOf = (address: ProbeAddress): string => `${address.site}/${address.asset}/${address.probe}`
