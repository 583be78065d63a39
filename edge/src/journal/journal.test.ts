import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Position } from '@larder/contracts/position'
import type { Reading } from '@larder/contracts/reading'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Journal, type Sample } from './journal.ts'
import { rangesOf } from './journal-rows.ts'

const startMs = Date.parse('2026-10-05T00:00:00Z')
const sample = (sequence: number, more: Partial<Reading> = {}): Sample => {
  const observedAtMs = startMs + sequence * 1000
  const own = {
    site: 'shanghai',
    asset: 'truck-1',
    probe: 'air',
    sequence,
    observedAtMs,
    receivedAtMs: observedAtMs + 7,
  }
  return { kind: 'reading', reading: { ...own, celsius: 4 + (sequence % 50) / 10, ...more } }
}
const samples = (count: number, from = 0, more: Partial<Reading> = {}): Sample[] =>
  Array.from({ length: count }, (_, index) => sample(from + index, more))
const fix: Position = {
  site: 'shanghai',
  asset: 'truck-1',
  probe: 'gps',
  sequence: 1,
  observedAtMs: startMs,
  receivedAtMs: startMs,
  latitude: 31.2,
  longitude: 121.5,
  quality: 'gps',
}

let directory: string
let file: string
let journal: Journal
const open = async (maxBytes = 1e9) => {
  journal = new Journal({ file, maxBytes })
  await journal.start()
}
const reopen = async () => {
  await journal.stop()
  await open()
}
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'larder-journal-'))
  file = join(directory, 'edge', 'journal.db')
  await open()
})
afterEach(async () => {
  await journal.stop()
  await rm(directory, { recursive: true, force: true })
})
const drain = () => {
  const batch = journal.take(1_000_000, 'oldest')
  journal.release(batch.map((entry) => entry.id))
  return batch.map((entry) => entry.observation)
}

describe('appending', () => {
  test('gives back every sample as it came, in order, also after a restart', async () => {
    const whole = sample(1, { humidityPercent: 55.5, doorOpen: true, defrosting: false })
    const list: Sample[] = [whole, sample(2, { sensorFault: 'open-circuit' }), { kind: 'position', position: fix }]
    expect(await journal.append(list)).toEqual(['accepted', 'accepted', 'accepted'])
    await reopen()
    expect(journal.rows).toBe(3)
    expect(drain()).toEqual(list)
    expect(journal.figures()).toMatchObject({ rows: 0, aggregated: 0 })
    expect(journal.figures()).not.toHaveProperty('oldestAtMs')
  })

  test('tells duplicates and stale repetitions apart, within a batch and over a restart', async () => {
    expect(await journal.append([sample(1), sample(1), sample(2)])).toEqual(['accepted', 'duplicate', 'accepted'])
    const repeated = sample(2, { observedAtMs: startMs + 60_000 })
    expect(await journal.append([repeated])).toEqual(['stale'])
    await reopen()
    expect(await journal.append([sample(1), sample(2), repeated])).toEqual(['duplicate', 'duplicate', 'stale'])
    drain()
    await reopen()
    expect(await journal.append([sample(2), repeated])).toEqual(['duplicate', 'stale'])
    expect(journal.rows).toBe(0)
  })

  test('accepts a device whose counter restarted', async () => {
    await journal.append(samples(500))
    const restarted = samples(3).map((one, index) =>
      sample(index, { observedAtMs: startMs + 900_000 + index, ...valuesOf(one) }),
    )
    expect(await journal.append(restarted)).toEqual(['accepted', 'accepted', 'accepted'])
  })

  test('commits many callers together, each with its own outcomes', async () => {
    const outcomes = await Promise.all(samples(5000).map((one) => journal.append([one])))
    expect(outcomes.flat()).toEqual(Array(5000).fill('accepted'))
    expect(journal.rows).toBe(5000)
  })

  test('keeps the order of arrival when clocks step', async () => {
    const stepped = [5, 3, 900, 1].map((second, index) =>
      sample(index, { observedAtMs: startMs + second * 1000, receivedAtMs: startMs - second }),
    )
    await journal.append(stepped)
    expect(drain()).toEqual(stepped)
  })

  test('rejects with nothing taken when there is no room, and takes the same samples when there is', async () => {
    await journal.stop()
    await open(200_000)
    await journal.append(samples(3000))
    const more = samples(4000, 3000)
    await expect(journal.append(more)).rejects.toThrow(/disk is full.*free space.*nothing of this was done/)
    await expect(journal.append(more)).rejects.toThrow(/disk is full/)
    expect(drain()).toEqual(samples(3000))
    expect(await journal.append(more)).toEqual(Array(4000).fill('accepted'))
    expect(drain()).toEqual(more)
  })
})

