import type { ProfileSet } from '@larder/contracts/profiles'
import type { TraceReport } from '@larder/contracts/report'
import type { FiledReport, VersionContent } from '@larder/contracts/report-version'
import type { TelemetryStore } from '@larder/edge/telemetry/store'
import type { Database } from '../database/open.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import type { Records } from '../records/records.ts'
import type { Sites } from '../sites/sites.ts'
import type { TraceRecords, TraceTelemetry } from '../trace/trace-records.ts'
import type { Subject } from './links.ts'
import { Recent } from './recent.ts'
import { subjectRecords } from './subject-records.ts'
import type { ReportVersions } from './versions.ts'

/** The pure report, as `trace/` has it. */
export interface Tracing {
  loadHistory(records: TraceRecords, store: TelemetryStore, nowMs: number): Promise<TraceTelemetry>
  traceReport(records: TraceRecords, telemetry: TraceTelemetry, nowMs: number): TraceReport | undefined
  fingerprint(report: TraceReport): string
  versionContent(report: TraceReport): VersionContent
}

export interface ReportSources {
  database: Database
  records: Records
  sites: Sites
  profiles: { readonly all: ProfileSet }
  store: TelemetryStore
  versions: ReportVersions
  /** Loaded at the first report. */
  tracing(): Promise<Tracing>
  now(): number
}

/** A code on a pack is scanned by many at once: they share one computation for this long. */
const freshMs = 5000
const maxKept = 50

/** Trace reports with their version numbers. */
export class Reports {
  readonly #sources: ReportSources
  readonly #recent = new Recent<FiledReport>(freshMs, maxKept)

  constructor(sources: ReportSources) {
    this.#sources = sources
  }

  /** Rejects with 404 for an unknown lot or order, with 503 while the telemetry store cannot be reached. */
  get(subject: Subject): Promise<FiledReport> {
    const key = `${subject.kind}/${subject.id}`
    const atMs = this.#sources.now()
    return this.#recent.get(key, atMs, () => this.#make(subject, atMs))
  }

  /** What was computed before a recall or a hold is not shown again. */
  forget(): void {
    this.#recent.clear()
  }

  async #make(subject: Subject, nowMs: number): Promise<FiledReport> {
    const { database, records, sites, profiles, store, versions } = this.#sources
    const tracing = await this.#sources.tracing()
    const onFile = {
      ...(await subjectRecords(database, records, sites.all, subject)),
      profiles: profiles.all,
    }
    const telemetry = await tracing.loadHistory(onFile, store, nowMs).catch((error: unknown) => {
      const message = `the telemetry store (${store.kind}) does not answer`
      throw Object.assign(new Refusal(503, 'store-unreachable', message), { cause: error })
    })
    const report = tracing.traceReport(onFile, telemetry, nowMs)
    if (report === undefined) throw notFound(`${subject.kind} ${subject.id}`)
    const { version, hash } = await versions.file(subject, tracing.fingerprint(report), tracing.versionContent(report))
    return { ...report, version, hash }
  }
}
