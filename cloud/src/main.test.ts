import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:https'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Acknowledgement } from '@larder/contracts/acknowledgement'
import type { Alert } from '@larder/contracts/alert'
import type { Room } from '@larder/contracts/room'
import { filterOf, topicOf } from '@larder/contracts/topics'
import { Aedes } from 'aedes'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { passwords, roomContext, situation } from './cloud-under-test.ts'
import { databasesUnderTest } from './database/databases-under-test.ts'
import { start } from './main.ts'

let folder: string
let broker: Aedes
let brokerServer: Server
let brokerUrl: string
let device: MqttClient
let room: Room | undefined

const listenOn = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
  })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-cloud-'))
  broker = await Aedes.createBroker()
  brokerServer = createServer(broker.handle)
  brokerUrl = `mqtt://127.0.0.1:${await listenOn(brokerServer)}`
  device = await connectAsync(brokerUrl, { clientId: 'device' })
})

afterEach(async () => {
  await device.endAsync(true)
  await room?.stop()
  room = undefined
  await new Promise<void>((resolve) => broker.close(() => resolve()))
  brokerServer.close()
  await rm(folder, { recursive: true, force: true })
})

async function begin(databaseUrl?: string): Promise<string> {
  room = await start(roomContext(folder, brokerUrl, databaseUrl))
  // The device and the room’s five sessions: situations, readings, states, footfall and its recordings.
  await vi.waitFor(() => expect(broker.connectedClients).toBe(6), { timeout: 10_000 })
  return room.addresses.console as string
}

async function signIn(base: string): Promise<{ cookie: string; 'content-type': string }> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ name: 'staff', password: passwords.staff })
  const answer = await fetch(`${base}/api/session`, { method: 'POST', headers, body })
  expect(answer.status).toBe(200)
  return { ...headers, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] as string }
}

interface Heard {
  event: string
  data: unknown
}

async function listenTo(
  base: string,
  headers: Record<string, string>,
): Promise<{ heard: Heard[]; ended: Promise<void> }> {
  const answer = await fetch(`${base}/api/events`, { headers })
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  const heard: Heard[] = []
  const read = async () => {
    let text = ''
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, event] = /^event: (.+)$/m.exec(block) ?? []
        const [, data] = /^data: (.+)$/m.exec(block) ?? []
        if (event !== undefined && data !== undefined) heard.push({ event, data: JSON.parse(data) })
      }
    }
  }
  return { heard, ended: read() }
}

const situationTopic = topicOf('situation', { site: 'shop-1', asset: 'cabinet-1', cause: 'too-warm' })
const publish = (topic: string, message: unknown, retain = false) =>
  device.publishAsync(topic, typeof message === 'string' ? message : JSON.stringify(message), { qos: 1, retain })

test('a situation is on the live stream at once; its acknowledgement reaches the broker; sign-out ends the stream', async () => {
  const base = await begin()
  const headers = await signIn(base)
  const { heard, ended } = await listenTo(base, headers)
  const acknowledged: Acknowledgement[] = []
  await device.subscribeAsync(filterOf('acknowledgement'), { qos: 1 })
  device.on('message', (_topic, payload) => acknowledged.push(JSON.parse(payload.toString())))

  await publish(situationTopic, 'no JSON')
  await publish(situationTopic, { ...situation(), severity: 'terrible' })
  await publish(situationTopic, situation())
  await vi.waitFor(() => expect(heard.filter(({ event }) => event === 'alert')).toHaveLength(1), { timeout: 10_000 })
  const [first] = heard as [Heard]
  const { id } = first.data as Alert
  const body = JSON.stringify({ reason: 'door closed' })
  await fetch(`${base}/api/alerts/${id}/acknowledge`, { method: 'POST', headers, body })
  await vi.waitFor(() => expect(acknowledged).toHaveLength(1), { timeout: 10_000 })
  expect(acknowledged[0]).toMatchObject({ situation: id, by: 'staff', reason: 'door closed' })

  await fetch(`${base}/api/session`, { method: 'DELETE', headers: { cookie: headers.cookie } })
  await ended
  expect((await fetch(`${base}/api/events`, { headers })).status).toBe(401)
})

