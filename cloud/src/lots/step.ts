import type { LotEdge } from '@larder/contracts/lot-graph'
import type { Database } from '../database/open.ts'
import { inChunks } from './chunks.ts'

export type Direction = 'backward' | 'forward'

export interface Step {
  /** Those not known before. */
  transformations: string[]
  edges: LotEdge[]
  /** Lots on the far side of them; some may be known already. */
  reached: string[]
}

/** From some lots through the transformations beside them to the lots beyond: two questions, whatever their number. */
export async function stepFrom(
  database: Database,
  lots: readonly string[],
  direction: Direction,
  known: ReadonlySet<string>,
): Promise<Step> {
  const [near, far] = direction === 'forward' ? (['input', 'output'] as const) : (['output', 'input'] as const)
  const edge = ['transformation', 'side', 'lot', 'quantity'] as const
  const entering = await inChunks(lots, (chunk) =>
    database.selectFrom('transformationLot').select(edge).where('lot', 'in', chunk).where('side', '=', near).execute(),
  )
  const transformations = [...new Set(entering.map(({ transformation }) => transformation))].filter(
    (id) => !known.has(id),
  )
  const leaving = await inChunks(transformations, (chunk) =>
    database
      .selectFrom('transformationLot')
      .select(edge)
      .where('transformation', 'in', chunk)
      .where('side', '=', far)
      .execute(),
  )
  return { transformations, edges: [...entering, ...leaving], reached: leaving.map(({ lot }) => lot) }
}
