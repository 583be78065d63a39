import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { TelemetryConfiguration } from '@larder/contracts/configuration'
import { Delivery } from '@larder/edge/journal/delivery'
import { Journal, type Sample } from '@larder/edge/journal/journal'
import type { InfluxStore } from '@larder/edge/telemetry/influx-store'
import { hasInfluxd, startInfluxd } from '@larder/edge/telemetry/influxd.fixture'
import { openStore } from '@larder/edge/telemetry/open-store'
import type { SqliteStore } from '@larder/edge/telemetry/sqlite-store'
import type { BenchRow } from './row.ts'

type Report = (row: BenchRow) => void
type Store = SqliteStore | InfluxStore

const backlogReadings = 1_000_000
const dayMs = 86_400_000
const days = 30
const probes = ['air-1', 'air-2', 'product-1', 'product-2', 'controller']

/** Journal and telemetry stores: appending, recovery from a backlog, a month's stretches, the newest values. */
export default async function storage(report: Report): Promise<void> {
  await inFolder((directory) => benchStore(report, 'SQLite', { store: 'sqlite' }, directory))
  if (!hasInfluxd()) return
  const { url, username, password, stop } = await startInfluxd()
  const telemetry = { store: 'influxdb', url, username, password, database: 'larder', timeoutMs: 30_000 } as const
  await inFolder((directory) => benchStore(report, 'InfluxDB', telemetry, directory)).finally(stop)
}

async function benchStore(report: Report, name: string, telemetry: TelemetryConfiguration, directory: string) {
  const store = (await openStore(telemetry, directory)) as Store
  const journal = new Journal({ file: join(directory, 'edge', 'journal.db'), maxBytes: 2_000_000_000 })
  await store.start()
  await journal.start()
  try {
    await benchMonth(report, name, store)
    await benchBacklog(report, name, store, journal)
  } finally {
    await journal.stop()
    await store.stop()
  }
}

async function benchMonth(report: Report, name: string, store: Store) {
  const untilMs = Math.floor(Date.now() / dayMs) * dayMs
  const fromMs = untilMs - days * dayMs
  const minutes = (days * dayMs) / 60_000
  for (let minute = 0; minute < minutes; minute += 1000) {
    const some = Array.from({ length: Math.min(1000, minutes - minute) }, (_, index) => minute + index)
    await store.write(
      some.flatMap((one) => probes.map((probe) => reading('truck-1', probe, one, fromMs + one * 60_000))),
    )
  }
  const rolling = performance.now()
  while ((await store.rollUp(200)) > 0) await turn()
  report({ name: `${name}: rollups of 216,000 readings caught up`, value: performance.now() - rolling, unit: 'ms' })

  // Torn ends on purpose: a consignment does not start at a quarter of an hour.
  const span = { site: 'shanghai', asset: 'truck-1', fromMs: fromMs + 61_000, untilMs: untilMs - 61_000 }
  const month = await median(21, () =>
    Promise.all(probes.map((probe) => store.stretches({ ...span, probe, windowMinutes: 15 }))),
  )
  report({
    name: `${name}: stretches, 30 days × 5 probes`,
    value: month,
    unit: 'ms',
    target: { most: 60 },
    note: 'median of 21',
  })
  report({ name: `${name}: latest() of 5 probes`, value: await median(21, () => store.latest()), unit: 'ms' })
}

async function benchBacklog(report: Report, name: string, store: Store, journal: Journal) {
  const startMs = Date.now() - backlogReadings * 10
  const appending = performance.now()
  for (let from = 0; from < backlogReadings; from += 2000) await journal.append(backlog(from, 2000, startMs))
  const appendPerSecond = perSecond(appending)
  const { bytes } = journal.figures()
  report({
    name: `${name}: journal append, batches of 2,000`,
    value: appendPerSecond,
    unit: 'readings/s',
    target: { least: 100_000 },
  })
  report({ name: `${name}: journal size`, value: bytes / backlogReadings, unit: 'bytes/reading' })
  const delivery = new Delivery({ journal, store, onRejected: () => {} })
  const recovering = performance.now()
  await delivery.start()
  while (journal.rows > 0) await new Promise((resolve) => setTimeout(resolve, 10))
  const value = perSecond(recovering)
  await delivery.stop()
  report({ name: `${name}: recovery from 1,000,000 readings`, value, unit: 'readings/s', target: { least: 50_000 } })
  report({
    name: `${name}: latest() of 105 probes after it`,
    value: await median(11, () => store.latest()),
    unit: 'ms',
  })
}

/** 100 probes that report ten times a second: the shape of a busy site's backlog. */
const backlog = (from: number, count: number, startMs: number): Sample[] =>
  Array.from({ length: count }, (_, index) => {
    const one = from + index
    return reading(
      `cabinet-${one % 20}`,
      `p-${one % 5}-${Math.floor(one / 20) % 5}`,
      Math.floor(one / 100),
      startMs + one * 10,
    )
  })

function reading(asset: string, probe: string, sequence: number, observedAtMs: number): Sample & { kind: 'reading' } {
  const celsius = Math.round(400 + 150 * Math.sin(sequence / 40)) / 100
  const receivedAtMs = observedAtMs + 40
  return { kind: 'reading', reading: { site: 'shanghai', asset, probe, sequence, observedAtMs, receivedAtMs, celsius } }
}

const perSecond = (sinceMs: number): number => (backlogReadings / (performance.now() - sinceMs)) * 1000

async function median(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const took: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now()
    await work()
    took.push(performance.now() - started)
  }
  return took.sort((a, b) => a - b)[rounds >> 1] as number
}

async function inFolder(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'larder-storage-'))
  await work(directory).finally(() => rm(directory, { recursive: true, force: true }))
}