test('what happens while the room is away is there when it is back', async () => {
  await begin()
  await room?.stop()
  await publish(situationTopic, situation({ id: 'while-away' }))
  const base = await begin()
  const headers = await signIn(base)
  await vi.waitFor(
    async () => {
      const alerts = (await (await fetch(`${base}/api/alerts`, { headers })).json()) as Alert[]
      expect(alerts.map(({ id }) => id)).toEqual(['while-away'])
    },
    { timeout: 10_000 },
  )
})

test('an acknowledgement made while the broker is away goes out when it is back', async () => {
  const base = await begin()
  await publish(situationTopic, situation())
  const headers = await signIn(base)
  const acknowledge = () =>
    fetch(`${base}/api/alerts/${situation().id}/acknowledge`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ reason: 'broker is away' }),
    })
  await vi.waitFor(async () =>
    expect((await fetch(`${base}/api/alerts/${situation().id}`, { headers })).status).toBe(200),
  )
  const refused = vi.spyOn(broker, 'authenticate')
  refused.mockImplementation((_client, _name, _password, done) => done(null, false))
  for (const client of Object.values((broker as unknown as { clients: Record<string, { close(): void }> }).clients)) {
    client.close()
  }
  await vi.waitFor(() => expect(broker.connectedClients).toBe(0))
  expect((await acknowledge()).status).toBe(200)
  refused.mockRestore()
  const flows = await connectAsync(brokerUrl, { clientId: 'flows' })
  const heard: string[] = []
  flows.on('message', (_topic, payload) => heard.push(payload.toString()))
  await flows.subscribeAsync(filterOf('acknowledgement'), { qos: 1 })
  await vi.waitFor(() => expect(heard.join()).toContain('broker is away'), { timeout: 15_000 })
  await flows.endAsync(true)
})

test('live readings come at most once a second, however many there are, and states are kept', async () => {
  const base = await begin()
  const headers = await signIn(base)
  const { heard } = await listenTo(base, headers)
  const address = { site: 'shop-1', asset: 'cabinet-1', probe: 'air' }
  const observedAt = new Date().toISOString()
  for (let sequence = 0; sequence < 200; sequence++) {
    const stamp = new Date(Date.now() - 1000 + sequence).toISOString()
    await publish(topicOf('reading', address), { sequence, observedAt: stamp, celsius: sequence / 100 })
  }
  await publish(topicOf('status', address), { observedAt, online: true, batteryPercent: 80 }, true)
  const kept = { id: 7, atMs: Date.now(), source: 'mqtt', reason: 'invalid', detail: 'celsius: …', excerpt: '{' }
  await publish(topicOf('quarantine', { site: 'shop-1' }), kept)
  const latest = () =>
    heard.filter(({ event }) => event === 'readings').map(({ data }) => data as { celsius: number }[])
  await vi.waitFor(() => expect(latest().at(-1)?.[0]?.celsius).toBe(1.99), { timeout: 10_000 })
  expect(latest().length).toBeLessThan(10)
  const get = async (path: string) => (await fetch(`${base}${path}`, { headers })).json()
  await vi.waitFor(async () => expect(await get('/api/quarantine')).toEqual([kept]))
  const devices = (await get('/api/devices')) as {
    probe: string
    online: boolean | null
    batteryPercent: number | null
  }[]
  expect(devices.find(({ probe }) => probe === 'air')).toMatchObject({
    online: true,
    batteryPercent: 80,
    configured: true,
  })
})