const valuesOf = (one: Sample): Partial<Reading> =>
  one.kind === 'reading' && one.reading.celsius !== undefined ? { celsius: one.reading.celsius } : {}

describe('taking', () => {
  test('gives the newest or the oldest entries, and gives them again until they are released', async () => {
    await journal.append(samples(10))
    const sequences = (order: 'newest' | 'oldest') =>
      journal.take(3, order).map(({ observation }) => (observation as Sample & { kind: 'reading' }).reading.sequence)
    expect(sequences('newest')).toEqual([9, 8, 7])
    expect(sequences('oldest')).toEqual([0, 1, 2])
    expect(sequences('oldest')).toEqual([0, 1, 2])
    journal.release(journal.take(3, 'oldest').map((entry) => entry.id))
    expect(sequences('oldest')).toEqual([3, 4, 5])
    expect(journal.figures()).toMatchObject({ rows: 7, oldestAtMs: startMs + 3000 })
  })

  test('knows the undelivered readings since an instant', async () => {
    await journal.append([...samples(10), { kind: 'position', position: { ...fix, observedAtMs: startMs + 60_000 } }])
    const since = journal.since(startMs + 6000).map((reading) => reading.sequence)
    expect(since).toEqual([6, 7, 8, 9])
    expect(journal.since(startMs, 3)).toHaveLength(2)
  })
})

describe('at its bound on disk', () => {
  const maxBytes = 600_000
  /** 40 probes, so that day-wide aggregates of all still fit. */
  const minutes = (from: number, count: number): Sample[] =>
    samples(count, from).map((one, index) => {
      const sequence = from + index
      return sample(sequence, {
        ...valuesOf(one),
        observedAtMs: startMs + sequence * 60_000,
        probe: `p${sequence % 4}`,
      })
    })

  test('folds the oldest readings into aggregates, loses no count, and never passes the bound', async () => {
    await journal.stop()
    await open(maxBytes)
    const total = 200_000
    for (let from = 0; from < total; from += 2000) {
      await journal.append(minutes(from, 2000))
      expect(journal.figures().bytes).toBeLessThan(maxBytes * 1.2)
    }
    const { aggregated, rows } = journal.figures()
    expect(aggregated).toBeGreaterThan(total / 2)
    expect(rows).toBeLessThan(total / 2)
    await reopen()
    expect(journal.figures()).toMatchObject({ aggregated, rows })
    let count = 0
    let hottest = 0
    let taken = 0
    while (journal.rows > 0)
      for (const observation of drain()) {
        taken += 1
        if (observation.kind === 'aggregate') {
          count += observation.aggregate.count
          hottest = Math.max(hottest, observation.aggregate.maxCelsius)
        } else count += 1
      }
    expect(taken).toBe(rows)
    expect(count).toBe(total)
    expect(hottest).toBeCloseTo(8.9)
  })

  test('says how full it is long before', async () => {
    await journal.stop()
    await open(maxBytes)
    expect(journal.fillRatio).toBeLessThan(0.5)
    for (let from = 0; journal.fillRatio < 0.5; from += 1000) await journal.append(minutes(from, 1000))
    expect(journal.figures().aggregated).toBe(0)
  })

  test('leaves a batch under way alone', async () => {
    await journal.stop()
    await open(maxBytes)
    await journal.append(minutes(0, 2000))
    const batch = journal.take(500, 'oldest')
    for (let from = 2000; journal.figures().aggregated === 0; from += 2000) await journal.append(minutes(from, 2000))
    const before = journal.rows
    journal.release(batch.map((entry) => entry.id))
    expect(journal.rows).toBe(before - 500)
    await reopen()
    expect(journal.rows).toBe(before - 500)
  })

  test('takes nothing more when nothing is left to fold, and says what to do', async () => {
    await journal.stop()
    await open(50_000)
    const probes = (round: number) =>
      Array.from({ length: 100 }, (_, index) => sample(round, { probe: `p${round}-${index}` }))
    const filling = async () => {
      for (let round = 0; round < 100; round += 1) await journal.append(probes(round))
    }
    await expect(filling()).rejects.toThrow(/bring the telemetry store back or raise edge.journalMaxBytes/)
    drain()
    while (journal.rows > 0) drain()
  })
})

test('neighbouring ids are joined to ranges', () => {
  expect(rangesOf([5, 3, 4, 9, -2, -1, 1])).toEqual([
    { from: -2, to: -1 },
    { from: 1, to: 1 },
    { from: 3, to: 5 },
    { from: 9, to: 9 },
  ])
})
