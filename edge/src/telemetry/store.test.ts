import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TelemetryConfiguration } from '@larder/contracts/configuration'
import type { Position } from '@larder/contracts/position'
import type { Reading } from '@larder/contracts/reading'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { InfluxStore } from './influx-store.ts'
import { hasInfluxd, type Influxd, startInfluxd } from './influxd.fixture.ts'
import { openStore } from './open-store.ts'
import type { SqliteStore } from './sqlite-store.ts'
import type { Observation, ProbeQuery, TelemetryStore } from './store.ts'
import { instantStretch, mergeStretches } from './stretch.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
const startMs = Date.parse('2026-10-05T00:00:00Z')
const probe = { site: 'shanghai', asset: 'truck-1', probe: 'air' }

const reading = (observedAtMs: number, celsius: number, more: Partial<Reading> = {}): Reading => {
  const sequence = Math.floor((observedAtMs - startMs) / 1000)
  return { ...probe, sequence: Math.max(0, sequence), observedAtMs, receivedAtMs: observedAtMs + 40, celsius, ...more }
}
const position = (observedAtMs: number, latitude: number, more: Partial<Position> = {}): Position => {
  return {
    ...probe,
    probe: 'gps',
    sequence: 1,
    observedAtMs,
    receivedAtMs: observedAtMs,
    latitude,
    longitude: 121.5,
    ...more,
  }
}
const readings = (list: Reading[]): Observation[] => list.map((value) => ({ kind: 'reading', reading: value }))
const positions = (list: Position[]): Observation[] => list.map((value) => ({ kind: 'position', position: value }))
const all: ProbeQuery = { ...probe, fromMs: startMs - 40 * dayMs, untilMs: startMs + 40 * dayMs }

/** What the stretches must be, straight from the definition. */
const expected = (list: Reading[], windowMinutes: number) =>
  mergeStretches(
    list
      .toSorted((a, b) => a.observedAtMs - b.observedAtMs)
      .map((value) => instantStretch(value.observedAtMs, value.celsius as number)),
    windowMinutes * minuteMs,
  )

const influxdPresent = hasInfluxd()
let influxd: Influxd | undefined
let databases = 0
beforeAll(async () => {
  if (influxdPresent) influxd = await startInfluxd()
})
afterAll(() => influxd?.stop())

const configurations: Record<string, () => TelemetryConfiguration> = {
  sqlite: () => ({ store: 'sqlite' }),
  influxdb: () => {
    databases += 1
    const { url, username, password } = influxd as Influxd
    return { store: 'influxdb', url, username, password, database: `larder-${databases}`, timeoutMs: 20_000 }
  },
}

