import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cycleIn } from './cycle.ts'

test('lots that only lead onward hold no cycle, however they branch and meet', () => {
  const edges = fc.array(fc.tuple(fc.nat(30), fc.nat(30)).filter(([a, b]) => a < b))
  fc.assert(fc.property(edges, (all) => cycleIn(made(all)) === undefined))
})

test('whatever closes a way into a ring is found, and the way told is real', () => {
  const edges = fc.array(fc.tuple(fc.nat(12), fc.nat(12)))
  fc.assert(
    fc.property(edges, fc.uniqueArray(fc.nat(12), { minLength: 1, maxLength: 6 }), (all, ring) => {
      const closed = ring.map((lot, index) => [lot, ring[(index + 1) % ring.length] as number] as [number, number])
      const into = made([...all, ...closed])
      const way = cycleIn(into) ?? []
      expect(way.length).toBeGreaterThan(1)
      expect(way[0]).toBe(way.at(-1))
      for (const [index, lot] of way.slice(0, -1).entries()) expect(into.get(lot)).toContain(way[index + 1])
    }),
  )
})

test('a chain of a hundred thousand lots is walked without a deep stack', () => {
  const chain = Array.from({ length: 100_000 }, (_, lot) => [lot, lot + 1] as [number, number])
  expect(cycleIn(made(chain))).toBeUndefined()
})

function made(edges: readonly (readonly [number, number])[]): Map<string, string[]> {
  const into = new Map<string, string[]>()
  for (const [a, b] of edges) into.set(`L${a}`, [...(into.get(`L${a}`) ?? []), `L${b}`])
  return into
}
