import type { LotEdge } from '@larder/contracts/lot-graph'

export interface Mark {
  lot: string
  atMs: number
}

/**
 * The newest mark on each lot, its own or handed down from what it was made of.
 * @param passes whether a mark goes on to a lot made from a marked one; what stops a mark stops all older ones too
 */
export function spread<M extends Mark>(
  marks: readonly M[],
  into: ReadonlyMap<string, readonly string[]>,
  passes: (mark: M, lot: string) => boolean = () => true,
): Map<string, M> {
  const marked = new Map<string, M>()
  for (const mark of marks.toSorted((a, b) => b.atMs - a.atMs)) {
    const reached = [mark.lot]
    for (let lot = reached.pop(); lot !== undefined; lot = reached.pop()) {
      // A newer mark that came this way went on to wherever this one could.
      if (marked.has(lot) || (lot !== mark.lot && !passes(mark, lot))) continue
      marked.set(lot, mark)
      reached.push(...(into.get(lot) ?? []))
    }
  }
  return marked
}

/** Each lot with those made from it. */
export function madeInto(edges: readonly LotEdge[]): Map<string, string[]> {
  const into = new Map<string, string[]>()
  for (const beside of Map.groupBy(edges, ({ transformation }) => transformation).values()) {
    const outputs = beside.filter(({ side }) => side === 'output').map(({ lot }) => lot)
    for (const { side, lot } of beside) if (side === 'input') into.set(lot, [...(into.get(lot) ?? []), ...outputs])
  }
  return into
}
