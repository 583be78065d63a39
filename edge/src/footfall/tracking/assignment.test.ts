import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assign, assignAllowed, assignSparse } from './assignment.ts'

/** Tries every way: right by construction, for up to six columns. */
function leastByTrying(costs: number[][], used = new Set<number>(), row = 0): number {
  const line = costs[row]
  if (!line) return 0
  return Math.min(
    ...line.flatMap((cost, column) =>
      used.has(column) ? [] : [cost + leastByTrying(costs, new Set([...used, column]), row + 1)],
    ),
  )
}

test('the assignment is the cheapest of all', () => {
  const table = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 1 })).chain(([rows, more]) =>
    fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: rows + more, maxLength: rows + more }), {
      minLength: rows,
      maxLength: rows,
    }),
  )
  fc.assert(
    fc.property(table, (costs) => {
      const chosen = assign(costs)
      const total = chosen.reduce((sum, column, row) => sum + (costs[row]?.[column] as number), 0)
      expect(new Set(chosen).size).toBe(costs.length)
      expect(total).toBe(leastByTrying(costs))
    }),
  )
})

test('rows without a column get -1', () => {
  expect(assign([[5], [1], [3]])).toEqual([-1, 0, -1])
  expect(assign([])).toEqual([])
  expect(assign([[], []])).toEqual([-1, -1])
})

test('a forbidden pair is never made, and more pairs are worth more than a cheap one', () => {
  expect(
    assignAllowed([
      [0, 9],
      [1, null],
    ]),
  ).toEqual([
    [0, 1],
    [1, 0],
  ])
  expect(assignAllowed([[null, null]])).toEqual([])
})

test('few pairs among many are settled as all together would be', () => {
  const cost = fc.option(fc.integer({ min: 0, max: 99 }), { freq: 2 })
  const table = fc.array(fc.array(cost, { minLength: 6, maxLength: 6 }), { minLength: 5, maxLength: 5 })
  fc.assert(
    fc.property(table, (costs) => {
      const edges = costs.flatMap((line, row) =>
        line.flatMap((one, column) => (one === null ? [] : [{ row, column, cost: one }])),
      )
      const total = (pairs: [number, number][]) =>
        pairs.reduce((sum, [row, column]) => sum + (costs[row]?.[column] ?? 0), 0)
      const [apart, together] = [assignSparse(edges), assignAllowed(costs)]
      expect(apart).toHaveLength(together.length)
      expect(total(apart)).toBe(total(together))
    }),
  )
})
