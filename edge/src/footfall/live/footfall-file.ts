import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { FootfallMessage } from '@larder/contracts/footfall'
import { transaction } from '../../transaction.ts'
import type { QuarterBook } from './quarter-book.ts'
import type { ShopCount } from './shop-count.ts'

/** What was counted so far. */
export interface KeptCounts {
  shop: ShopCount
  book: QuarterBook
}

/** A year of quarters; beyond it the oldest are given up. */
const mostUnsent = 35_000

const schema = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS counts (id INTEGER PRIMARY KEY CHECK (id = 1), json TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS unsent (from_ms INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
`

/** DIR/edge/footfall.db: today's counts, and the quarters that nobody has acknowledged. Counts alone, never a picture. */
export class FootfallFile {
  readonly #path: string
  #database!: DatabaseSync

  constructor(path: string) {
    this.#path = path
  }

  start(): void {
    mkdirSync(dirname(this.#path), { recursive: true })
    this.#database = new DatabaseSync(this.#path, { timeout: 5000 })
    this.#database.exec(schema)
  }

  stop(): void {
    this.#database.close()
  }

  read(): KeptCounts | undefined {
    const row = this.#database.prepare('SELECT json FROM counts').get()
    return row && (JSON.parse(String(row.json)) as KeptCounts)
  }

  /** Keeps the counts and, where a quarter has ended, its message: both or neither. */
  write(counts: KeptCounts, ended?: FootfallMessage): void {
    transaction(this.#database, 'BEGIN IMMEDIATE', () => {
      this.#database.prepare('INSERT OR REPLACE INTO counts VALUES (1, ?)').run(JSON.stringify(counts))
      if (ended === undefined) return
      this.#database.prepare('INSERT OR REPLACE INTO unsent VALUES (?, ?)').run(ended.fromMs, JSON.stringify(ended))
      const oldest = 'SELECT from_ms FROM unsent ORDER BY from_ms DESC LIMIT -1 OFFSET ?'
      this.#database.prepare(`DELETE FROM unsent WHERE from_ms IN (${oldest})`).run(mostUnsent)
    })
  }

  oldestUnsent(): FootfallMessage | undefined {
    const row = this.#database.prepare('SELECT json FROM unsent ORDER BY from_ms LIMIT 1').get()
    return row && (JSON.parse(String(row.json)) as FootfallMessage)
  }

  sent({ fromMs }: FootfallMessage): void {
    this.#database.prepare('DELETE FROM unsent WHERE from_ms = ?').run(fromMs)
  }
}
