import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reading } from '@larder/contracts/reading'
import { SqliteStore } from '@larder/edge/telemetry/sqlite-store'
import type { TelemetryStore } from '@larder/edge/telemetry/store'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadHistory } from './load-history.ts'
import { dayMs, fishRecords, minuteMs, packedMs } from './trace.fixture.ts'
import { traceReport } from './trace-report.ts'

let directory: string
let store: TelemetryStore

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'trace-'))
  store = new SqliteStore({ file: join(directory, 'telemetry.db') })
  await store.start()
})

afterEach(async () => {
  await store.stop()
  rmSync(directory, { recursive: true })
})

const reading = (minute: number, sample: Partial<Reading>): Reading => ({
  site: 's1',
  asset: 'c1',
  probe: 'core',
  sequence: minute,
  observedAtMs: packedMs + minute * minuteMs,
  receivedAtMs: packedMs + minute * minuteMs,
  ...sample,
})

const write = (readings: Reading[]) => store.write(readings.map((one) => ({ kind: 'reading' as const, reading: one })))

const at = (minute: number): number => packedMs + minute * minuteMs

async function lotNow(nowMs: number) {
  const records = fishRecords()
  return traceReport(records, await loadHistory(records, store, nowMs), nowMs)?.lots[0]
}

test('an excursion keeps its minutes although the rest of the month comes from rollups', async () => {
  const warm = (minute: number) => minute >= 3007 && minute < 3048
  await write(Array.from({ length: 7 * 1440 }, (_, minute) => reading(minute, { celsius: warm(minute) ? 5 : 1 })))
  const lot = await lotNow(packedMs + 7 * dayMs)
  expect(lot?.excursions).toMatchObject([{ severity: 'critical', fromMs: at(3007), untilMs: at(3047), peakCelsius: 5 }])
  expect(lot?.coverage.percent).toBeCloseTo(100, 3)
})

test('missing readings are read one by one, so the gap has its true place', async () => {
  const minutes = Array.from({ length: 1440 }, (_, minute) => minute).filter((minute) => minute < 603 || minute >= 608)
  await write(minutes.map((minute) => reading(minute, { celsius: 1 })))
  const lot = await lotNow(packedMs + dayMs)
  expect(lot?.coverage.worstGap).toEqual({ fromMs: at(603), untilMs: at(608) })
})

test('an error code inside a rollup does not reach the report', async () => {
  await write(Array.from({ length: 300 }, (_, minute) => reading(minute, { celsius: minute === 100 ? -127 : 1 })))
  expect(await lotNow(at(300))).toMatchObject({ coldest: { celsius: 1 }, legs: [{ meanCelsius: 1 }] })
})

test('a probe that nobody configured is in the report, as one in the air', async () => {
  await write(Array.from({ length: 60 }, (_, minute) => reading(minute, { probe: 'guest', celsius: 1 })))
  const lot = await lotNow(at(60))
  expect(lot?.probes).toMatchObject([
    { probe: 'core', coveragePercent: 0 },
    { probe: 'air' },
    { probe: 'guest', role: 'air' },
  ])
  expect(lot).toMatchObject({ basis: 'air', verdict: 'within-limits' })
})

test('doors and defrosts are marked where a probe speaks of them', async () => {
  const sample = (minute: number) => ({ celsius: 1, doorOpen: minute >= 40 && minute < 47, defrosting: minute >= 100 })
  await write(Array.from({ length: 120 }, (_, minute) => reading(minute, sample(minute))))
  const lot = await lotNow(at(120))
  expect(lot?.chart.doors).toEqual([{ fromMs: at(40), untilMs: at(47) }])
  expect(lot?.chart.defrosts).toEqual([{ fromMs: at(100), untilMs: at(120) }])
  expect(lot?.probes.map(({ probe }) => probe)).toEqual(['core', 'air'])
})

test('the route is that of the assets that held the goods', async () => {
  const position = (minute: number, asset: string) => ({
    kind: 'position' as const,
    position: {
      site: 's1',
      asset,
      probe: 'gps',
      sequence: minute,
      observedAtMs: at(minute),
      receivedAtMs: at(minute),
      latitude: 30 + minute / 1000,
      longitude: 120,
    },
  })
  await store.write(Array.from({ length: 900 }, (_, minute) => position(minute, minute % 2 === 0 ? 'c1' : 'other')))
  const lot = await lotNow(at(900))
  expect(lot?.route.length).toBeGreaterThan(200)
  expect(lot?.route.length).toBeLessThanOrEqual(300)
  expect(lot?.route[0]).toEqual({ atMs: packedMs, latitude: 30, longitude: 120 })
})
