import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { addDevices } from '@larder/broker/accounts'
import type { ConfigurationFile } from '@larder/contracts/configuration'
import { hasInfluxd, type Influxd, startInfluxd } from '@larder/edge/telemetry/influxd.fixture'
import { prepare } from '../prepare.ts'
import type { Bench } from './row.ts'

const larder = fileURLToPath(new URL('../larder.ts', import.meta.url))
const load = fileURLToPath(new URL('../edge/bench/ingest-load.ts', import.meta.url))
const gateways = 10
const password = 'only-for-this-benchmark'
const modes = [
  { name: 'one reading a message', readings: 200_000, batch: 1 },
  { name: '100 readings a message', readings: 600_000, batch: 100 },
]

/** MQTT → broker → edge (door, journal, rules) → InfluxDB, each a process of its own, the load on the same machine. */
const bench: Bench = async (report) => {
  if (!hasInfluxd()) return
  const influxd = await startInfluxd()
  const dataDirectory = mkdtempSync(join(tmpdir(), 'larder-ingest-'))
  const rooms: ChildProcess[] = []
  try {
    await prepareSite(dataDirectory, influxd)
    const broker = await startRoom('broker', dataDirectory, {})
    rooms.push(broker.child)
    const url = broker.addresses.mqtt as string
    const environment = { LARDER_BROKER_URL: url, LARDER_INFLUXDB_PASSWORD: influxd.password }
    rooms.unshift((await startRoom('edge', dataDirectory, environment)).child)
    let stored = 0
    for (const [index, { name, readings, batch }] of modes.entries()) {
      const sent = await runLoad([new URL(url).port, password, readings, batch, index * 1000].map(String))
      stored += sent.readings
      while ((await storedReadings(influxd)) < stored) await sleep(100)
      const seconds = (Date.now() - sent.startedAtMs) / 1000
      const acknowledged = Math.round(sent.readings / ((sent.acknowledgedAtMs - sent.startedAtMs) / 1000))
      report({
        name: `ingest MQTT → journal → InfluxDB, ${name}`,
        value: sent.readings / seconds,
        unit: 'readings/s',
        target: { least: 15_000 },
        note: `all ${sent.readings} in InfluxDB after ${seconds.toFixed(1)} s; acknowledged at ${acknowledged}/s`,
      })
    }
  } finally {
    for (const room of rooms) {
      const gone = room.exitCode === null ? once(room, 'exit') : undefined
      room.disconnect()
      await gone
    }
    await influxd.stop()
    rmSync(dataDirectory, { recursive: true, force: true })
  }
}
export default bench

async function prepareSite(dataDirectory: string, influxd: Influxd): Promise<void> {
  const { url, username } = influxd
  const configuration: ConfigurationFile = {
    sites: [{ id: 'bench', name: { zh: '测试', en: 'Bench' }, assets: [] }],
    broker: { host: '127.0.0.1', tcpPort: 0, tlsPort: 0, webSocketPort: 0, maxMessagesPerSecond: 1_000_000 },
    edge: { site: 'bench' },
    telemetry: { store: 'influxdb', url, username, database: 'larder' },
  }
  writeFileSync(join(dataDirectory, 'larder.json'), JSON.stringify(configuration))
  await prepare(dataDirectory, false, () => {})
  const grants = [{ site: 'bench', asset: '+', probe: '+' }]
  const devices = Array.from({ length: gateways }, (_, index) => ({ device: `gateway-${index}`, grants, password }))
  await addDevices(dataDirectory, devices)
}

async function startRoom(name: string, dataDirectory: string, environment: Record<string, string>) {
  const child = spawn(process.execPath, [larder, name, '--data', dataDirectory], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...environment },
  })
  const [{ ready }] = (await once(child, 'message')) as [{ ready: Record<string, string> }]
  return { child, addresses: ready }
}

async function runLoad(args: string[]): Promise<{ readings: number; startedAtMs: number; acknowledgedAtMs: number }> {
  const child = spawn(process.execPath, [load, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`the load ended with ${code}`)
  return JSON.parse(out)
}

async function storedReadings({ url, username, password }: Influxd): Promise<number> {
  const q = 'SELECT count(celsius) FROM reading'
  const headers = { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
  const response = await fetch(`${url}/query?db=larder&q=${encodeURIComponent(q)}`, { headers })
  const { results } = (await response.json()) as { results: { series?: { values: number[][] }[] }[] }
  return results[0]?.series?.[0]?.values[0]?.[1] ?? 0
}
