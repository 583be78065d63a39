import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type KioskReport, kioskReport } from '@larder/contracts/kiosk-link'

export interface OutboxOptions {
  folder: string
  mostReports?: number
  log?(line: string): void
}

/** What may be given up when the cloud stays away for days, in this order; tickets and hand-offs never. */
const expendable = ['turn', 'unanswered', 'rated', 'started', 'ended']

/**
 * What is to be told to the cloud, on disk until the cloud has it. Each report is written through to the disk when it is
 * added, and removed when it was taken, so nothing is lost by a power cut; its id keeps it from being taken twice.
 */
export class Outbox {
  readonly #options: OutboxOptions
  #database: DatabaseSync | undefined
  #waiting = 0
  /** Reports that the disk did not take since the start. */
  #unwritten = 0

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  start(): void {
    const { folder } = this.#options
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, 'outbox.db')
    let database: DatabaseSync
    try {
      database = whole(path)
    } catch (error) {
      if (!isDamage(error)) throw error
      const aside = `${path}.damaged`
      this.#options.log?.(
        `${path} cannot be read (${(error as Error).message}): it is kept as ${aside}, and a new one begun`,
      )
      rmSync(aside, { force: true })
      renameSync(path, aside)
      for (const rest of ['-wal', '-shm']) rmSync(path + rest, { force: true })
      database = whole(path)
    }
    this.#database = database
    this.#waiting = Number(database.prepare('SELECT count(*) AS reports FROM report').get()?.reports)
  }

  get waiting(): number {
    return this.#waiting
  }

  /** Reports given up for want of room, by kind, since this data folder began. */
  dropped(): Record<string, number> {
    const rows = this.#open().prepare('SELECT kind, reports FROM dropped').all()
    const unwritten = this.#unwritten === 0 ? {} : { unwritten: this.#unwritten }
    return { ...Object.fromEntries(rows.map(({ kind, reports }) => [String(kind), Number(reports)])), ...unwritten }
  }

  /** @throws where a ticket or a hand-off cannot be written: the shopper must not be told that it was taken */
  add(report: KioskReport): void {
    const { mostReports = 20_000 } = this.#options
    this.#write(report, () => {
      const { changes } = this.#open()
        .prepare('INSERT INTO report (id, kind, body) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING')
        .run(report.id, report.kind, JSON.stringify(report))
      this.#waiting += Number(changes)
    })
    if (this.#waiting > mostReports) this.#giveUpOldest()
  }

  /** Says more of a report that has not been told yet. */
  amend(report: KioskReport): void {
    this.#write(report, () => {
      this.#open().prepare('UPDATE report SET body = ? WHERE id = ?').run(JSON.stringify(report), report.id)
    })
  }

  /** The oldest, in the order they were added. */
  oldest(most: number): KioskReport[] {
    const rows = this.#open().prepare('SELECT id, body FROM report ORDER BY ordinal LIMIT ?').all(most)
    return rows.flatMap(({ id, body }) => {
      // Another release wrote it, and what is no report any more can not be told.
      const parsed = kioskReport.safeParse(JSON.parse(String(body)))
      if (!parsed.success) this.remove([String(id)])
      return parsed.success ? [parsed.data] : []
    })
  }

  remove(ids: string[]): void {
    const remove = this.#open().prepare('DELETE FROM report WHERE id IN (SELECT value FROM json_each(?))')
    this.#waiting -= Number(remove.run(JSON.stringify(ids)).changes)
  }

  stop(): void {
    this.#database?.close()
    this.#database = undefined
  }

  /** With the disk full the assistant answers on, and its transcript is given up. */
  #write(report: KioskReport, write: () => void): void {
    try {
      write()
    } catch (error) {
      if (!expendable.includes(report.kind)) throw error
      const { log, folder } = this.#options
      if (this.#unwritten++ === 0) log?.(`${folder} cannot be written (${(error as Error).message}): see /health`)
    }
  }

  #giveUpOldest(): void {
    const database = this.#open()
    for (const kind of expendable) {
      const { changes } = database
        .prepare('DELETE FROM report WHERE ordinal = (SELECT min(ordinal) FROM report WHERE kind = ?)')
        .run(kind)
      if (Number(changes) === 0) continue
      this.#waiting--
      database
        .prepare(
          'INSERT INTO dropped (kind, reports) VALUES (?, 1) ON CONFLICT (kind) DO UPDATE SET reports = reports + 1',
        )
        .run(kind)
      return
    }
  }

  #open(): DatabaseSync {
    if (this.#database === undefined) throw new Error('the outbox is not open')
    return this.#database
  }
}

const corrupt = 11
const noDatabase = 26

/** By SQLite's result codes: a full disk, say, leaves the file as good as it was. */
const isDamage = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (error.errcode === corrupt || error.errcode === noDatabase)

/** Opens it, and reads it through once. @throws what SQLite says of a file that is damaged */
function whole(path: string): DatabaseSync {
  const database = new DatabaseSync(path)
  try {
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      CREATE TABLE IF NOT EXISTS report (
        ordinal INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, body TEXT NOT NULL
      ) STRICT;
      CREATE TABLE IF NOT EXISTS dropped (kind TEXT PRIMARY KEY, reports INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    `)
    const found = database.prepare('PRAGMA quick_check(1)').get()?.quick_check
    if (found !== 'ok') throw Object.assign(new Error(String(found)), { errcode: corrupt })
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
