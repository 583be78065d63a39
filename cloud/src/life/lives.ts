import type { Consignment } from '@larder/contracts/consignment'
import type { LifeView } from '@larder/contracts/life-view'
import type { Order } from '@larder/contracts/order'
import type { ProfileSet } from '@larder/contracts/profiles'
import type { TelemetryStore } from '@larder/edge/telemetry/store'
import type { Database } from '../database/open.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import type { Records } from '../records/records.ts'
import { recordsOfLots, subjectRecords } from '../reports/subject-records.ts'
import type { Sites } from '../sites/sites.ts'
import type { TraceRecords } from '../trace/trace-records.ts'

export interface LifeSources {
  database: Database
  records: Records
  sites: Sites
  profiles: { readonly all: ProfileSet }
  store: TelemetryStore
  now(): number
}

/** Remaining life by lot, consignment and order, without filing a version of a report. */
export class Lives {
  readonly #sources: LifeSources

  constructor(sources: LifeSources) {
    this.#sources = sources
  }

  /** Rejects with 404 for an unknown subject, with 503 while the telemetry store cannot be reached. */
  async of(subject: LifeView['subject']): Promise<LifeView> {
    const { profiles, store, now } = this.#sources
    const nowMs = now()
    const [{ loadHistory }, { lotLives }] = await Promise.all([
      import('../trace/load-history.ts'),
      import('../trace/lot-lives.ts'),
    ])
    const onFile = { ...(await this.#recordsOf(subject)), profiles: profiles.all }
    const telemetry = await loadHistory(onFile, store, nowMs).catch((error: unknown) => {
      const message = `the telemetry store (${store.kind}) does not answer`
      throw Object.assign(new Refusal(503, 'store-unreachable', message), { cause: error })
    })
    return { subject, atMs: nowMs, lots: lotLives(onFile, telemetry, nowMs) }
  }

  async #recordsOf({ kind, id }: LifeView['subject']): Promise<TraceRecords> {
    const { database, records, sites } = this.#sources
    if (kind !== 'consignment') return subjectRecords(database, records, sites.all, { kind, id })
    const consignment = await records.find('consignments', id)
    if (consignment === undefined) throw notFound(`consignment ${id}`)
    const onFile = await recordsOfLots(database, records, sites.all, consignment.lots)
    return { ...onFile, subject: { kind: 'order', id }, order: orderOf(consignment) }
  }
}

/** A consignment is asked about like an order of all its lots that nobody has delivered yet. */
const orderOf = ({ id, lots }: Consignment): Order => ({
  id,
  customer: null,
  store: '',
  orderedAtMs: 0,
  promisedAtMs: null,
  deliveredAtMs: null,
  lines: lots.map((lot) => ({ lot, quantity: 1 })),
})
