import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadHistory } from '@larder/cloud/trace/load-history'
import type { TraceRecords } from '@larder/cloud/trace/trace-records'
import { traceReport } from '@larder/cloud/trace/trace-report'
import type { Reading } from '@larder/contracts/reading'
import type { Asset } from '@larder/contracts/site'
import { ExcursionEngine } from '@larder/edge/excursion/excursion-engine'
import { InfluxStore } from '@larder/edge/telemetry/influx-store'
import { hasInfluxd, startInfluxd } from '@larder/edge/telemetry/influxd.fixture'
import { SqliteStore } from '@larder/edge/telemetry/sqlite-store'
import type { TelemetryStore } from '@larder/edge/telemetry/store'
import { fiveHopReadings, fiveHops } from './five-hops.ts'
import type { Bench, BenchRow } from './row.ts'

const startMs = Date.parse('2026-10-20T00:00:00Z')
const minuteMs = 60_000
const monthMinutes = 43_200
const runs = 21

const cabinet: Asset = {
  id: 'c1',
  kind: 'cabinet',
  name: { zh: '柜', en: 'Cabinet' },
  profile: 'fresh-fish',
  probes: Array.from({ length: 5 }, (_, index) => ({
    id: `p${index}`,
    role: index === 0 ? ('product' as const) : ('air' as const),
    intervalSeconds: 60,
  })),
}

/** A thermostat's cycle with a warm hour every five days. */
const celsiusAt = (minute: number, probe: number): number => {
  const cycle = 1 + 0.6 * Math.sin(minute / 7 + probe)
  return Math.round((minute % 7200 >= 3607 && minute % 7200 < 3667 ? cycle + 4 : cycle) * 100) / 100
}

function readingsOf(probe: number, minutes: number): Reading[] {
  return Array.from({ length: minutes }, (_, minute) => ({
    site: 's1',
    asset: 'c1',
    probe: `p${probe}`,
    sequence: minute,
    observedAtMs: startMs + minute * minuteMs,
    receivedAtMs: startMs + minute * minuteMs,
    celsius: celsiusAt(minute, probe),
  }))
}

function rulesPerSecond(): number {
  const perProbe = cabinet.probes.map((_, probe) => readingsOf(probe, monthMinutes))
  const rates = Array.from({ length: 5 }, () => {
    const engine = new ExcursionEngine(startMs)
    engine.setAssets([cabinet], startMs)
    const beganMs = performance.now()
    for (let at = 0; at < monthMinutes; at += 200) {
      for (const readings of perProbe) engine.observe(readings.slice(at, at + 200))
      engine.settle()
      engine.forget(startMs + at * minuteMs)
    }
    return (5 * monthMinutes * 1000) / (performance.now() - beganMs)
  })
  return rates.sort((a, b) => a - b)[2] ?? 0
}

function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('the records are empty')
  return first
}

const records: TraceRecords = {
  subject: { kind: 'lot', id: 'L1' },
  order: null,
  lots: [
    {
      id: 'L1',
      product: 'salmon',
      supplier: 'Fjord',
      originZh: '挪威',
      originEn: 'Norway',
      originLatitude: null,
      originLongitude: null,
      packedAtMs: startMs,
      useByMs: null,
      quantity: 1,
    },
  ],
  products: [{ id: 'salmon', nameZh: '三文鱼', nameEn: 'Salmon', profile: 'fresh-fish', unit: 'kg' }],
  consignments: [
    { id: 'K1', lots: ['L1'], legs: [{ site: 's1', asset: 'c1', phase: 'cabinet', fromMs: startMs, untilMs: null }] },
  ],
  sorting: [],
  calibrations: [],
  sites: [{ id: 's1', name: { zh: '店', en: 'Shop' }, timeZone: 'Asia/Shanghai', assets: [cabinet] }],
}

const hops = fiveHops(startMs, firstOf(records.products), firstOf(records.lots))

async function write(store: SqliteStore | InfluxStore, readings: readonly Reading[]): Promise<void> {
  for (let at = 0; at < readings.length; at += 5000) {
    await store.write(readings.slice(at, at + 5000).map((reading) => ({ kind: 'reading' as const, reading })))
  }
}

/** A month as it stands in a store that has long been running: written and rolled up. */
async function fill(store: SqliteStore | InfluxStore): Promise<void> {
  for (let probe = 0; probe < cabinet.probes.length; probe++) await write(store, readingsOf(probe, monthMinutes))
  await write(store, hops.readings())
  while ((await store.rollUp(1000)) > 0);
}

/** Median and 95th percentile of what a server spends on one report. */
async function timeReports(store: TelemetryStore, report: (row: BenchRow) => void): Promise<void> {
  const month = await reportTimes(store, records, startMs + monthMinutes * minuteMs)
  const name = `report over 30 days of 5 probes at 1 min, ${store.kind}`
  const note = '43,200 readings a probe, six warm hours each; who speaks at the site is asked once in 15 s'
  report({ name: `${name}, median`, value: month.median, unit: 'ms', target: { most: 100 }, note })
  report({ name: `${name}, p95`, value: month.p95, unit: 'ms', target: { most: 100 } })
  const way = await reportTimes(store, hops.records, hops.untilMs)
  const hopName = `report of an order over 5 hops, ${fiveHopReadings.toLocaleString('en')} readings, ${store.kind}`
  report({ name: `${hopName}, median`, value: way.median, unit: 'ms', target: { most: 150 }, note: 'two lots' })
  report({ name: `${hopName}, p95`, value: way.p95, unit: 'ms', target: { most: 150 } })
}

async function reportTimes(store: TelemetryStore, of: TraceRecords, nowMs: number) {
  const once = async (): Promise<number> => {
    const beganMs = performance.now()
    const trace = traceReport(of, await loadHistory(of, store, nowMs), nowMs)
    JSON.stringify(trace)
    return performance.now() - beganMs
  }
  await once()
  const times: number[] = []
  for (let run = 0; run < runs; run++) times.push(await once())
  times.sort((a, b) => a - b)
  return { median: times[Math.floor(runs / 2)] ?? 0, p95: times[Math.floor(runs * 0.95)] ?? 0 }
}

async function onSqlite(report: (row: BenchRow) => void): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'larder-trace-'))
  const store = new SqliteStore({ file: join(directory, 'telemetry.db') })
  await store.start()
  try {
    await fill(store)
    await timeReports(store, report)
  } finally {
    await store.stop()
    await rm(directory, { recursive: true })
  }
}

async function onInflux(report: (row: BenchRow) => void): Promise<void> {
  if (!hasInfluxd()) return
  const server = await startInfluxd()
  const directory = await mkdtemp(join(tmpdir(), 'larder-trace-'))
  const { url, username, password } = server
  const dirtyFile = join(directory, 'rollup.db')
  const store = new InfluxStore({ url, username, password, database: 'larder', timeoutMs: 30_000, dirtyFile })
  try {
    await store.start()
    await fill(store)
    await timeReports(store, report)
  } finally {
    await store.stop()
    await server.stop()
    await rm(directory, { recursive: true })
  }
}

const bench: Bench = async (report) => {
  const value = Math.round(rulesPerSecond())
  report({ name: 'excursion rules, in order, one core', value, unit: 'readings/s', target: { least: 1_000_000 } })
  await onSqlite(report)
  await onInflux(report)
}

export default bench
