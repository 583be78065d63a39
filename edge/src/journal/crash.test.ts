import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import type { TelemetryConfiguration } from '@larder/contracts/configuration'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { hasInfluxd, type Influxd, startInfluxd } from '../telemetry/influxd.fixture.ts'
import { openStore } from '../telemetry/open-store.ts'
import { Delivery } from './delivery.ts'
import { Journal } from './journal.ts'

const rounds = 10
const program = join(import.meta.dirname, 'crash.fixture.ts')
const everything = { site: 'shanghai', asset: 'truck-1', probe: 'air', fromMs: 0, untilMs: 2_000_000_000_000 }

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'larder-crash-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

/** Runs the program until it has confirmed something, a random moment longer, and kills it; tells what it confirmed. */
async function killedAtRandom(telemetry: TelemetryConfiguration, first: number, meanwhile: () => Promise<void>) {
  const child = spawn(process.execPath, [program, directory, JSON.stringify(telemetry), String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const confirmed: number[] = []
  let torn = ''
  child.stdout.on('data', (chunk) => {
    const lines = `${torn}${chunk}`.split('\n')
    torn = lines.pop() ?? ''
    for (const line of lines) confirmed.push(Number(line))
  })
  const closed = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), closed])
  await Promise.all([pass(Math.random() * 250), meanwhile()])
  child.kill('SIGKILL')
  await closed
  return confirmed
}

async function everyConfirmedReadingIsStoredOnce(telemetry: TelemetryConfiguration, meanwhile: () => Promise<void>) {
  const confirmed: number[] = []
  for (let round = 0; round < rounds; round += 1)
    confirmed.push(...(await killedAtRandom(telemetry, round * 1_000_000, meanwhile)))
  const store = await openStore(telemetry, directory)
  const journal = new Journal({ file: join(directory, 'edge', 'journal.db'), maxBytes: 1e9 })
  const delivery = new Delivery({ journal, store, onRejected: () => {}, maxPauseMs: 50 })
  await store.start()
  await journal.start()
  await delivery.start()
  await vi.waitFor(() => expect(journal.rows).toBe(0), { timeout: 60_000 })
  const stored = (await store.readings({ ...everything, limit: 10_000_000 })).map((reading) => reading.sequence)
  const stretches = await store.stretches({ ...everything, windowMinutes: 1440 })
  await delivery.stop()
  await journal.stop()
  await store.stop()
  const unique = new Set(stored)
  expect(confirmed.length).toBeGreaterThan(rounds)
  expect(confirmed.filter((sequence) => !unique.has(sequence))).toEqual([])
  expect(stored).toHaveLength(unique.size)
  expect(stretches.reduce((sum, stretch) => sum + stretch.count, 0)).toBe(unique.size)
}

describe('kill -9 at random moments', { timeout: 300_000 }, () => {
  test('every reading that was confirmed is in the embedded store exactly once', async () => {
    await everyConfirmedReadingIsStoredOnce({ store: 'sqlite' }, async () => {})
  })

  test.skipIf(!hasInfluxd())('… and in InfluxDB, whose server is killed too', async () => {
    const influxd: Influxd = await startInfluxd()
    try {
      const { url, username, password } = influxd
      const telemetry = { store: 'influxdb', url, username, password, database: 'larder', timeoutMs: 10_000 } as const
      await everyConfirmedReadingIsStoredOnce(telemetry, async () => {
        await pass(Math.random() * 100)
        await influxd.kill()
        await pass(Math.random() * 100)
        await influxd.restart()
      })
    } finally {
      await influxd.stop()
    }
  })
})
