import { randomBytes, randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { RecognitionReceipt } from '@larder/contracts/recognition'
import type { EnrolledPerson } from '../calibration.ts'
import { type Descriptor, descriptorLength } from '../descriptor.ts'
import { seal, unseal } from './sealed.ts'

/** A template that does not open: another master key, or a damaged or moved row. Says whose, never what. */
export class VaultDamaged extends Error {}

const shotCount = { least: 1, most: 5 }

/**
 * Enrolled people's descriptors, each sealed with its person's own key, each such key sealed with the master key, which
 * the database does not hold. Erasing destroys the person's key and everything it opened.
 */
export class TemplateVault {
  readonly #path: string
  readonly #masterKey: Uint8Array
  readonly #clock: () => number
  #open: DatabaseSync | undefined

  constructor(path: string, masterKey: Uint8Array, clock: () => number) {
    this.#path = path
    this.#masterKey = masterKey
    this.#clock = clock
  }

  start(): void {
    this.#open = new DatabaseSync(this.#path)
    // Deleted bytes are overwritten, and no write-ahead log keeps them.
    this.#open.exec(`
      PRAGMA journal_mode = DELETE;
      PRAGMA secure_delete = ON;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      CREATE TABLE IF NOT EXISTS people (
        person TEXT PRIMARY KEY,
        key BLOB NOT NULL,
        consent TEXT NOT NULL,
        enrolled_at_ms INTEGER NOT NULL,
        used_at_ms INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE IF NOT EXISTS shots (
        person TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
        shot INTEGER NOT NULL,
        descriptor BLOB NOT NULL,
        PRIMARY KEY (person, shot)
      ) STRICT;
      CREATE TABLE IF NOT EXISTS receipts (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        member TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        shots INTEGER NOT NULL,
        grounds TEXT NOT NULL
      ) STRICT;
    `)
  }

  stop(): void {
    this.#open?.close()
    this.#open = undefined
  }

  /**
   * Enrols a person, in place of whatever was enrolled of them before, under a new key.
   * @param consent version of the text that was agreed to
   */
  enrol(person: string, shots: readonly Descriptor[], consent: string): RecognitionReceipt {
    if (shots.length < shotCount.least || shots.length > shotCount.most)
      throw new RangeError(`enrol ${shotCount.least} to ${shotCount.most} shots, not ${shots.length}`)
    if (shots.some((shot) => shot.length !== descriptorLength)) throw new RangeError('a shot is not a descriptor')
    const [key, nowMs] = [randomBytes(32), this.#clock()]
    return this.#inTransaction((database) => {
      database.prepare('DELETE FROM people WHERE person = ?').run(person)
      database
        .prepare('INSERT INTO people VALUES (?, ?, ?, ?, ?)')
        .run(person, seal(this.#masterKey, key, keyPlace(person)), consent, nowMs, nowMs)
      const insert = database.prepare('INSERT INTO shots VALUES (?, ?, ?)')
      for (const [shot, descriptor] of shots.entries()) {
        insert.run(person, shot, seal(key, bytesOf(descriptor), shotPlace(person, shot)))
      }
      return this.#receipt({ kind: 'enrolled', member: person, shots: shots.length, grounds: consent })
    })
  }

  /** @returns nothing when the person is not enrolled */
  erase(person: string, why: string): RecognitionReceipt | undefined {
    return this.#inTransaction((database) => {
      const { shots } = database.prepare('SELECT count(*) AS shots FROM shots WHERE person = ?').get(person) as {
        shots: number
      }
      const { changes } = database.prepare('DELETE FROM people WHERE person = ?').run(person)
      return changes === 0 ? undefined : this.#receipt({ kind: 'erased', member: person, shots, grounds: why })
    })
  }

  /** Erases whoever was neither enrolled nor recognised since then. */
  eraseUnused(sinceMs: number, why: string): RecognitionReceipt[] {
    const unused = this.#database.prepare('SELECT person FROM people WHERE used_at_ms < ?').all(sinceMs)
    return unused.flatMap(({ person }) => this.erase(person as string, why) ?? [])
  }

  /** How many are enrolled. */
  size(): number {
    return (this.#database.prepare('SELECT count(*) AS people FROM people').get() as { people: number }).people
  }

  /** Notes that a person was recognised now. */
  used(person: string): void {
    this.#database.prepare('UPDATE people SET used_at_ms = ? WHERE person = ?').run(this.#clock(), person)
  }

  /**
   * Everybody enrolled, opened. Keep it in memory alone, and read it again after an erasure.
   * @throws VaultDamaged
   */
  gallery(): EnrolledPerson[] {
    const keys = this.#database.prepare('SELECT person, key FROM people ORDER BY person').all()
    const shots = this.#database.prepare('SELECT shot, descriptor FROM shots WHERE person = ? ORDER BY shot')
    return keys.map(({ person, key }) => {
      const name = person as string
      try {
        const own = unseal(this.#masterKey, key as Uint8Array, keyPlace(name))
        const rows = shots.all(name) as { shot: number; descriptor: Uint8Array }[]
        return {
          person: name,
          shots: rows.map(({ shot, descriptor }) => descriptorOf(unseal(own, descriptor, shotPlace(name, shot)))),
        }
      } catch {
        throw new VaultDamaged(`the template of ${name} does not open: is the master key the one it was enrolled with?`)
      }
    })
  }

  /** Proofs for the person and for an audit: kept when everything else is erased. */
  receipts(): RecognitionReceipt[] {
    const rows = this.#database
      .prepare('SELECT id, kind, member, at_ms AS atMs, shots, grounds FROM receipts ORDER BY at_ms, rowid')
      .all()
    return rows.map((row) => ({ ...row }) as unknown as RecognitionReceipt)
  }

  get #database(): DatabaseSync {
    if (this.#open === undefined) throw new Error('the template vault is not started')
    return this.#open
  }

  #inTransaction<Result>(work: (database: DatabaseSync) => Result): Result {
    const database = this.#database
    database.exec('BEGIN IMMEDIATE')
    try {
      const result = work(database)
      database.exec('COMMIT')
      return result
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }

  #receipt(of: Omit<RecognitionReceipt, 'id' | 'atMs'>): RecognitionReceipt {
    const receipt = { id: randomUUID(), atMs: this.#clock(), ...of }
    this.#database
      .prepare('INSERT INTO receipts (id, kind, member, at_ms, shots, grounds) VALUES (?, ?, ?, ?, ?, ?)')
      .run(receipt.id, receipt.kind, receipt.member, receipt.atMs, receipt.shots, receipt.grounds)
    return receipt
  }
}

const keyPlace = (person: string): string => `key of ${person}`
const shotPlace = (person: string, shot: number): string => `shot ${shot} of ${person}`

function bytesOf(descriptor: Descriptor): Uint8Array {
  return new Uint8Array(descriptor.buffer, descriptor.byteOffset, descriptor.byteLength)
}

/** Copied first: a decrypted buffer need not begin where a float may. */
const descriptorOf = (bytes: Uint8Array): Descriptor => new Float32Array(new Uint8Array(bytes).buffer)
