import { createHash } from 'node:crypto'
import type { FiledReport } from '@larder/contracts/report-version'
import type { Database } from '../database/open.ts'
import { Recent } from './recent.ts'
import type { ReportTables } from './tables.ts'

export type Language = ReportTables['reportFile']['language']

/** Draws a report; `verifyUrl` is where its code leads. */
export type DrawPdf = (report: FiledReport, language: Language, verifyUrl: string) => Promise<Uint8Array>

/** A report that many open at once is drawn once in this time. */
const freshMs = 60_000
const maxKept = 20

/** Reports as PDF files, each remembered by its bytes, so that anyone can ask whether a file is ours. */
export class ReportFiles {
  readonly #database: Database
  readonly #draw: DrawPdf
  readonly #verifyUrlOf: (hash: string) => string
  readonly #now: () => number
  readonly #recent = new Recent<Buffer>(freshMs, maxKept)

  constructor(database: Database, draw: DrawPdf, verifyUrlOf: (hash: string) => string, now: () => number) {
    this.#database = database
    this.#draw = draw
    this.#verifyUrlOf = verifyUrlOf
    this.#now = now
  }

  pdf(report: FiledReport, language: Language): Promise<Buffer> {
    const key = `${report.hash}/${language}`
    const atMs = this.#now()
    return this.#recent.get(key, atMs, () => this.#make(report, language, atMs))
  }

  /** Which report a file of ours is, by the SHA-256 of its bytes. */
  find(sha256: string): Promise<ReportTables['reportFile'] | undefined> {
    return this.#database.selectFrom('reportFile').selectAll().where('sha256', '=', sha256).executeTakeFirst()
  }

  async #make(report: FiledReport, language: Language, createdAtMs: number): Promise<Buffer> {
    const pdf = Buffer.from(await this.#draw(report, language, this.#verifyUrlOf(report.hash)))
    const sha256 = createHash('sha256').update(pdf).digest('hex')
    await this.#database
      .insertInto('reportFile')
      .values({ sha256, contentHash: report.hash, language, createdAtMs })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return pdf
  }
}
