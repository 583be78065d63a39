import type { HeldIn, LotStanding, MarkedGoods, Recall, Standing } from '@larder/contracts/standing'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { inChunks } from '../lots/chunks.ts'
import { closureOf } from '../lots/closure.ts'
import { type Mark, madeInto, spread } from './spread.ts'

type LotState = Tables['lotState']
type Marks = { recalls: Recall[]; states: LotState[] }

/** Whether lots may be sold, as recalls and dispositions have it at this moment; nothing is remembered between. */
export class Standings {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Of each of these lots, in their order; of a lot nobody knows, free. */
  async of(lots: readonly string[]): Promise<LotStanding[]> {
    const marks = await this.#marks()
    if (isEmpty(marks)) return lots.map((lot) => ({ lot, state: 'free' }))
    // No bound: what was not looked at could not be called free.
    const { edges } = await closureOf(this.#database, lots, 'backward', Number.POSITIVE_INFINITY)
    const standingOf = standingsIn(marks, madeInto(edges))
    return lots.map((lot) => ({ lot, ...standingOf(lot) }))
  }

  /** Everything that lies in an asset now and must not be sold. */
  async markedGoods(nowMs: number): Promise<MarkedGoods[]> {
    const marks = await this.#marks()
    if (isEmpty(marks)) return []
    const starts = [...new Set([...marks.recalls, ...marks.states].map(({ lot }) => lot))]
    const { depths, edges } = await closureOf(this.#database, starts, 'forward', Number.POSITIVE_INFINITY)
    const standingOf = standingsIn(marks, madeInto(edges))
    const held = await this.whereNow([...depths.keys()], nowMs)
    return held.flatMap(({ site, asset, lot }) => {
      const standing = standingOf(lot)
      return standing.state === 'free' ? [] : [{ site, asset, lot, standing }]
    })
  }

  /** The assets that hold any of these lots at `nowMs`. */
  async whereNow(lots: readonly string[], nowMs: number): Promise<HeldIn[]> {
    const rows = await inChunks(lots, (chunk) =>
      this.#database
        .selectFrom('consignmentLot')
        .innerJoin('consignmentLeg', 'consignmentLeg.consignment', 'consignmentLot.consignment')
        .select(['site', 'asset', 'lot', 'consignmentLot.consignment', 'fromMs as sinceMs'])
        .where('lot', 'in', chunk)
        .where('fromMs', '<=', nowMs)
        .where(({ or, eb }) => or([eb('untilMs', 'is', null), eb('untilMs', '>', nowMs)]))
        .execute(),
    )
    return rows.sort((a, b) => a.sinceMs - b.sinceMs || (a.lot < b.lot ? -1 : 1))
  }

  async #marks(): Promise<Marks> {
    const [recalls, states] = await Promise.all([
      this.#database.selectFrom('recall').selectAll().where('liftedAtMs', 'is', null).execute(),
      this.#database.selectFrom('lotState').selectAll().execute(),
    ])
    return { recalls, states }
  }
}

const isEmpty = ({ recalls, states }: Marks): boolean =>
  recalls.length === 0 && states.every(({ decision }) => decision === 'release')

/**
 * A recall goes on to everything made from the lot unless it says otherwise. A hold or a rejection goes on too, until
 * a lot on the way was released later than it.
 */
export function standingsIn(
  { recalls, states }: Marks,
  into: ReadonlyMap<string, readonly string[]>,
): (lot: string) => Standing {
  const stateOf = new Map(states.map((state) => [state.lot, state]))
  const holds = states
    .filter(({ decision }) => decision !== 'release')
    .map(({ lot, sinceMs }) => ({ lot, atMs: sinceMs }))
  const recalled = new Map([
    ...recalls.map((recall) => [recall.lot, recall] as const),
    ...spread(
      recalls.filter(({ scope }) => scope === 'lot-and-descendants'),
      into,
    ),
  ])
  const held = spread(holds, into, (hold: Mark, lot) => {
    const own = stateOf.get(lot)
    return own?.decision !== 'release' || own.sinceMs < hold.atMs
  })
  return (lot) => {
    const recall = recalled.get(lot)
    if (recall !== undefined) {
      const { atMs, lot: source, hazard, reason, id } = recall
      return { state: 'recalled', sinceMs: atMs, source, hazard, reason, recall: id }
    }
    const hold = held.get(lot)
    return hold === undefined ? { state: 'free' } : { state: 'held', sinceMs: hold.atMs, source: hold.lot }
  }
}
