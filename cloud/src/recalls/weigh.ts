import type { LotGraphView } from '@larder/contracts/lot-graph'
import type { DrillCounts } from '@larder/contracts/recall'
import type { Database } from '../database/open.ts'
import { inChunks } from '../lots/chunks.ts'
import type { Weighed } from './balance.ts'

/** Everything a balance of this way forward rests on. */
export async function weigh(database: Database, graph: LotGraphView, counts: DrillCounts['counts']): Promise<Weighed> {
  const sides = await inChunks(
    graph.transformations.map(({ id }) => id),
    (chunk) =>
      database
        .selectFrom('transformationLot')
        .select(({ fn }) => ['transformation', 'side', fn.sum<number>('quantity').as('quantity')])
        .where('transformation', 'in', chunk)
        .groupBy(['transformation', 'side'])
        .execute(),
  )
  const totals = new Map<string, { input: number; output: number }>()
  for (const { transformation, side, quantity } of sides) {
    totals.set(transformation, { ...(totals.get(transformation) ?? { input: 0, output: 0 }), [side]: quantity })
  }
  return { graph, totals, rejected: await rejectedOf(database, graph), counts }
}

/** What inspections refused; of a lot that was sorted into others, the sorting's own loss tells that already. */
async function rejectedOf(database: Database, graph: LotGraphView): Promise<Map<string, number>> {
  const sorted = new Set(graph.transformations.filter(({ kind }) => kind === 'sort').map(({ id }) => id))
  const told = new Set(
    graph.edges
      .filter(({ side, transformation }) => side === 'input' && sorted.has(transformation))
      .map(({ lot }) => lot),
  )
  const rows = await inChunks(
    graph.lots.map(({ id }) => id).filter((id) => !told.has(id)),
    (chunk) =>
      database
        .selectFrom('sortingRecord')
        .select(({ fn }) => ['lot', fn.sum<number>('rejectedQuantity').as('quantity')])
        .where('lot', 'in', chunk)
        .groupBy('lot')
        .execute(),
  )
  return new Map(rows.map(({ lot, quantity }) => [lot, quantity]))
}
