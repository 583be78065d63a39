import type { LotEdge } from '@larder/contracts/lot-graph'
import type { Database } from '../database/open.ts'
import { inChunks } from './chunks.ts'

export type Direction = 'backward' | 'forward'

/** The lots reached from some lots, with the way there. */
export interface Closure {
  /** Lot → transformations away from the nearest start. */
  depths: Map<string, number>
  /** Transformation → depth of the nearest lot it was entered from. */
  transformations: Map<string, number>
  edges: LotEdge[]
  truncated: boolean
}

/**
 * Every lot reached from these, themselves included; of unknown ones nothing. One recursive question finds the lots
 * (as a set, so that a lot with many ways to it is one row), a second their edges: a round trip per level had cost
 * PostgreSQL 22 ms over ten levels.
 */
export async function closureOf(
  database: Database,
  starts: readonly string[],
  direction: Direction,
  maxLots: number,
): Promise<Closure> {
  const reached = await reach(database, starts, direction, maxLots)
  const lots = new Set(reached.slice(0, maxLots))
  const rows = await inChunks([...lots], (chunk) =>
    database
      .selectFrom('transformationLot')
      .select(['transformation', 'side', 'lot', 'quantity'])
      .where('lot', 'in', chunk)
      .execute(),
  )
  const walk = walked(
    starts.filter((lot) => lots.has(lot)),
    rows,
    direction,
  )
  return { ...walk, truncated: reached.length > maxLots }
}

/** The lots alone; both databases answer level by level, so that a bound leaves the farthest out. */
async function reach(
  database: Database,
  starts: readonly string[],
  direction: Direction,
  maxLots: number,
): Promise<string[]> {
  const [near, far] = direction === 'forward' ? (['input', 'output'] as const) : (['output', 'input'] as const)
  const rows = await inChunks(starts, (chunk) => {
    const query = database
      .withRecursive('reach(lot)', (sub) =>
        sub
          .selectFrom('lot')
          .select('id as lot')
          .where('id', 'in', chunk)
          .union(
            sub
              .selectFrom('reach')
              .innerJoin('transformationLot as near', 'near.lot', 'reach.lot')
              .innerJoin('transformationLot as far', 'far.transformation', 'near.transformation')
              .where('near.side', '=', near)
              .where('far.side', '=', far)
              .select('far.lot as lot'),
          ),
      )
      .selectFrom('reach')
      .select('lot')
    return (Number.isFinite(maxLots) ? query.limit(maxLots + 1) : query).execute()
  })
  return [...new Set(rows.map(({ lot }) => lot))]
}

/** Breadth first over the edges found, for the depths; edges that lead elsewhere are left out. */
export function walked(
  starts: readonly string[],
  edges: readonly LotEdge[],
  direction: Direction,
): Omit<Closure, 'truncated'> {
  const near = direction === 'forward' ? 'input' : 'output'
  const entering = Map.groupBy(
    edges.filter(({ side }) => side === near),
    ({ lot }) => lot,
  )
  const leaving = Map.groupBy(
    edges.filter(({ side }) => side !== near),
    ({ transformation }) => transformation,
  )
  const depths = new Map(starts.map((lot) => [lot, 0]))
  const transformations = new Map<string, number>()
  // A map is walked in the order of its entries, those added on the way included.
  for (const [lot, depth] of depths) {
    for (const { transformation } of entering.get(lot) ?? []) {
      if (transformations.has(transformation)) continue
      transformations.set(transformation, depth)
      for (const beyond of leaving.get(transformation) ?? []) {
        if (!depths.has(beyond.lot)) depths.set(beyond.lot, depth + 1)
      }
    }
  }
  return { depths, transformations, edges: edges.filter(({ transformation }) => transformations.has(transformation)) }
}
