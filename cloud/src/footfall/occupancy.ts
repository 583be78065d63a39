import { randomUUID } from 'node:crypto'
import { topicOf } from '@larder/contracts/topics'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'

/** How many are inside, counted by eye: audited, and told to the store, which counts on from there. */
export class OccupancyCorrections {
  readonly #database: Database
  readonly #audit: AuditLog
  readonly #sent: () => Promise<void>
  readonly #now: () => number

  /** @param sent called after the commit: sends what waits in the outbox */
  constructor(database: Database, audit: AuditLog, sent: () => Promise<void>, now: () => number) {
    this.#database = database
    this.#audit = audit
    this.#sent = sent
    this.#now = now
  }

  async correct(site: string, { by, inside, why }: { by: string; inside: number; why: string }): Promise<void> {
    const atMs = this.#now()
    await this.#database.transaction().execute(async (transaction) => {
      const what = { action: 'corrected', subjectKind: 'occupancy', subject: site, detail: { inside } }
      await this.#audit.append(transaction, { by, why, ...what })
      const payload = JSON.stringify({ inside, atMs })
      const row = { id: randomUUID(), topic: topicOf('occupancy', { site }), payload, createdAtMs: atMs }
      await transaction.insertInto('outbox').values(row).execute()
    })
    void this.#sent()
  }
}
