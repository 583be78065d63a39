import type { LotGraphView } from '@larder/contracts/lot-graph'

/** A lot, a transformation, or the count of those a full column leaves out. */
export interface GraphNode {
  key: string
  kind: 'lot' | 'transformation' | 'more'
  /** The lot's or transformation's id; of `more`, how many. */
  id: string
  x: number
  y: number
  width: number
  height: number
}

export interface GraphLine {
  key: string
  from: GraphNode
  to: GraphNode
  quantity: number
}

export interface GraphLayout {
  width: number
  height: number
  nodes: GraphNode[]
  lines: GraphLine[]
}

const sizes = {
  lot: { width: 176, height: 56 },
  transformation: { width: 92, height: 34 },
  more: { width: 176, height: 34 },
}
const columnGap = 36
const rowGap = 14
/** A column as high as a desk's page; the list beside the diagram has all. */
const maxPerColumn = 10

type View = Pick<LotGraphView, 'lots' | 'transformations' | 'edges'>

/**
 * Ancestors on the left, descendants on the right, one column per step: lots and the transformations between them.
 * A lot that is reached at several depths stands at the nearest, as the trace has it.
 */
export function layoutOf(backward: View, forward: View): GraphLayout {
  const columns = new Map<number, { kind: 'lot' | 'transformation'; id: string }[]>()
  const place = (column: number, kind: 'lot' | 'transformation', id: string): void => {
    columns.set(column, [...(columns.get(column) ?? []), { kind, id }])
  }
  for (const { id, depth } of backward.lots) place(depth === 0 ? 0 : -2 * depth, 'lot', id)
  for (const { id, depth } of forward.lots) if (depth > 0) place(2 * depth, 'lot', id)
  for (const { id, depth } of backward.transformations) place(-2 * depth - 1, 'transformation', id)
  for (const { id, depth } of forward.transformations) place(2 * depth + 1, 'transformation', id)
  const nodes = placed(columns)
  const byKey = new Map(nodes.map((node) => [node.key, node]))
  const lines = [...backward.edges, ...forward.edges].flatMap(({ transformation, lot, side, quantity }) => {
    const ends = [byKey.get(`lot ${lot}`), byKey.get(`transformation ${transformation}`)]
    const [from, to] = side === 'input' ? ends : ends.toReversed()
    const key = `${transformation} ${side} ${lot}`
    return from === undefined || to === undefined ? [] : [{ key, from, to, quantity }]
  })
  const edge = (of: (node: GraphNode) => number): number => Math.max(0, ...nodes.map(of))
  return { nodes, lines, width: edge(({ x, width }) => x + width), height: edge(({ y, height }) => y + height) }
}

function placed(columns: ReadonlyMap<number, readonly { kind: 'lot' | 'transformation'; id: string }[]>): GraphNode[] {
  const shown = [...columns]
    .sort(([a], [b]) => a - b)
    .map(([column, all]) => {
      const more = all.length - maxPerColumn
      if (more <= 1) return all
      return [...all.slice(0, maxPerColumn), { kind: 'more' as const, id: String(more), column }]
    })
  const heightOf = (column: (typeof shown)[number]): number =>
    column.reduce((sum, { kind }) => sum + sizes[kind].height + rowGap, -rowGap)
  const height = Math.max(0, ...shown.map(heightOf))
  let x = 0
  return shown.flatMap((column, index) => {
    let y = (height - heightOf(column)) / 2
    const nodes = column.map(({ kind, id }) => {
      const key = kind === 'more' ? `more ${index}` : `${kind} ${id}`
      const node = { key, kind, id, x, y, ...sizes[kind] }
      y += sizes[kind].height + rowGap
      return node
    })
    x += Math.max(0, ...nodes.map(({ width }) => width)) + columnGap
    return nodes
  })
}
