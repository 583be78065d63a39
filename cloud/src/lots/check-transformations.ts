import type { Transformation } from '@larder/contracts/transformation'
import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import type { RecordFault } from '../records/kinds.ts'
import { inChunks } from './chunks.ts'
import { cycleIn } from './cycle.ts'
import { faultsOf, type Part } from './transformation-rules.ts'

/** What the saved transformations contradict, themselves and all others on file; asked within their transaction. */
export async function checkTransformations(
  database: Kysely<Tables>,
  saved: readonly Transformation[],
): Promise<RecordFault[]> {
  const ids = [...new Set(saved.flatMap(({ lots }) => lots.map(({ lot }) => lot)))]
  const rows = await inChunks(ids, (chunk) =>
    database.selectFrom('lot').select(['id', 'packedAtMs', 'quantity']).where('id', 'in', chunk).execute(),
  )
  const parts = await partsOf(database, ids)
  const faults = faultsOf(saved, { lots: new Map(rows.map((lot) => [lot.id, lot])), parts })
  return faults.length > 0 ? faults : withinOneInstant(database, saved, parts)
}

const partsOf = (database: Kysely<Tables>, lots: readonly string[]): Promise<Part[]> =>
  inChunks(lots, (chunk) =>
    database
      .selectFrom('transformationLot')
      .innerJoin('transformation', 'transformation.id', 'transformationLot.transformation')
      .select([
        'transformationLot.transformation',
        'transformationLot.side',
        'transformationLot.lot',
        'transformationLot.quantity',
        'transformation.atMs',
      ])
      .where('transformationLot.lot', 'in', chunk)
      .execute(),
  )

/** Time is in order, so that a cycle can only hide among transformations of one instant: those are followed. */
async function withinOneInstant(
  database: Kysely<Tables>,
  saved: readonly Transformation[],
  parts: readonly Part[],
): Promise<RecordFault[]> {
  const instants = new Set(saved.map(({ atMs }) => atMs))
  const known = new Map<string, Part>()
  const seen = new Set(saved.flatMap(({ lots }) => lots.map(({ lot }) => lot)))
  let news = parts.filter(({ atMs }) => instants.has(atMs))
  while (news.length > 0) {
    for (const part of news) known.set(`${part.transformation}/${part.lot}`, part)
    const beside = await inChunks([...new Set(news.map(({ transformation }) => transformation))], (chunk) =>
      database
        .selectFrom('transformationLot')
        .select('lot')
        .distinct()
        .where('transformation', 'in', chunk)
        .where('side', '=', 'output')
        .execute(),
    )
    const lots = [...new Set(beside.map(({ lot }) => lot))].filter((lot) => !seen.has(lot))
    for (const lot of lots) seen.add(lot)
    news = (await partsOf(database, lots)).filter(({ atMs }) => instants.has(atMs))
  }
  const cycle = cycleIn(madeInto([...known.values()]))
  if (cycle === undefined) return []
  const index = saved.findIndex(({ lots }) => lots.some(({ side, lot }) => side === 'output' && cycle.includes(lot)))
  const position = saved[index]?.lots.findIndex(({ side, lot }) => side === 'output' && cycle.includes(lot)) ?? 0
  const message = `a lot would come from itself: ${cycle.join(' → ')}`
  return [{ index: Math.max(0, index), field: 'lots.lot', position, message }]
}

function madeInto(parts: readonly Part[]): Map<string, string[]> {
  const into = new Map<string, string[]>()
  for (const group of Map.groupBy(parts, ({ transformation }) => transformation).values()) {
    const outputs = group.filter(({ side }) => side === 'output').map(({ lot }) => lot)
    for (const { side, lot } of group) {
      if (side === 'input') into.set(lot, [...(into.get(lot) ?? []), ...outputs])
    }
  }
  return into
}
