import type { FootfallMessage } from '@larder/contracts/footfall'
import type { Database } from '../database/open.ts'

const chunk = 200

/** Quarters of an hour as the stores told them. Telling one again replaces nothing and adds nothing. */
export class Quarters {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async keep(site: string, messages: readonly FootfallMessage[]): Promise<void> {
    const lines = messages.flatMap(({ fromMs, lines: rows }) =>
      rows.map(({ camera, entrance, in: entered, line, out, reEntries }) => {
        const counts = { entered, leftAgain: out, reEntered: reEntries }
        return { site, fromMs, camera, line, entrance: entrance ? 1 : 0, ...counts }
      }),
    )
    const zones = messages.flatMap(({ fromMs, zones: rows }) => rows.map((row) => ({ site, fromMs, ...row })))
    const cameras = messages.flatMap(({ cameras: rows, fromMs }) => rows.map((row) => ({ site, fromMs, ...row })))
    await this.#database.transaction().execute(async (transaction) => {
      for (const rows of chunks(lines)) {
        await transaction
          .insertInto('footfallLine')
          .values(rows)
          .onConflict((on) => on.doNothing())
          .execute()
      }
      for (const rows of chunks(zones)) {
        await transaction
          .insertInto('footfallZone')
          .values(rows)
          .onConflict((on) => on.doNothing())
          .execute()
      }
      for (const rows of chunks(cameras)) {
        await transaction
          .insertInto('footfallCamera')
          .values(rows)
          .onConflict((on) => on.doNothing())
          .execute()
      }
    })
  }

  async between(site: string, fromMs: number, untilMs: number) {
    const lines = await this.#database
      .selectFrom('footfallLine')
      .selectAll()
      .where('site', '=', site)
      .where('fromMs', '>=', fromMs)
      .where('fromMs', '<', untilMs)
      .execute()
    const zones = await this.#database
      .selectFrom('footfallZone')
      .selectAll()
      .where('site', '=', site)
      .where('fromMs', '>=', fromMs)
      .where('fromMs', '<', untilMs)
      .execute()
    const cameras = await this.#database
      .selectFrom('footfallCamera')
      .selectAll()
      .where('site', '=', site)
      .where('fromMs', '>=', fromMs)
      .where('fromMs', '<', untilMs)
      .execute()
    return { lines, zones, cameras }
  }
}

const chunks = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / chunk) }, (_, index) => rows.slice(index * chunk, (index + 1) * chunk))
