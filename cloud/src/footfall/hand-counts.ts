import { randomUUID } from 'node:crypto'
import type { HandCount } from '@larder/contracts/footfall-view'
import type { Database } from '../database/open.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import type { LiveFootfall } from './live-footfall.ts'
import type { FootfallTables } from './tables.ts'

const longestMs = 4 * 3_600_000
const shown = 50

/** A person counts at the door for some minutes, and the cameras' count of the same time is held against it. */
export class HandCounts {
  readonly #database: Database
  readonly #live: Pick<LiveFootfall, 'fresh'>
  readonly #now: () => number

  constructor(database: Database, live: Pick<LiveFootfall, 'fresh'>, now: () => number) {
    this.#database = database
    this.#live = live
    this.#now = now
  }

  async list(site: string): Promise<HandCount[]> {
    const rows = await this.#database
      .selectFrom('footfallHandCount')
      .selectAll()
      .where('site', '=', site)
      .orderBy('startedAtMs', 'desc')
      .limit(shown)
      .execute()
    return rows.map(viewOf)
  }

  async start(site: string, by: string): Promise<HandCount> {
    const { day, in: startIn, out: startOut } = this.#counted(site)
    const end = { untilMs: null, handIn: null, handOut: null, systemIn: null, systemOut: null }
    const row = { id: randomUUID(), site, by, startedAtMs: this.#now(), day, startIn, startOut, ...end }
    await this.#database.insertInto('footfallHandCount').values(row).execute()
    return viewOf(row)
  }

  async finish(site: string, id: string, hand: { in: number; out: number }): Promise<HandCount> {
    const row = await this.#database
      .selectFrom('footfallHandCount')
      .selectAll()
      .where('site', '=', site)
      .where('id', '=', id)
      .executeTakeFirst()
    if (row === undefined) throw notFound(`count by hand ${id}`)
    if (row.untilMs !== null) throw new Refusal(409, 'finished', 'this count by hand is finished already')
    const now = this.#counted(site)
    if (now.day !== row.day || this.#now() - row.startedAtMs > longestMs) {
      throw new Refusal(409, 'too-long', 'a count by hand ends within four hours and the same day: begin another')
    }
    const finished = {
      untilMs: this.#now(),
      handIn: hand.in,
      handOut: hand.out,
      systemIn: Math.max(0, now.in - row.startIn),
      systemOut: Math.max(0, now.out - row.startOut),
    }
    await this.#database.updateTable('footfallHandCount').set(finished).where('id', '=', id).execute()
    return viewOf({ ...row, ...finished })
  }

  #counted(site: string) {
    const now = this.#live.fresh(site)
    if (now === undefined) throw new Refusal(409, 'not-counting', 'no camera of this store tells its counts now')
    return now
  }
}

function viewOf(row: FootfallTables['footfallHandCount']): HandCount {
  const { by, handIn, handOut, id, startedAtMs, systemIn, systemOut, untilMs } = row
  const hand = handIn === null || handOut === null ? null : { in: handIn, out: handOut }
  const system = systemIn === null || systemOut === null ? null : { in: systemIn, out: systemOut }
  return { id, by, startedAtMs, untilMs, hand, system, error: hand && system && errorOf(hand, system) }
}

function errorOf(hand: { in: number; out: number }, system: { in: number; out: number }): number | null {
  const people = hand.in + hand.out
  return people === 0 ? null : (Math.abs(hand.in - system.in) + Math.abs(hand.out - system.out)) / people
}
