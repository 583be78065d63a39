import type { DeviceStatusMessage } from '@larder/contracts/device-status'
import type { EdgeStatus } from '@larder/contracts/edge-status'
import type { Quarantined } from '@larder/contracts/quarantine'
import type { Database } from '../database/open.ts'

const maxQuarantined = 10_000
const pruneEvery = 500

export interface DeviceState {
  site: string
  asset: string
  probe: string
  status: DeviceStatusMessage
}

export interface QuarantineRow {
  site: string
  message: Quarantined
}

/** What devices and edges last said of themselves, and what was kept aside. */
export class States {
  readonly #database: Database
  #sincePruned = 0

  constructor(database: Database) {
    this.#database = database
  }

  async keepDevice({ site, asset, probe, status }: DeviceState): Promise<void> {
    await this.#database
      .insertInto('deviceStatus')
      .values({ site, asset, probe, status: JSON.stringify(status) })
      .onConflict((conflict) =>
        conflict.columns(['site', 'asset', 'probe']).doUpdateSet({ status: JSON.stringify(status) }),
      )
      .execute()
  }

  async devices(): Promise<DeviceState[]> {
    const rows = await this.#database.selectFrom('deviceStatus').selectAll().execute()
    return rows.map((row) => ({ ...row, status: JSON.parse(row.status) as DeviceStatusMessage }))
  }

  async keepEdge(site: string, status: EdgeStatus): Promise<void> {
    await this.#database
      .insertInto('edgeStatus')
      .values({ site, status: JSON.stringify(status) })
      .onConflict((conflict) => conflict.column('site').doUpdateSet({ status: JSON.stringify(status) }))
      .execute()
  }

  async edges(): Promise<{ site: string; status: EdgeStatus }[]> {
    const rows = await this.#database.selectFrom('edgeStatus').selectAll().orderBy('site').execute()
    return rows.map(({ site, status }) => ({ site, status: JSON.parse(status) as EdgeStatus }))
  }

  /** Resolves to the rows that were not here yet. The newest ten thousand are kept. */
  async keepQuarantined(rows: readonly QuarantineRow[]): Promise<QuarantineRow[]> {
    const values = rows.map(({ site, message }) => {
      return { site, id: message.id, atMs: message.atMs, message: JSON.stringify(message) }
    })
    const added = await this.#database
      .insertInto('quarantine')
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .returning(['site', 'id'])
      .execute()
    this.#sincePruned += added.length
    if (this.#sincePruned >= pruneEvery) await this.#prune()
    const fresh = new Set(added.map(({ site, id }) => `${site}/${id}`))
    return rows.filter(({ site, message }) => fresh.delete(`${site}/${message.id}`))
  }

  async quarantined(limit: number): Promise<Quarantined[]> {
    const newest = this.#database
      .selectFrom('quarantine')
      .select('message')
      .orderBy('atMs', 'desc')
      .orderBy('id', 'desc')
    return (await newest.limit(limit).execute()).map(({ message }) => JSON.parse(message) as Quarantined)
  }

  async #prune(): Promise<void> {
    this.#sincePruned = 0
    const oldestKept = await this.#database
      .selectFrom('quarantine')
      .select('atMs')
      .orderBy('atMs', 'desc')
      .offset(maxQuarantined)
      .limit(1)
      .executeTakeFirst()
    if (oldestKept === undefined) return
    await this.#database.deleteFrom('quarantine').where('atMs', '<=', oldestKept.atMs).execute()
  }
}
