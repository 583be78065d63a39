import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reading } from '@larder/contracts/reading'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { InfluxServer } from './influx-server.ts'
import { InfluxStore } from './influx-store.ts'
import { hasInfluxd, type Influxd, startInfluxd } from './influxd.fixture.ts'
import type { Observation } from './store.ts'

const startMs = Date.parse('2026-10-05T00:00:00Z')
const dayMs = 86_400_000
const probe = { site: 'shanghai', asset: 'truck-1', probe: 'air' }
const observations = (count: number, fromMs = startMs): Observation[] =>
  Array.from({ length: count }, (_, index) => {
    const observedAtMs = fromMs + index * 1000
    const reading: Reading = { ...probe, sequence: index, observedAtMs, receivedAtMs: observedAtMs, celsius: 4 }
    return { kind: 'reading', reading }
  })

let directory: string
let store: InfluxStore | undefined
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'larder-influx-'))
})
afterEach(async () => {
  await store?.stop()
  await rm(directory, { recursive: true, force: true })
})

const open = async (options: { url: string; username?: string; password?: string; timeoutMs?: number }) => {
  const defaults = { database: 'larder', username: '', password: '', timeoutMs: 20_000 }
  store = new InfluxStore({ ...defaults, ...options, dirtyFile: join(directory, 'rollup.db') })
  await store.start()
  return store
}

const influxdPresent = hasInfluxd()

describe.skipIf(!influxdPresent)('the InfluxDB store on a real server', () => {
  let influxd: Influxd
  beforeAll(async () => {
    influxd = await startInfluxd()
  })
  afterAll(() => influxd?.stop())

  test('finds the points that the server refuses for ever, and writes all others', async () => {
    const opened = await open(influxd)
    const admin = new InfluxServer({ ...influxd, database: 'larder', timeoutMs: 20_000 })
    // Another program has made `celsius` a string in one week's shard: every reading of that week conflicts with it.
    await admin.write([`reading,site=other celsius="warm" ${startMs + 21 * dayMs}`])
    const good = observations(1000)
    const bad = observations(3, startMs + 21 * dayMs)
    const batch = [...good.slice(0, 500), ...bad, ...good.slice(500)]
    const { rejected } = await opened.write(batch)
    expect(rejected.map(({ index }) => index)).toEqual([500, 501, 502])
    expect(rejected[0]?.reason).toMatch(/field type conflict/)
    const kept = await opened.readings({ ...probe, fromMs: 0, untilMs: startMs + 40 * dayMs, limit: 5000 })
    expect(kept).toHaveLength(1000)
  })

  test('names account, setting and remedy when the password is wrong', async () => {
    const opened = await open({ ...influxd, password: 'wrong' })
    await expect(opened.write(observations(1))).rejects.toThrow(
      /InfluxDB at http.*refused the account "larder" \(401\): set telemetry.username and LARDER_INFLUXDB_PASSWORD/,
    )
    await expect(opened.latest()).rejects.toThrow(/401/)
  })

  test('makes the database again when somebody has dropped it', async () => {
    const opened = await open(influxd)
    await opened.write(observations(1))
    const admin = new InfluxServer({ ...influxd, database: 'larder', timeoutMs: 20_000 })
    await admin.query('DROP DATABASE larder')
    await expect(opened.write(observations(2))).rejects.toThrow(/has no database "larder" \(404\)/)
    await opened.write(observations(2))
    expect(await opened.latest()).toHaveLength(1)
  })

  test('rejects while the server is killed, and loses nothing that it confirmed', { timeout: 120_000 }, async () => {
    const opened = await open(influxd)
    const confirmed: Observation[] = []
    let round = 0
    let failures = 0
    const write = async () => {
      const batch = observations(2000, startMs + round * 2_000_000)
      round += 1
      await opened.write(batch).then(
        () => confirmed.push(...batch),
        () => (failures += 1),
      )
    }
    for (let kill = 0; kill < 3; kill += 1) {
      const seen = confirmed.length
      const writing = (async () => {
        const failed = failures
        while (failures === failed) await write()
      })()
      await vi.waitFor(() => expect(confirmed.length).toBeGreaterThan(seen), { timeout: 30_000 })
      await influxd.kill()
      await writing
      await influxd.restart()
    }
    await opened.write(observations(1, startMs + round * 2_000_000))
    const stamps = new Set<number>()
    for (const { observedAtMs } of await opened.readings({
      ...probe,
      fromMs: startMs,
      untilMs: startMs + (round + 1) * 2_000_000,
      limit: 10_000_000,
    }))
      stamps.add(observedAtMs)
    const lost = confirmed.filter((one) => one.kind === 'reading' && !stamps.has(one.reading.observedAtMs))
    expect(failures).toBe(3)
    expect(lost).toHaveLength(0)
    while ((await opened.rollUp(200)) > 0);
    const stretches = await opened.stretches({
      ...probe,
      fromMs: startMs,
      untilMs: startMs + (round + 1) * 2_000_000,
      windowMinutes: 15,
    })
    expect(stretches.reduce((sum, stretch) => sum + stretch.count, 0)).toBe(stamps.size)
  })
})

describe('the InfluxDB store on a server that misbehaves', () => {
  let server: Server
  const serve = async (listener: RequestListener) => {
    server = createServer(listener).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const databases = JSON.stringify({ results: [{ series: [{ columns: ['name'], values: [['larder']] }] }] })
  const answering = (status: number, body: string): RequestListener => {
    return (request, response) => {
      request.resume()
      if (request.url?.startsWith('/query')) response.end(databases)
      else response.writeHead(status).end(body)
    }
  }

  test('rejects on 500 with what the server said', async () => {
    const opened = await open({
      url: await serve(answering(500, '{"error":"engine: cache-max-memory-size exceeded"}')),
    })
    await expect(opened.write(observations(2))).rejects.toThrow(/failed \(500\):.*cache-max-memory-size/)
  })

  test('rejects on a 400 that is not about single points, and quarantines nothing', async () => {
    const opened = await open({ url: await serve(answering(400, '{"error":"database is required"}')) })
    await expect(opened.write(observations(2))).rejects.toThrow(/failed \(400\):.*database is required/)
  })

  test('rejects with the time that it waited when the server does not answer', async () => {
    const url = await serve((request, response) => {
      if (request.url?.startsWith('/query')) response.end(databases)
    })
    const opened = await open({ url, timeoutMs: 100 })
    await expect(opened.write(observations(2))).rejects.toThrow(/did not answer within 100 ms/)
  })

  test('rejects with the remedy when nobody listens, and works again when somebody does', async () => {
    const url = await serve(answering(204, ''))
    const opened = await open({ url })
    await opened.write(observations(2))
    const { port } = server.address() as AddressInfo
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await expect(opened.write(observations(2))).rejects.toThrow(/cannot be reached \(ECONN(REFUSED|RESET)\): start it/)
    server = createServer(answering(204, '')).listen(port, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    await expect(opened.write(observations(2))).resolves.toEqual({ rejected: [] })
  })
})
