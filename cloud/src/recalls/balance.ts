import type { LotGraphView } from '@larder/contracts/lot-graph'
import type { Balance, DrillCounts, LotBalance } from '@larder/contracts/recall'

export interface Weighed {
  /** The lot's way forward, whole. */
  graph: Pick<LotGraphView, 'lot' | 'lots' | 'edges' | 'transformations' | 'orders' | 'receipts'>
  /** All that goes into and comes out of each transformation, other lots' parts included. */
  totals: ReadonlyMap<string, { input: number; output: number }>
  /** Refused at inspection, per lot. */
  rejected: ReadonlyMap<string, number>
  counts: DrillCounts['counts']
}

/**
 * Where a lot went. What one unit of a later lot holds of it (its share) follows the mixing: a transformation gives
 * what was put in to its outputs by their quantities, less what was lost on the way (inputs × yield − outputs).
 */
export function balanceOf({ graph, totals, rejected, counts }: Weighed): Balance {
  const received = receivedOf(graph)
  const shares = new Map<string, number>([[graph.lot, 1]])
  const quantities = new Map(graph.lots.map(({ id, quantity }) => [id, id === graph.lot ? received : quantity]))
  let lost = 0
  const contents = new Map<string, number>()
  const edgesOf = Map.groupBy(graph.edges, ({ transformation }) => transformation)
  for (const transformation of inOrder(graph)) {
    const { id, yieldPercent } = transformation
    const beside = edgesOf.get(id) ?? []
    const taken = beside
      .filter(({ side }) => side === 'input')
      .reduce((sum, { lot, quantity }) => sum + quantity * (shares.get(lot) ?? 0), 0)
    const total = totals.get(id) ?? { input: 0, output: 0 }
    const most = (total.input * (yieldPercent ?? 100)) / 100
    const kept = most === 0 ? 0 : Math.min(1, total.output / most)
    lost += taken * (1 - kept)
    for (const { side, lot, quantity } of beside) {
      if (side === 'input') continue
      const content = (contents.get(lot) ?? 0) + (taken * kept * quantity) / total.output
      contents.set(lot, content)
      shares.set(lot, content / Math.max(quantities.get(lot) ?? quantity, Number.MIN_VALUE))
    }
  }
  const sold = sums(graph.orders)
  const used = sums(graph.edges.filter(({ side }) => side === 'input'))
  const countOf = new Map(counts.map((count) => [count.lot, count]))
  const lots = graph.lots.map(({ id, depth }): LotBalance => {
    const quantity = quantities.get(id) ?? 0
    const { held = 0, wasted: thrown = 0 } = countOf.get(id) ?? {}
    const parts = { used: used.get(id) ?? 0, sold: sold.get(id) ?? 0, held, wasted: thrown + (rejected.get(id) ?? 0) }
    const unaccounted = quantity - parts.used - parts.sold - parts.held - parts.wasted
    return { lot: id, depth, share: shares.get(id) ?? 0, quantity, ...parts, unaccounted }
  })
  const whole = (part: 'sold' | 'held' | 'wasted' | 'unaccounted'): number =>
    lots.reduce((sum, lot) => sum + lot[part] * lot.share, 0)
  const unaccounted = whole('unaccounted')
  return {
    received,
    sold: whole('sold'),
    held: whole('held'),
    wasted: whole('wasted') + lost,
    unaccounted,
    // More sold than there was is as unexplained as goods that are missing.
    percentFound: received === 0 ? 0 : Math.max(0, 100 * (1 - Math.abs(unaccounted) / received)),
    lots,
  }
}

/** What was received, where that is on file; otherwise what the lot says it is. */
function receivedOf({ lot, lots, receipts }: Weighed['graph']): number {
  const own = receipts.filter((receipt) => receipt.lot === lot)
  if (own.length > 0) return own.reduce((sum, { quantity }) => sum + quantity, 0)
  return lots.find(({ id }) => id === lot)?.quantity ?? 0
}

/** Transformations, each after those that made its inputs; within one instant time alone does not tell. */
function inOrder({ transformations, edges }: Weighed['graph']): Weighed['graph']['transformations'] {
  const makers = Map.groupBy(
    edges.filter(({ side }) => side === 'output'),
    ({ lot }) => lot,
  )
  const inputs = Map.groupBy(
    edges.filter(({ side }) => side === 'input'),
    ({ transformation }) => transformation,
  )
  const ordered: Weighed['graph']['transformations'] = []
  const done = new Set<string>()
  let waiting = transformations.toSorted((a, b) => a.atMs - b.atMs)
  while (waiting.length > 0) {
    const ready = waiting.filter(({ id }) =>
      (inputs.get(id) ?? []).every(({ lot }) => (makers.get(lot) ?? []).every((one) => done.has(one.transformation))),
    )
    // Records are kept free of cycles, so that something is always ready.
    if (ready.length === 0) return [...ordered, ...waiting]
    for (const one of ready) done.add(one.id)
    ordered.push(...ready)
    waiting = waiting.filter(({ id }) => !done.has(id))
  }
  return ordered
}

function sums(rows: readonly { lot: string; quantity: number }[]): Map<string, number> {
  const sum = new Map<string, number>()
  for (const { lot, quantity } of rows) sum.set(lot, (sum.get(lot) ?? 0) + quantity)
  return sum
}
