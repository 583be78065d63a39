import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Alert } from '@larder/contracts/alert'
import type { DeviceView, LatestView } from '@larder/contracts/console'
import type { Notification } from '@larder/contracts/notification'
import type { Quarantined } from '@larder/contracts/quarantine'
import type { TraceReport } from '@larder/contracts/report'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningSite, runLarder, signIn, startSite, temporaryData, until } from './site.fixture.ts'

const { dataDirectory, remove } = temporaryData()
const address = { site: 'shanghai-01', asset: 'counter-9', probe: 'air' }
const topic = `larder/v1/reading/${address.site}/${address.asset}/${address.probe}`
let site: RunningSite
let staff: Awaited<ReturnType<typeof signIn>>
let password: string

const reading = (sequence: number, sample: object) =>
  JSON.stringify({ sequence, observedAt: new Date().toISOString(), ...sample })

async function publish(payload: string): Promise<void> {
  const client = await connectAsync(site.addresses.mqtt as string, {
    username: 'probe-9',
    password,
    clientId: 'probe-9',
  })
  await client.publishAsync(topic, payload, { qos: 1 })
  await client.endAsync()
}

beforeAll(async () => {
  site = await startSite(dataDirectory, ['--history', '0.2d'])
  staff = await signIn(site, 'staff')
}, 180_000)

afterAll(async () => {
  if (site.process.exitCode === null) await site.stop()
  remove()
}, 60_000)

test('the first accounts are kept where only the owner can read them', () => {
  expect(statSync(join(dataDirectory, 'first-accounts.json')).mode & 0o777).toBe(0o600)
  expect(statSync(join(dataDirectory, 'secrets.json')).mode & 0o777).toBe(0o600)
})

test('the simulated world reports temperatures and positions', async () => {
  await until(async () => {
    const { readings, positions } = await staff.get<LatestView>('/api/latest')
    return readings.length >= 5 && positions.length >= 1
  })
})

test('a device added on the command line publishes over TLS with a foreign client, and its reading is seen', async () => {
  const added = await runLarder(
    dataDirectory,
    'device',
    'add',
    'probe-9',
    '--site',
    address.site,
    '--asset',
    address.asset,
    '--probe',
    'air',
    '--profile',
    'fresh-fish',
  )
  expect(added.code, added.error).toBe(0)
  password = /password\s*:?\s+(\S+)/i.exec(added.out)?.[1] as string
  expect(password).toMatch(/^[\w-]{20,}$/)
  if (spawnSync('mosquitto_pub', ['--help']).error) {
    console.warn('mosquitto_pub is missing (apt-get install mosquitto-clients): publishing with mqtt.js instead')
    await publish(reading(1, { celsius: 3.21 }))
  } else {
    const { hostname, port } = new URL(site.addresses.mqtts as string)
    const authority = join(dataDirectory, 'tls', 'ca.crt')
    const credentials = ['-u', 'probe-9', '-P', password, '--cafile', authority]
    await promisify(execFile)('mosquitto_pub', [
      '-h',
      hostname,
      '-p',
      port,
      ...credentials,
      '-q',
      '1',
      '-t',
      topic,
      '-m',
      reading(1, { celsius: 3.21 }),
    ])
  }
  await until(async () => {
    const { readings } = await staff.get<LatestView>(`/api/latest?site=${address.site}`)
    return readings.some(({ asset, celsius }) => asset === address.asset && celsius === 3.21)
  })
  const devices = await staff.get<DeviceView[]>('/api/devices')
  expect(devices.find(({ asset }) => asset === address.asset)?.lastSeenMs).toBeGreaterThan(0)
})

test('a message that cannot be meant is kept aside with a reason, and nothing else is disturbed', async () => {
  await publish('{"sequence":2,"observedAt":"yesterday","celsius":3}')
  await until(async () =>
    (await staff.get<Quarantined[]>('/api/quarantine?limit=50')).some(({ detail }) => detail.includes('observedAt')),
  )
})

test('a faulty probe becomes one alert, live; acknowledging it is told to the flows, and it closes when it ends', async () => {
  const heard: Alert[] = []
  const told: Notification[] = []
  const events = await staff.events((event, data) => {
    if (event === 'alert') heard.push(data as Alert)
    if (event === 'notification') told.push(data as Notification)
  })
  const ours = () =>
    heard.filter(({ situation }) => situation.asset === address.asset && situation.cause === 'sensor-fault')
  await publish(reading(3, { sensorFault: 'open-circuit' }))
  await until(() => ours().length > 0)
  const id = ours()[0]?.id as string
  await until(() =>
    told.some(({ situation, channel, kind }) => situation === id && channel === 'console' && kind === 'raised'),
  )
  const acknowledged = await staff.post<Alert>(`/api/alerts/${id}/acknowledge`, {
    reason: 'cable checked, probe replaced',
  })
  expect(acknowledged).toMatchObject({ acknowledgedBy: 'staff' })
  await publish(reading(4, { celsius: 3.3 }))
  await until(() => ours().at(-1)?.situation.state === 'resolved')
  const { history } = await staff.get<Alert>(`/api/alerts/${id}`)
  expect(history.map(({ action }) => action)).toEqual(expect.arrayContaining(['opened', 'acknowledged', 'resolved']))
  events.close()
})

test("the sample customer's report opens without an account and tells where the goods were and how cold", async () => {
  const page = await fetch(site.addresses.sampleReport as string)
  expect(page.status).toBe(200)
  const token = new URL(site.addresses.sampleReport as string).pathname.split('/').at(-1)
  const report = (await (await fetch(`${site.addresses.console}/api/public/reports/${token}`)).json()) as TraceReport
  expect(report.lots[0]?.legs.length).toBeGreaterThan(1)
  expect(report.lots[0]?.probes.length).toBeGreaterThan(0)
  expect(JSON.stringify(report)).not.toContain('customer')
  const unknown = await fetch(`${site.addresses.console}/api/public/reports/AAAAAAAAAAAAAAAAAAAAAA`)
  expect(unknown.status).toBe(404)
})

test('a room that is killed comes back, and what was acknowledged is still there', async () => {
  const pids = spawnSync('pgrep', ['-f', `larder.ts edge --data ${dataDirectory}`])
    .stdout.toString()
    .trim()
    .split('\n')
    .map(Number)
  process.kill(pids[0] as number, 'SIGKILL')
  await publish(reading(5, { celsius: 2.98 }))
  await until(async () => (await staff.get<LatestView>('/api/latest')).readings.some(({ celsius }) => celsius === 2.98))
})

test('Ctrl-C stops it cleanly, and the next start continues where it was', async () => {
  expect(await site.stop()).toBe(0)
  expect(existsSync(join(dataDirectory, 'ready.json'))).toBe(false)
  expect(spawnSync('pgrep', ['-f', `--data ${dataDirectory}`]).stdout.toString()).toBe('')
  const before = readFileSync(join(dataDirectory, 'first-accounts.json'), 'utf8')
  site = await startSite(dataDirectory)
  expect(readFileSync(join(dataDirectory, 'first-accounts.json'), 'utf8')).toBe(before)
  staff = await signIn(site, 'staff')
  const { readings } = await staff.get<LatestView>('/api/latest')
  expect(readings.some(({ asset, celsius }) => asset === address.asset && celsius === 2.98)).toBe(true)
}, 180_000)

test('a second start in the same folder is refused with the reason', async () => {
  const second = await runLarder(dataDirectory, 'start')
  expect(second.code).toBe(1)
  expect(second.error).toContain('is in use')
})
