import { randomUUID } from 'node:crypto'
import type { FaceErasure, FaceErasureDone, FaceErasureWanted } from '@larder/contracts/recognition'
import type { Transaction } from 'kysely'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'

const mostShown = 50
/** As many as a kiosk's copy of the store carries at once; the others follow when these are done. */
const mostWanted = 500

/**
 * Faces that somebody asked to have erased, at every kiosk there is. A kiosk reads it in its copy of the store until it
 * has said that it is done, so that one which was away does it when it comes back.
 */
export class FaceErasures {
  readonly #database: Database
  readonly #audit: AuditLog
  readonly #now: () => number
  #changed = (): void => undefined

  constructor(database: Database, audit: AuditLog, now: () => number) {
    this.#database = database
    this.#audit = audit
    this.#now = now
  }

  /** Told when something is to be erased, so that kiosks hear of it at once. */
  onChange(changed: () => void): void {
    this.#changed = changed
  }

  async ask(member: string, by: string, why: string): Promise<void> {
    await this.#database.transaction().execute((transaction) => this.askWithin(transaction, member, by, why))
    this.announce()
  }

  /** Within the transaction that removes the member; call `announce` when it stands. */
  async askWithin(transaction: Transaction<Tables>, member: string, by: string, why: string): Promise<void> {
    const id = randomUUID()
    const kiosks = await transaction.selectFrom('kiosk').select('id').execute()
    await transaction.insertInto('faceErasure').values({ id, member, by, why, atMs: this.#now() }).execute()
    const places = kiosks.map((kiosk) => ({ erasure: id, kiosk: kiosk.id, doneAtMs: null, shots: null }))
    if (places.length > 0) await transaction.insertInto('faceErasureAt').values(places).execute()
    const entry = { by, action: 'face-erasure-asked', subjectKind: 'member', subject: member, why }
    await this.#audit.append(transaction, { ...entry, detail: { erasure: id, kiosks: kiosks.length } })
  }

  announce(): void {
    this.#changed()
  }

  /** What this kiosk has not done yet, the oldest first. */
  wanted(kiosk: string): Promise<FaceErasureWanted[]> {
    return this.#database
      .selectFrom('faceErasureAt')
      .innerJoin('faceErasure', 'faceErasure.id', 'faceErasureAt.erasure')
      .select(['faceErasure.id', 'faceErasure.member'])
      .where('kiosk', '=', kiosk)
      .where('doneAtMs', 'is', null)
      .orderBy('atMs')
      .orderBy('faceErasure.id')
      .limit(mostWanted)
      .execute()
  }

  async done(erased: readonly FaceErasureDone[], kiosk: string): Promise<void> {
    for (const { id, shots } of erased) {
      await this.#database
        .updateTable('faceErasureAt')
        .set({ doneAtMs: this.#now(), shots })
        .where('erasure', '=', id)
        .where('kiosk', '=', kiosk)
        .where('doneAtMs', 'is', null)
        .execute()
    }
  }

  /** The newest first. A kiosk that was taken away is left out: nothing can be asked of it any more. */
  async list(): Promise<FaceErasure[]> {
    const asked = await this.#database
      .selectFrom('faceErasure')
      .selectAll()
      .orderBy('atMs', 'desc')
      .orderBy('id')
      .limit(mostShown)
      .execute()
    if (asked.length === 0) return []
    const ids = asked.map(({ id }) => id)
    const places = await this.#database
      .selectFrom('faceErasureAt')
      .innerJoin('kiosk', 'kiosk.id', 'faceErasureAt.kiosk')
      .select(['erasure', 'faceErasureAt.kiosk', 'doneAtMs', 'shots'])
      .where('erasure', 'in', ids)
      .orderBy('faceErasureAt.kiosk')
      .execute()
    return asked.map((one) => ({
      ...one,
      kiosks: places
        .filter(({ erasure }) => erasure === one.id)
        .map(({ kiosk, doneAtMs, shots }) => ({ kiosk, doneAtMs, shots })),
    }))
  }
}
