import { createServer } from 'node:net'
import { addDevices } from '@larder/broker/accounts'
import type { TelemetryConfiguration } from '@larder/contracts/configuration'
import { hasInfluxd, startInfluxd } from '@larder/edge/telemetry/influxd.fixture'
import { openStore } from '@larder/edge/telemetry/open-store'
import { connectAsync } from 'mqtt'
import { describe, expect, test } from 'vitest'
import { prepare } from './prepare.ts'
import { temporaryData, until, writeConfiguration } from './site.fixture.ts'
import { Supervisor } from './supervisor.ts'

const address = { site: 'shop-1', asset: 'cabinet-1', probe: 'air' }
const rounds = 10

describe('after kill -9 of any room at any moment under load, every acknowledged reading is in the store exactly once', () => {
  test('on the embedded store', () => survives({ store: 'sqlite' }), 240_000)

  test.skipIf(!hasInfluxd())(
    'on a real InfluxDB, itself killed too',
    async () => {
      const influxd = await startInfluxd()
      try {
        const { url, username, password } = influxd
        await survives(
          { store: 'influxdb', url, database: 'larder', username, password, timeoutMs: 10_000 },
          async () => {
            await influxd.kill()
            await influxd.restart()
          },
        )
      } finally {
        await influxd.stop()
      }
    },
    240_000,
  )
})

async function survives(telemetry: TelemetryConfiguration, killStore?: () => Promise<void>): Promise<void> {
  const { dataDirectory, remove } = temporaryData()
  const port = await freePort()
  writeConfiguration(dataDirectory, {
    sites: [{ id: address.site, name: { zh: '一号店', en: 'Shop 1' }, assets: [] }],
    // The load below is one device at full speed; the rate limit has its own tests.
    broker: { host: '127.0.0.1', tcpPort: port, tlsPort: 0, webSocketPort: 0, maxMessagesPerSecond: 1_000_000 },
    edge: { site: address.site },
    telemetry,
  })
  await prepare(dataDirectory, false, () => undefined)
  await addDevices(dataDirectory, [{ device: 'probe-1', grants: [address], password: 'of this test only' }])
  const environment = { LARDER_BROKER_URL: `mqtt://127.0.0.1:${port}` }
  const supervisor = new Supervisor({ dataDirectory, environment, onRestart: () => undefined, onTold: () => undefined })
  const store = await openStore(telemetry, dataDirectory, { readOnly: true })
  try {
    await supervisor.start('broker')
    await supervisor.start('edge')
    const load = await publishUntilStopped(port)
    for (let round = 0; round < rounds; round += 1) {
      const before = load.acknowledged.size
      await until(() => load.acknowledged.size > before + 200 * Math.random(), 60_000)
      const victim = killStore
        ? (['broker', 'edge', 'store'] as const)[round % 3]
        : (['broker', 'edge'] as const)[round % 2]
      if (victim === 'store') await killStore?.()
      else {
        await until(() => supervisor.pidOf(victim ?? 'edge') !== undefined)
        process.kill(supervisor.pidOf(victim ?? 'edge') as number, 'SIGKILL')
      }
    }
    await load.stop()
    expect(load.acknowledged.size).toBeGreaterThan(rounds)
    await store.start()
    const stored = () => store.readings({ ...address, fromMs: 0, untilMs: Date.now() + 60_000, limit: 1_000_000 })
    await until(async () => (await stored()).length >= load.acknowledged.size)
    const sequences = (await stored()).map(({ sequence }) => sequence)
    expect(new Set(sequences).size).toBe(sequences.length)
    const kept = new Set(sequences)
    expect([...load.acknowledged].filter((sequence) => !kept.has(sequence))).toEqual([])
  } finally {
    await store.stop()
    await supervisor.stop()
    remove()
  }
}

/** One device that publishes as fast as it is acknowledged, 50 at a time, and notes which were. */
async function publishUntilStopped(port: number) {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, {
    clientId: 'probe-1',
    clean: false,
    username: 'probe-1',
    password: 'of this test only',
    reconnectPeriod: 50,
  })
  client.on('error', () => undefined)
  const acknowledged = new Set<number>()
  const startMs = Date.now() - 3_600_000
  const topic = `larder/v1/reading/${address.site}/${address.asset}/${address.probe}`
  let next = 0
  let going = true
  const lane = async () => {
    while (going) {
      const sequence = next
      next += 1
      const observedAt = new Date(startMs + sequence).toISOString()
      const sample = JSON.stringify({ sequence, observedAt, celsius: 2 + (sequence % 100) / 100 })
      // mqtt.js rejects what it was resending when the connection broke again: a device would send it once more.
      while (!(await client.publishAsync(topic, sample, { qos: 1 }).then(succeeded, failed)));
      acknowledged.add(sequence)
    }
  }
  const lanes = Promise.all(Array.from({ length: 50 }, lane))
  const stop = async () => {
    going = false
    await lanes
    await client.endAsync()
  }
  return { acknowledged, stop }
}

const succeeded = (): boolean => true
const failed = (): boolean => false

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