describe.each(Object.keys(configurations))('the %s store', (kind) => {
  const it = test.skipIf(kind === 'influxdb' && !influxdPresent)
  let directory: string
  let configuration: TelemetryConfiguration
  let store: TelemetryStore
  let reader: TelemetryStore

  beforeEach(async (context) => {
    if (kind === 'influxdb' && !influxdPresent) return context.skip()
    directory = await mkdtemp(join(tmpdir(), 'larder-store-'))
    configuration = (configurations[kind] as () => TelemetryConfiguration)()
    reader = await openStore(configuration, directory, { readOnly: true })
    store = await openStore(configuration, directory)
    await reader.start()
  })
  afterEach(async () => {
    await store?.stop()
    await reader?.stop()
    if (directory) await rm(directory, { recursive: true, force: true })
  })

  const rollUpAll = async () => {
    const rolling = store as SqliteStore | InfluxStore
    let windows = 0
    for (let some = await rolling.rollUp(200); some > 0; some = await rolling.rollUp(200)) windows += some
    return windows
  }

  it('is empty to a reader that starts before the writer ever did, and filled once it has', async () => {
    expect(await reader.latest()).toEqual([])
    expect(await reader.latestPositions()).toEqual([])
    expect(await reader.readings({ ...all, limit: 10 })).toEqual([])
    expect(await reader.positions({ ...all, limit: 10 })).toEqual([])
    expect(await reader.stretches({ ...all, windowMinutes: 15 })).toEqual([])
    await store.start()
    await store.write(readings([reading(startMs, 4.5)]))
    expect(await reader.readings({ ...all, limit: 10 })).toEqual([reading(startMs, 4.5)])
  })

  it('gives back every quantity as it came', async () => {
    await store.start()
    const whole = reading(startMs, -18.25, { humidityPercent: 61.5, doorOpen: true, defrosting: false })
    const { celsius: _none, ...door } = reading(startMs + 1, 0, { doorOpen: false })
    const { celsius: _no, ...fault } = reading(startMs + 2, 0, { sensorFault: 'open-circuit' })
    const integer = reading(startMs + 3, 4)
    expect(await store.write(readings([whole, door, fault, integer]))).toEqual({ rejected: [] })
    expect(await store.readings({ ...all, limit: 10 })).toEqual([whole, door, fault, integer])
    const fix = position(startMs, 31.23, {
      speedMetersPerSecond: 12.5,
      courseDegrees: 90,
      quality: 'rtk',
      satellites: 9,
    })
    await store.write(positions([fix]))
    expect(await store.positions({ ...all, limit: 10 })).toEqual([fix])
  })

  it('is idempotent by probe and stamp, and keeps what a second message for the stamp leaves out', async () => {
    await store.start()
    const first = reading(startMs, 4.5)
    await store.write(readings([first, first]))
    await store.write(readings([first]))
    const { celsius: _none, ...door } = { ...first, doorOpen: true }
    await store.write(readings([door]))
    expect(await store.readings({ ...all, limit: 10 })).toEqual([{ ...first, doorOpen: true }])
    expect(await store.stretches({ ...all, windowMinutes: 15 })).toEqual(expected([first], 15))
  })

  it('answers readings of one probe, from inclusive to until exclusive, oldest first, bounded', async () => {
    await store.start()
    const own = Array.from({ length: 20 }, (_, index) => reading(startMs + index * minuteMs, index))
    const other = reading(startMs, 99, { probe: 'product' })
    await store.write(readings([...own.toReversed(), other]))
    const span = { ...probe, fromMs: startMs + 2 * minuteMs, untilMs: startMs + 6 * minuteMs }
    expect(await reader.readings({ ...span, limit: 100 })).toEqual(own.slice(2, 6))
    expect(await reader.readings({ ...span, limit: 3 })).toEqual(own.slice(2, 5))
  })

  it('takes names literally, whatever they contain', async () => {
    await store.start()
    const odd = { site: "o'hara", asset: 'a b,c=d\\e"', probe: "x' OR site='shanghai" }
    const strange = reading(startMs, 7, odd)
    await store.write(readings([strange, reading(startMs, 4)]))
    expect(await store.readings({ ...all, ...odd, limit: 10 })).toEqual([strange])
    expect(await store.readings({ ...all, probe: "air' OR 'a'='a", limit: 10 })).toEqual([])
    expect(await store.latest("o'hara")).toEqual([strange])
  })

  it('knows the newest reading of each probe by stamp, not by arrival', async () => {
    await store.start()
    const newest = reading(startMs + 5 * minuteMs, 5)
    const elsewhere = reading(startMs + 9 * minuteMs, 9, { site: 'beijing' })
    await store.write(readings([newest, elsewhere]))
    await store.write(readings([reading(startMs, 1), reading(startMs, 2, { probe: 'product' })]))
    const byProbe = (list: Reading[]) => list.toSorted((a, b) => a.observedAtMs - b.observedAtMs)
    expect(byProbe(await reader.latest())).toEqual([reading(startMs, 2, { probe: 'product' }), newest, elsewhere])
    expect(await reader.latest('beijing')).toEqual([elsewhere])
  })

  it('thins positions evenly and knows the newest of each asset', async () => {
    await store.start()
    const track = Array.from({ length: 1000 }, (_, index) => position(startMs + index * 1000, 31 + index / 1000))
    const second = position(startMs + 500, 31.0005, { probe: 'gps-2' })
    await store.write(positions([...track, second]))
    const whole = await reader.positions({ ...all, limit: 5000 })
    expect(whole).toHaveLength(1001)
    expect(whole.slice(0, 2)).toEqual([track[0], second])
    const thinned = await reader.positions({ ...all, limit: 100 })
    expect(thinned).toHaveLength(100)
    expect(thinned[0]).toEqual(track[0])
    expect(
      new Set(thinned.slice(1).map((fix, index) => fix.observedAtMs - (thinned[index]?.observedAtMs ?? 0))),
    ).toEqual(new Set([10_000]))
    expect(await reader.latestPositions('shanghai')).toEqual([track.at(-1)])
    expect(await reader.latestPositions('beijing')).toEqual([])
  })

  it('rolls late, repeated and shuffled data up rightly, torn ends included', async () => {
    await store.start()
    const list: Reading[] = []
    for (let minute = 0; minute < 3 * 24 * 60; minute += 1)
      if (minute % 400 > 20) list.push(reading(startMs + minute * minuteMs + (minute % 7) * 100, (minute % 97) / 8))
    const shuffled = list.toSorted((a, b) => ((a.sequence * 7919) % 10_007) - ((b.sequence * 7919) % 10_007))
    const half = shuffled.length >> 1
    const span = { fromMs: startMs + 100 * minuteMs + 7, untilMs: startMs + 2 * dayMs + 33 * minuteMs }
    const inside = (values: Reading[]) =>
      values.filter(({ observedAtMs }) => observedAtMs >= span.fromMs && observedAtMs < span.untilMs)
    const agree = async (values: Reading[]) => {
      for (const windowMinutes of [15, 60, 1440])
        for (const asked of [store, reader])
          closeTo(await asked.stretches({ ...probe, ...span, windowMinutes }), expected(inside(values), windowMinutes))
    }
    await store.write(readings(shuffled.slice(0, half)))
    await agree(shuffled.slice(0, half))
    expect(await rollUpAll()).toBeGreaterThan(200)
    await agree(shuffled.slice(0, half))
    await store.write(readings([...shuffled.slice(half), ...shuffled.slice(0, 100)]))
    await agree(list)
    await rollUpAll()
    await agree(list)
    expect(await rollUpAll()).toBe(0)
    const narrow = { ...probe, fromMs: startMs + 30 * minuteMs, untilMs: startMs + 31 * minuteMs, windowMinutes: 15 }
    expect(await store.stretches(narrow)).toHaveLength(1)
  })

  it('leaves readings of a faulty sensor out of stretches, even when the fault is told later', async () => {
    await store.start()
    const good = reading(startMs + dayMs, 4)
    await store.write(
      readings([reading(startMs, 85), good, reading(startMs + 1000, -127, { sensorFault: 'open-circuit' })]),
    )
    await rollUpAll()
    const { celsius: _none, ...fault } = reading(startMs, 0, { sensorFault: 'out-of-range' })
    await store.write(readings([fault]))
    expect(await store.stretches({ ...all, windowMinutes: 15 })).toEqual(expected([good], 15))
    await rollUpAll()
    expect(await store.stretches({ ...all, windowMinutes: 15 })).toEqual(expected([good], 15))
  })

  it('counts aggregates of the journal together with raw readings', async () => {
    await store.start()
    const aggregate = {
      ...probe,
      firstMs: startMs,
      lastMs: startMs + 14 * minuteMs,
      count: 15,
      minCelsius: 2,
      meanCelsius: 3,
      maxCelsius: 5,
      longestGapMs: minuteMs,
    }
    const raw = [reading(startMs + 20 * minuteMs, 9), reading(startMs + dayMs, 4)]
    await store.write([{ kind: 'aggregate', aggregate }, { kind: 'aggregate', aggregate }, ...readings(raw)])
    const { site: _s, asset: _a, probe: _p, ...stretch } = aggregate
    const hour = { ...stretch, lastMs: startMs + 20 * minuteMs, count: 16, meanCelsius: 54 / 16, maxCelsius: 9 }
    for (const step of ['dirty', 'rolled']) {
      const [first] = await store.stretches({ ...all, windowMinutes: 60 })
      expect(first, step).toEqual({ ...hour, longestGapMs: 6 * minuteMs })
      await rollUpAll()
    }
  })

  it('refuses a window that rollups cannot answer', async () => {
    await store.start()
    await expect(store.stretches({ ...all, windowMinutes: 10 })).rejects.toThrow(/multiple of 15/)
  })

  it('keeps data, rollups and dirty windows over its own restart', async () => {
    await store.start()
    const list = Array.from({ length: 300 }, (_, index) => reading(startMs + index * minuteMs, index / 10))
    await store.write(readings(list.slice(0, 200)))
    await rollUpAll()
    await store.write(readings(list.slice(200)))
    await store.stop()
    closeTo(await reader.stretches({ ...all, windowMinutes: 15 }), expected(list, 15))
    store = await openStore(configuration, directory)
    await store.start()
    closeTo(await store.stretches({ ...all, windowMinutes: 15 }), expected(list, 15))
    await rollUpAll()
    closeTo(await reader.stretches({ ...all, windowMinutes: 15 }), expected(list, 15))
  })
})

/** Means are summed in another order than here, and rounded in rollups; everything else is exact. */
function closeTo(actual: readonly { meanCelsius: number }[], wanted: readonly { meanCelsius: number }[]): void {
  const exact = (list: typeof actual) => list.map(({ meanCelsius: _mean, ...rest }) => rest)
  expect(exact(actual)).toEqual(exact(wanted))
  const apart = actual.map(({ meanCelsius }, index) => Math.abs(meanCelsius - (wanted[index]?.meanCelsius ?? Infinity)))
  expect(Math.max(0, ...apart)).toBeLessThan(1e-5)
}
