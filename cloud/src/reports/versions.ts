import type { VersionContent, VersionView } from '@larder/contracts/report-version'
import type { Database } from '../database/open.ts'
import { sha256 } from '../trace/content-hash.ts'
import type { Subject } from './links.ts'
import type { Signer } from './signing.ts'
import type { ReportTables } from './tables.ts'

export type KeptVersion = ReportTables['reportVersion'] & { content: string; contentHash: string; signature: string }

/** Numbers, keeps and signs the contents a report has had, from 1. The same content as last time keeps its number. */
export class ReportVersions {
  readonly #database: Database
  readonly #signer: Signer
  readonly #now: () => number

  constructor(database: Database, signer: Signer, now: () => number) {
    this.#database = database
    this.#signer = signer
    this.#now = now
  }

  async file(
    { kind, id: subject }: Subject,
    fingerprint: string,
    content: VersionContent,
  ): Promise<{ version: number; hash: string }> {
    for (;;) {
      const latest = await this.#latest({ kind, id: subject })
      if (latest?.hash === fingerprint && latest.contentHash !== null) {
        return { version: latest.version, hash: latest.contentHash }
      }
      const version = (latest?.version ?? 0) + 1
      const createdAtMs = this.#now()
      // The version and the time make two filings of the same words two documents.
      const text = JSON.stringify({ version, createdAtMs, ...content })
      const hash = sha256(text)
      const signature = this.#signer.sign({ kind, id: subject, version, createdAtMs, hash })
      const row = { kind, subject, version, hash: fingerprint, createdAtMs }
      const added = await this.#database
        .insertInto('reportVersion')
        .values({ ...row, content: text, contentHash: hash, signature })
        .onConflict((conflict) => conflict.doNothing())
        .returning('version')
        .execute()
      // Otherwise someone else has just taken this number: look again.
      if (added.length > 0) return { version, hash }
    }
  }

  /** The newest first; versions of a time before contents were kept are left out. */
  async list({ kind, id }: Subject, limit: number): Promise<VersionView[]> {
    const rows = await this.#database
      .selectFrom('reportVersion')
      .select(['version', 'createdAtMs', 'contentHash'])
      .where('kind', '=', kind)
      .where('subject', '=', id)
      .where('contentHash', 'is not', null)
      .orderBy('version', 'desc')
      .limit(limit)
      .execute()
    return rows.map(({ contentHash, ...row }) => ({ ...row, hash: contentHash as string }))
  }

  async find({ kind, id }: Subject, version: number): Promise<KeptVersion | undefined> {
    const found = await this.#database
      .selectFrom('reportVersion')
      .selectAll()
      .where('kind', '=', kind)
      .where('subject', '=', id)
      .where('version', '=', version)
      .where('content', 'is not', null)
      .executeTakeFirst()
    return found as KeptVersion | undefined
  }

  async findByHash(hash: string): Promise<{ kept: KeptVersion; latest: number } | undefined> {
    const found = await this.#database
      .selectFrom('reportVersion')
      .selectAll()
      .where('contentHash', '=', hash)
      .executeTakeFirst()
    if (found === undefined) return undefined
    const latest = await this.#latest({ kind: found.kind, id: found.subject })
    return { kept: found as KeptVersion, latest: latest?.version ?? found.version }
  }

  #latest({ kind, id }: Subject) {
    return this.#database
      .selectFrom('reportVersion')
      .select(['version', 'hash', 'contentHash'])
      .where('kind', '=', kind)
      .where('subject', '=', id)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()
  }
}