test('with the certificate of the site the same pages are served by HTTPS', async () => {
  const tls = join(folder, 'tls')
  await mkdir(tls)
  const files = ['-keyout', join(tls, 'site.key'), '-out', join(tls, 'site.crt')]
  const subject = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=shop', '-days', '1']
  await promisify(execFile)('openssl', ['req', '-x509', ...subject, ...files])
  await begin()
  const { port } = new URL(room?.addresses.consoleHttps as string)
  const status = await new Promise((resolve, reject) => {
    const agent = new Agent({ rejectUnauthorized: false })
    request({ host: '127.0.0.1', port, path: '/api/health', agent }, ({ statusCode }) => resolve(statusCode))
      .on('error', reject)
      .end()
  })
  expect(status).toBe(200)
})

test('a busy port is refused with the setting to change, and nothing is left running', async () => {
  const other = createServer()
  const port = await listenOn(other)
  const context = roomContext(folder, brokerUrl)
  context.configuration.cloud.httpPort = port
  await expect(start(context)).rejects.toThrow(
    `port ${port} on 127.0.0.1 is busy: stop what uses it, or choose another cloud.httpPort`,
  )
  other.close()
  expect(await begin()).toContain('http://127.0.0.1:')
})

test.each(await databasesUnderTest())(
  'on $name a seed is imported once, its report opens and alerts live on',
  async (database) => {
    const server = await database.start()
    onTestFinished(() => server.stop())
    await mkdir(join(folder, 'cloud'), { recursive: true })
    const records = {
      products: [{ id: 'salmon', nameZh: '三文鱼', nameEn: 'Salmon', profile: 'fresh-fish', unit: 'kg' }],
      lots: [
        {
          id: 'L1',
          product: 'salmon',
          supplier: 'x',
          originZh: 'a',
          originEn: 'b',
          packedAt: '2026-11-18T06:00:00Z',
          quantity: 1,
        },
      ],
      orders: [{ id: 'O1', store: 'shop-1', orderedAt: '2026-11-20T06:00:00Z', lines: [{ lot: 'L1', quantity: 1 }] }],
      consignments: [],
      sortingRecords: [],
      calibrations: [],
    }
    await writeFile(join(folder, 'cloud', 'seed.json'), JSON.stringify(records))
    await begin(server.url)
    const first = new URL(room?.addresses.sampleReport as string).pathname
    expect(first).toMatch(/^\/t\/[\w-]{24}$/)
    await room?.stop()
    const base = await begin(server.url)
    expect(new URL(room?.addresses.sampleReport as string).pathname).toBe(first)
    const answer = await fetch(`${base}/api/public/reports/${first.slice('/t/'.length)}`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ subject: { kind: 'order', id: 'O1' }, version: 1 })
    const headers = await signIn(base)
    await publish(situationTopic, situation())
    const url = `${base}/api/alerts/${encodeURIComponent(situation().id)}`
    const body = JSON.stringify({ reason: 'door closed' })
    await vi.waitFor(async () => expect((await fetch(url, { headers })).status).toBe(200), { timeout: 10_000 })
    expect((await fetch(`${url}/acknowledge`, { method: 'POST', headers, body })).status).toBe(200)
    await room?.stop()
    room = undefined
  },
)

test('a changed configuration file is read again', async () => {
  const context = roomContext(folder, brokerUrl)
  const file = join(folder, 'larder.json')
  await writeFile(file, JSON.stringify(context.configuration))
  const base = await begin()
  const headers = await signIn(base)
  context.configuration.sites[0]?.assets.push({
    id: 'counter-9',
    kind: 'cabinet',
    name: { zh: '新', en: 'New' },
    profile: 'dairy',
    probes: [{ id: 'air', role: 'air', intervalSeconds: 60 }],
  })
  await writeFile(file, JSON.stringify(context.configuration))
  await vi.waitFor(
    async () => expect(await (await fetch(`${base}/api/sites`, { headers })).text()).toContain('counter-9'),
    { timeout: 10_000 },
  )
})
