import type { Leg } from '@larder/contracts/consignment'
import { profiles } from '@larder/contracts/profiles'
import { expect, test } from 'vitest'
import { consignmentCase, orderCase, type SiteSources } from './site-cases.ts'

const minuteMs = 60_000
const nowMs = Date.UTC(2026, 10, 20, 12)

/** Salmon at 1 °C in the counter, shrimp at −20 °C in the freezer that warms to −10 °C for its last half hour. */
const measured: Record<string, (atMs: number) => number> = {
  counter: () => 1,
  freezer: (atMs) => (atMs >= nowMs - 30 * minuteMs ? -10 : -20),
}
const records = {
  lots: [
    { id: 'S', product: 'salmon' },
    { id: 'F', product: 'shrimp' },
  ],
  products: [
    { id: 'salmon', profile: 'fresh-fish' },
    { id: 'shrimp', profile: 'frozen-cabinet' },
  ],
  consignments: ['S', 'F'].map((lot) => ({
    id: `C-${lot}`,
    lots: [lot],
    legs: [
      {
        site: 's1',
        asset: lot === 'S' ? 'counter' : 'freezer',
        phase: 'cabinet',
        fromMs: nowMs - 600 * minuteMs,
        untilMs: null,
      },
    ] as Leg[],
  })),
}

/** Only what a case asks of the database: which consignments hold the lots, the weather, the tickets. */
const database = {
  selectFrom(table: string) {
    const query: Record<string, unknown> = {}
    for (const verb of ['select', 'distinct', 'where', 'innerJoin', 'orderBy', 'limit']) query[verb] = () => query
    query.execute = async () => (table === 'consignmentLot' ? [{ consignment: 'C-S' }, { consignment: 'C-F' }] : [])
    query.executeTakeFirst = async () => undefined
    query.executeTakeFirstOrThrow = async () => ({ count: 2 })
    return query
  },
}

const sources = {
  database,
  records: {
    findAll: async (kind: keyof typeof records, ids: string[]) => records[kind].filter(({ id }) => ids.includes(id)),
  },
  profiles: { all: profiles },
  sites: {
    all: [{ id: 's1', assets: ['counter', 'freezer'].map((id) => ({ id, probes: [{ id: 'p', role: 'product' }] })) }],
  },
  store: {
    stretches: async ({ asset, fromMs, untilMs }: { asset: string; fromMs: number; untilMs: number }) => {
      const count = Math.floor((untilMs - fromMs) / (15 * minuteMs))
      return Array.from({ length: count }, (_, index) => {
        const firstMs = fromMs + index * 15 * minuteMs
        return { firstMs, meanCelsius: measured[asset]?.(firstMs) }
      })
    },
  },
} as unknown as SiteSources

const order = {
  ...{ id: 'O', customer: 'C1', store: 's1', orderedAtMs: nowMs - 90 * minuteMs },
  ...{ promisedAtMs: nowMs - 30 * minuteMs, deliveredAtMs: null },
  lines: [
    { lot: 'S', quantity: 1 },
    { lot: 'F', quantity: 1 },
  ],
}

test('each lot is held against its own limit: a fish counter is not too warm because shrimps are in the order', async () => {
  const { sequences, numbers } = await orderCase(sources, order, nowMs, 60)
  expect(sequences.overLimitCelsius).toHaveLength(24)
  expect(sequences.overLimitCelsius?.slice(0, 22).every((over) => over === -3)).toBe(true)
  expect(sequences.overLimitCelsius?.slice(-2)).toEqual([2, 2])
  expect(numbers).toMatchObject({ pastTickets: 2, outsideCelsius: null, fragility: 0.5 })
})

test('lateness grows from the promised time on; without a promise from the policy’s minutes', async () => {
  const promised = await orderCase(sources, order, nowMs, 60)
  expect(promised.sequences.delayMinutes?.slice(-3)).toEqual([0, 15, 30])
  const unpromised = await orderCase(sources, { ...order, promisedAtMs: null }, nowMs, 75)
  expect(unpromised.sequences.delayMinutes?.at(-1)).toBe(15)
})

test('a consignment has no customer and no promise', async () => {
  const [, frozen] = records.consignments
  const one = await consignmentCase(sources, frozen as never, nowMs)
  expect(one).toMatchObject({ id: 'C-F', deliveredAtMs: null, numbers: { pastTickets: null } })
  expect(one.sequences.overLimitCelsius?.at(-1)).toBe(2)
  expect(one.sequences.delayMinutes).toEqual([])
})
