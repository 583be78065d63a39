import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SqliteStore } from '../telemetry/sqlite-store.ts'
import type { Observation, WriteOutcome } from '../telemetry/store.ts'
import { Delivery, type DeliveryOptions, type Rejected, type StoreHealth } from './delivery.ts'
import { Journal, type Sample } from './journal.ts'

const startMs = Date.parse('2026-10-05T00:00:00Z')
const samples = (count: number, from = 0): Sample[] =>
  Array.from({ length: count }, (_, index) => {
    const sequence = from + index
    const observedAtMs = startMs + sequence * 60_000
    const own = { site: 'shanghai', asset: 'truck-1', probe: 'air', sequence, observedAtMs, receivedAtMs: observedAtMs }
    return { kind: 'reading', reading: { ...own, celsius: (sequence % 90) / 10 } }
  })
const sequenceOf = (observation: Observation) =>
  observation.kind === 'reading' ? observation.reading.sequence : Number.NaN

/** The embedded store, which can be told to fail, to refuse, or to be slow. */
class Faulty extends SqliteStore {
  down = false
  refused = new Set<number>()
  readonly batches: number[][] = []

  override async write(batch: readonly Observation[]): Promise<WriteOutcome> {
    if (this.down) throw new Error('the store is down')
    this.batches.push(batch.map(sequenceOf))
    const rejected = batch.flatMap((one, index) =>
      this.refused.has(sequenceOf(one)) ? [{ index, reason: 'never' }] : [],
    )
    const taken = batch.filter((one) => !this.refused.has(sequenceOf(one)))
    return { ...(await super.write(taken)), rejected }
  }
}

let directory: string
let journal: Journal
let store: Faulty
let delivery: Delivery | undefined
let health: StoreHealth[]
let rejected: Rejected[]

const deliver = async (options: Partial<DeliveryOptions> = {}) => {
  const onHealth = (told: StoreHealth) => health.push(told)
  const onRejected = (some: Rejected[]) => {
    rejected.push(...some)
  }
  delivery = new Delivery({ journal, store, onHealth, onRejected, maxPauseMs: 20, gatherMs: 1, ...options })
  await delivery.start()
}
const delivered = () => vi.waitFor(() => expect(journal.rows).toBe(0), { timeout: 20_000, interval: 5 })
const stored = async () => {
  const query = { site: 'shanghai', asset: 'truck-1', probe: 'air', fromMs: 0, untilMs: startMs * 2 }
  return (await store.readings({ ...query, limit: 1_000_000 })).map((reading) => reading.sequence)
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'larder-delivery-'))
  health = []
  rejected = []
  journal = new Journal({ file: join(directory, 'journal.db'), maxBytes: 1e9 })
  store = new Faulty({ file: join(directory, 'telemetry.db') })
  await journal.start()
  await store.start()
})
afterEach(async () => {
  await delivery?.stop()
  await journal.stop()
  await store.stop()
  await rm(directory, { recursive: true, force: true })
})

test('carries what is appended, and is woken by it', async () => {
  await deliver()
  await journal.append(samples(10))
  await delivered()
  await journal.append(samples(10, 10))
  await delivered()
  expect(await stored()).toHaveLength(20)
  expect(health).toEqual([{ reachable: true }])
})

test('carries a backlog newest first, in bounded batches', async () => {
  await journal.append(samples(2500))
  await deliver({ batchRows: 1000 })
  await delivered()
  expect(store.batches.map((batch) => [batch.length, batch[0], batch.at(-1)])).toEqual([
    [1000, 2499, 1500],
    [1000, 1499, 500],
    [500, 0, 499],
  ])
})

test('keeps everything while the store is down, tells it once, and recovers by itself', async () => {
  store.down = true
  await deliver()
  await journal.append(samples(100))
  await vi.waitFor(() => expect(health).toEqual([{ reachable: false, error: 'the store is down' }]))
  await journal.append(samples(100, 100))
  expect(journal.rows).toBe(200)
  store.down = false
  await delivered()
  expect(health).toEqual([{ reachable: false, error: 'the store is down' }, { reachable: true }])
  expect(await stored()).toHaveLength(200)
})

test('hands over what the store refuses, and is not held up by it', async () => {
  store.refused = new Set([3, 5])
  await deliver()
  await journal.append(samples(10))
  await delivered()
  expect(rejected.map(({ observation, reason }) => [sequenceOf(observation), reason])).toEqual([
    [3, 'never'],
    [5, 'never'],
  ])
  expect(await stored()).toHaveLength(8)
})

test('releases nothing when what was refused could not be kept aside', async () => {
  store.refused = new Set([3])
  let failures = 2
  await deliver({
    onRejected: async () => {
      failures -= 1
      if (failures >= 0) throw new Error('the quarantine is full')
    },
  })
  await journal.append(samples(10))
  await delivered()
  expect(failures).toBe(-1)
  expect(health.map((told) => told.error)).toEqual(['the quarantine is full', undefined])
})

test('stops at once in a pause, and leaves the rest for the next start', async () => {
  store.down = true
  await deliver({ maxPauseMs: 600_000 })
  await journal.append(samples(10))
  await vi.waitFor(() => expect(health).toHaveLength(1))
  await delivery?.stop()
  expect(journal.rows).toBe(10)
  store.down = false
  await deliver()
  await delivered()
})

test('brings what was folded during a long outage into the store, without losing a count', async () => {
  await journal.stop()
  journal = new Journal({ file: join(directory, 'bounded.db'), maxBytes: 400_000 })
  await journal.start()
  store.down = true
  await deliver()
  for (let from = 0; from < 40_000; from += 1000) await journal.append(samples(1000, from))
  expect(journal.figures().aggregated).toBeGreaterThan(10_000)
  store.down = false
  await delivered()
  const query = { site: 'shanghai', asset: 'truck-1', probe: 'air', fromMs: 0, untilMs: startMs * 2, windowMinutes: 60 }
  const stretches = await store.stretches(query)
  expect(stretches.reduce((sum, stretch) => sum + stretch.count, 0)).toBe(40_000)
  expect(Math.max(...stretches.map((stretch) => stretch.longestGapMs))).toBe(60_000)
})

test('the machine’s clock jumping a day ahead and two back loses nothing, delays nothing, and doubles nothing', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    await deliver()
    const trueMs = Date.now()
    for (const [index, jumpMs] of [0, 86_400_000, -86_400_000].entries()) {
      vi.setSystemTime(trueMs + jumpMs)
      const some = samples(10, index * 10)
      expect(await journal.append(some)).toEqual(some.map(() => 'accepted'))
      expect(await journal.append(some)).toEqual(some.map(() => 'duplicate'))
      await vi.waitFor(() => expect(store.batches.flat()).toHaveLength(10 * (index + 1)), {
        timeout: 5000,
        interval: 10,
      })
    }
    expect(new Set(store.batches.flat()).size).toBe(30)
  } finally {
    vi.useRealTimers()
  }
})
