import type { Database } from '../database/open.ts'
import type { Subject } from './links.ts'

/** Numbers the contents a report has had, from 1. The same content as last time keeps its number. */
export class ReportVersions {
  readonly #database: Database
  readonly #now: () => number

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
  }

  async versionOf({ kind, id: subject }: Subject, hash: string): Promise<number> {
    for (;;) {
      const latest = await this.#database
        .selectFrom('reportVersion')
        .select(['version', 'hash'])
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (latest?.hash === hash) return latest.version
      const version = (latest?.version ?? 0) + 1
      const added = await this.#database
        .insertInto('reportVersion')
        .values({ kind, subject, version, hash, createdAtMs: this.#now() })
        .onConflict((conflict) => conflict.doNothing())
        .returning('version')
        .execute()
      // Otherwise someone else has just taken this number: look again.
      if (added.length > 0) return version
    }
  }
}
