import type { Recall } from '@larder/contracts/standing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { standingsIn } from './standings.ts'

/** a → b → c → d, and b → e */
const into = new Map([
  ['a', ['b']],
  ['b', ['c', 'e']],
  ['c', ['d']],
])
const lots = ['a', 'b', 'c', 'd', 'e']
const hold = (lot: string, sinceMs: number) => ({ lot, decision: 'hold' as const, sinceMs, version: 1 })
const release = (lot: string, sinceMs: number) => ({ lot, decision: 'release' as const, sinceMs, version: 2 })
const reject = (lot: string, sinceMs: number) => ({ lot, decision: 'reject' as const, sinceMs, version: 1 })
const recall = (lot: string, scope: Recall['scope'], atMs = 1): Recall => ({
  id: `recall of ${lot}`,
  lot,
  scope,
  hazard: 'other',
  reason: 'why',
  by: 'm',
  atMs,
  liftedBy: null,
  liftedAtMs: null,
  liftedWhy: null,
})
const statesOf = (...args: Parameters<typeof standingsIn>) => {
  const standingOf = standingsIn(...args)
  return Object.fromEntries(lots.map((lot) => [lot, standingOf(lot).state]))
}

test('a hold holds what was made from the lot, until one on the way is released later', () => {
  const states = [hold('b', 10), release('c', 20)]
  expect(statesOf({ recalls: [], states }, into)).toEqual({ a: 'free', b: 'held', c: 'free', d: 'free', e: 'held' })
})

test('a release frees nothing from a later hold, whichever of two holds came first', () => {
  const states = [hold('a', 10), release('c', 20), hold('b', 30)]
  expect(statesOf({ recalls: [], states }, into)).toEqual({ a: 'held', b: 'held', c: 'held', d: 'held', e: 'held' })
})

test('a rejected lot is held for good, and so is what it went into', () => {
  expect(statesOf({ recalls: [], states: [reject('c', 5)] }, into)).toMatchObject({ b: 'free', c: 'held', d: 'held' })
})

test('a recall stands above a hold, and one of a single lot does not stop another on its way', () => {
  const recalls = [recall('b', 'lot-only', 5), recall('a', 'lot-and-descendants', 1)]
  expect(statesOf({ recalls, states: [hold('e', 9)] }, into)).toEqual({
    a: 'recalled',
    b: 'recalled',
    c: 'recalled',
    d: 'recalled',
    e: 'recalled',
  })
})

test('in any graph a lot is recalled exactly when a way leads to it from a recalled one', () => {
  const edges = fc.array(
    fc.tuple(fc.nat(15), fc.nat(15)).filter(([a, b]) => a < b),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(edges, fc.uniqueArray(fc.nat(15), { maxLength: 4 }), (all, marked) => {
      const ways = new Map<string, string[]>()
      for (const [a, b] of all) ways.set(`${a}`, [...(ways.get(`${a}`) ?? []), `${b}`])
      const reach = new Set(marked.map(String))
      for (const lot of reach) for (const next of ways.get(lot) ?? []) reach.add(next)
      const recalls = marked.map((lot, index) => recall(`${lot}`, 'lot-and-descendants', index))
      const standingOf = standingsIn({ recalls, states: [] }, ways)
      for (let lot = 0; lot <= 15; lot += 1) expect(standingOf(`${lot}`).state === 'recalled').toBe(reach.has(`${lot}`))
    }),
  )
})
