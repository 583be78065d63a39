import { expect, test } from 'vitest'
import { layoutOf } from './graph-layout.ts'

const lot = (id: string, depth: number) => ({ id, depth, product: 'p', supplier: 's', packedAtMs: 0, quantity: 1 })
const made = (id: string, depth: number) => ({
  id,
  depth,
  kind: 'mix' as const,
  atMs: 0,
  place: '',
  yieldPercent: null,
  note: '',
})
const edge = (transformation: string, side: 'input' | 'output', of: string) => ({
  transformation,
  side,
  lot: of,
  quantity: 1,
})
const nothing = { lots: [], transformations: [], edges: [] }

test('what a lot came from stands left of it, what it became right, and lines run one way', () => {
  const backward = {
    lots: [lot('me', 0), lot('farm-1', 1), lot('farm-2', 1)],
    transformations: [made('mix', 0)],
    edges: [edge('mix', 'output', 'me'), edge('mix', 'input', 'farm-1'), edge('mix', 'input', 'farm-2')],
  }
  const forward = {
    lots: [lot('me', 0), lot('pack', 1)],
    transformations: [made('split', 0)],
    edges: [edge('split', 'input', 'me'), edge('split', 'output', 'pack')],
  }
  const { nodes, lines } = layoutOf(backward, forward)
  const order = nodes.toSorted((a, b) => a.x - b.x || a.y - b.y).map(({ id }) => id)
  expect(order).toEqual(['farm-1', 'farm-2', 'mix', 'me', 'split', 'pack'])
  expect(lines).toHaveLength(5)
  for (const { from, to } of lines) expect(to.x).toBeGreaterThanOrEqual(from.x + from.width)
  for (const a of nodes) {
    for (const b of nodes) {
      if (a !== b && a.x === b.x) expect(a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true)
    }
  }
})

test('a column that is too long says how many it leaves out, and draws no line to them', () => {
  const lots = [lot('me', 0), ...Array.from({ length: 40 }, (_, index) => lot(`pack-${index}`, 1))]
  const edges = [edge('split', 'input', 'me'), ...lots.slice(1).map(({ id }) => edge('split', 'output', id))]
  const { nodes, lines } = layoutOf(
    { ...nothing, lots: [lot('me', 0)] },
    { lots, transformations: [made('split', 0)], edges },
  )
  expect(nodes.find(({ kind }) => kind === 'more')?.id).toBe('30')
  expect(lines).toHaveLength(11)
})
