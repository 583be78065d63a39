import { DatabaseSync } from 'node:sqlite'
import type { Consent, FaceErasureDone, RecognitionReceipt } from '@larder/contracts/recognition'

export type RecognitionOutcome = 'recognised' | 'unknown'

/**
 * Who agreed to what, and how often recognition was tried: nothing biometric. A look at somebody unknown is counted
 * and leaves no other trace. Receipts that the cloud's audit has not been told wait here.
 */
export class Registry {
  readonly #path: string
  #open: DatabaseSync | undefined

  constructor(path: string) {
    this.#path = path
  }

  start(): void {
    this.#open = new DatabaseSync(this.#path)
    this.#open.exec(`
      PRAGMA journal_mode = DELETE;
      PRAGMA secure_delete = ON;
      PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS consents (
        member TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        language TEXT NOT NULL,
        of_age INTEGER NOT NULL,
        guardian TEXT,
        at_ms INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE IF NOT EXISTS events (at_ms INTEGER NOT NULL, outcome TEXT NOT NULL, member TEXT) STRICT;
      CREATE INDEX IF NOT EXISTS events_at ON events (at_ms);
      CREATE TABLE IF NOT EXISTS erased (id TEXT PRIMARY KEY, shots INTEGER) STRICT;
      CREATE TABLE IF NOT EXISTS untold (id TEXT PRIMARY KEY, receipt TEXT NOT NULL) STRICT;
    `)
  }

  stop(): void {
    this.#open?.close()
    this.#open = undefined
  }

  agreed(member: string, consent: Consent, atMs: number): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO consents VALUES (?, ?, ?, ?, ?, ?)')
      .run(member, consent.version, consent.language, consent.ofAge ? 1 : 0, consent.guardian, atMs)
  }

  consentOf(member: string): (Consent & { atMs: number }) | undefined {
    const row = this.#database
      .prepare('SELECT version, language, of_age AS ofAge, guardian, at_ms AS atMs FROM consents WHERE member = ?')
      .get(member) as (Omit<Consent, 'ofAge'> & { ofAge: number; atMs: number }) | undefined
    return row && { ...row, ofAge: row.ofAge === 1 }
  }

  /** Forgets a member: consent and every look that named them. */
  forget(member: string): void {
    this.#database.prepare('DELETE FROM consents WHERE member = ?').run(member)
    this.#database.prepare('DELETE FROM events WHERE member = ?').run(member)
  }

  looked(outcome: RecognitionOutcome, member: string | null, atMs: number): void {
    this.#database.prepare('INSERT INTO events VALUES (?, ?, ?)').run(atMs, outcome, member)
  }

  counts(sinceMs: number): Record<RecognitionOutcome, number> {
    const rows = this.#database
      .prepare('SELECT outcome, count(*) AS looks FROM events WHERE at_ms >= ? GROUP BY outcome')
      .all(sinceMs) as { outcome: RecognitionOutcome; looks: number }[]
    return { recognised: 0, unknown: 0, ...Object.fromEntries(rows.map(({ outcome, looks }) => [outcome, looks])) }
  }

  eraseLooksBefore(atMs: number): void {
    this.#database.prepare('DELETE FROM events WHERE at_ms < ?').run(atMs)
  }

  /** Kept until the cloud's audit has it. */
  toTell(receipt: RecognitionReceipt): void {
    this.#database.prepare('INSERT OR IGNORE INTO untold VALUES (?, ?)').run(receipt.id, JSON.stringify(receipt))
  }

  untold(): RecognitionReceipt[] {
    const rows = this.#database.prepare('SELECT receipt FROM untold ORDER BY rowid').all() as { receipt: string }[]
    return rows.map(({ receipt }) => JSON.parse(receipt) as RecognitionReceipt)
  }

  told(id: string): void {
    this.#database.prepare('DELETE FROM untold WHERE id = ?').run(id)
  }

  /** Erasures that the cloud asked for and that are done; whoever enrols again afterwards stays enrolled. */
  erased(): FaceErasureDone[] {
    const rows = this.#database.prepare('SELECT id, shots FROM erased ORDER BY rowid').all() as unknown
    return (rows as FaceErasureDone[]).map(({ id, shots }) => ({ id, shots }))
  }

  hasErased({ id, shots }: FaceErasureDone): void {
    this.#database.prepare('INSERT OR IGNORE INTO erased VALUES (?, ?)').run(id, shots)
  }

  /** The cloud asks no more for it. */
  forgetErased(id: string): void {
    this.#database.prepare('DELETE FROM erased WHERE id = ?').run(id)
  }

  get #database(): DatabaseSync {
    if (this.#open === undefined) throw new Error('the registry of recognition is not started')
    return this.#open
  }
}
