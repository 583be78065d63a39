import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balanceOf, type Weighed } from './balance.ts'

const lot = (id: string, depth: number, quantity: number) => ({
  id,
  depth,
  product: 'p',
  supplier: 's',
  packedAtMs: 0,
  quantity,
})
const made = (id: string, atMs: number, yieldPercent: number | null = null) => ({
  id,
  kind: 'mix' as const,
  atMs,
  place: 'x',
  yieldPercent,
  note: '',
  depth: 0,
})
const edge = (transformation: string, side: 'input' | 'output', of: string, quantity: number) => ({
  transformation,
  side,
  lot: of,
  quantity,
})
const sold = (of: string, quantity: number) => ({
  id: `O-${of}`,
  lot: of,
  quantity,
  customer: null,
  store: 'x',
  orderedAtMs: 0,
})

test('a lot mixed half and half, half sold and half counted, is found whole', () => {
  const weighed: Weighed = {
    graph: {
      lot: 'A',
      lots: [lot('A', 0, 100), lot('M', 1, 180)],
      transformations: [made('T', 1)],
      edges: [edge('T', 'input', 'A', 100), edge('T', 'output', 'M', 180)],
      orders: [sold('M', 90)],
      receipts: [],
    },
    totals: new Map([['T', { input: 200, output: 180 }]]),
    rejected: new Map(),
    counts: [{ lot: 'M', held: 80, wasted: 10 }],
  }
  const balance = balanceOf(weighed)
  expect(balance.lots.map(({ share }) => share)).toEqual([1, 0.5])
  expect(balance).toMatchObject({ received: 100, sold: 45, held: 40, unaccounted: 0, percentFound: 100 })
  expect(balance.wasted).toBeCloseTo(15, 9)
})

test('a stated yield turns kilograms into packs and a loss is measured against it', () => {
  const weighed: Weighed = {
    graph: {
      lot: 'A',
      lots: [lot('A', 0, 10), lot('P', 1, 18)],
      transformations: [made('T', 1, 200)],
      edges: [edge('T', 'input', 'A', 10), edge('T', 'output', 'P', 18)],
      orders: [sold('P', 9)],
      receipts: [],
    },
    totals: new Map([['T', { input: 10, output: 18 }]]),
    rejected: new Map(),
    counts: [],
  }
  const balance = balanceOf(weighed)
  expect(balance).toMatchObject({ received: 10, sold: 4.5, unaccounted: 4.5 })
  expect(balance.percentFound).toBeCloseTo(55, 9)
})

test('more sold than there was is unexplained too, and never counts as found', () => {
  const graph = { lot: 'A', lots: [lot('A', 0, 10)], transformations: [], edges: [], receipts: [] }
  const weighed = { totals: new Map(), rejected: new Map(), counts: [] }
  const balance = balanceOf({ graph: { ...graph, orders: [sold('A', 13)] }, ...weighed })
  expect([balance.unaccounted, Math.round(balance.percentFound)]).toEqual([-3, 70])
})

test('whatever was mixed, split, lost and sold, the parts make up what was received', () => {
  const step = fc.record({
    used: fc.double({ min: 0.1, max: 1, noNaN: true }),
    kept: fc.double({ min: 0.1, max: 1, noNaN: true }),
    beside: fc.nat(50),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), fc.double({ min: 0, max: 1, noNaN: true }), (steps, share) => {
      const lots = [lot('L0', 0, 100)]
      const transformations: Weighed['graph']['transformations'] = []
      const edges: Weighed['graph']['edges'] = []
      const totals = new Map<string, { input: number; output: number }>()
      steps.forEach(({ used, kept, beside }, index) => {
        const before = lots[index] as (typeof lots)[number]
        const input = before.quantity * used
        const output = (input + beside) * kept
        lots.push(lot(`L${index + 1}`, index + 1, output))
        // One instant for all: order comes from what makes what.
        transformations.unshift(made(`T${index}`, 1))
        edges.push(edge(`T${index}`, 'input', before.id, input), edge(`T${index}`, 'output', `L${index + 1}`, output))
        totals.set(`T${index}`, { input: input + beside, output })
      })
      const last = lots.at(-1) as (typeof lots)[number]
      const graph = {
        lot: 'L0',
        lots,
        transformations,
        edges,
        orders: [sold(last.id, last.quantity * share)],
        receipts: [],
      }
      const balance = balanceOf({ graph, totals, rejected: new Map(), counts: [] })
      expect(balance.sold + balance.held + balance.wasted + balance.unaccounted).toBeCloseTo(100, 6)
    }),
  )
})
