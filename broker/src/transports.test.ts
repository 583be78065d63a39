import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { promisify } from 'node:util'
import { topicOf } from '@larder/contracts/topics'
import type { MqttClient } from 'mqtt'
import { generate } from 'selfsigned'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { commands } from './commands.ts'
import { heardBy, TestSite } from './test-site.ts'

const run = promisify(execFile)
const hasClients = existsSync('/usr/bin/mosquitto_pub')
if (!hasClients) console.warn('skipping the mosquitto clients: apt-get install mosquitto-clients')

const patient = { timeout: 15_000, interval: 50 }

let site: TestSite

async function writeCertificate(): Promise<void> {
  const directory = join(site.dataDirectory, 'tls')
  mkdirSync(directory, { recursive: true })
  const altNames = [
    { type: 2 as const, value: 'localhost' },
    { type: 7 as const, ip: '127.0.0.1' },
  ]
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames },
    ],
  })
  writeFileSync(join(directory, 'site.key'), made.private)
  writeFileSync(join(directory, 'site.crt'), made.cert)
  writeFileSync(join(directory, 'ca.crt'), made.cert)
}

beforeEach(async () => {
  site = new TestSite()
  await writeCertificate()
  writeFileSync(
    join(site.dataDirectory, 'larder.json'),
    JSON.stringify({
      sites: [{ id: 'shop-1', name: { zh: '一号店', en: 'Shop 1' }, assets: [] }],
      edge: { site: 'shop-1' },
    }),
  )
})
afterEach(() => site.remove())

const context = (lines: string[]) => ({
  dataDirectory: site.dataDirectory,
  configuration: async () => ({
    ...site.context().configuration,
    broker: { ...site.context().configuration.broker, tlsPort: Number(new URL(site.url('mqtts')).port) },
  }),
  secrets: async () => site.context().secrets,
  out: (line: string) => lines.push(line),
  error: (line: string) => lines.push(line),
})
const command = (name: string) => commands.find((candidate) => candidate.name === name)

test('a message crosses from WebSocket to TLS', async () => {
  await site.start()
  const edge = await site.connect('edge', undefined, { protocol: 'mqtts', rejectUnauthorized: false })
  await edge.subscribeAsync('larder/v1/notification/#', { qos: 1 })
  const flows = await site.connect('flows', undefined, { protocol: 'ws' })
  const topic = topicOf('notification', { site: 'shop-1', asset: 'cabinet-1', cause: 'too-warm' })
  await flows.publishAsync(topic, 'told', { qos: 1 })
  await vi.waitFor(() => expect(heardBy(edge)).toEqual([`${topic} told`]), { timeout: 10_000 })
})

test('a renewed certificate is used for new connections, and the open ones go on', async () => {
  await site.start()
  const options = { protocol: 'mqtts', rejectUnauthorized: false } as const
  const before = await site.connect('edge', undefined, options)
  const serial = (client: MqttClient) => (client.stream as TLSSocket).getPeerCertificate().serialNumber
  writeFileSync(join(site.dataDirectory, 'tls', 'site.crt'), 'half-writ')
  await vi.waitFor(() => expect(site.log.join('\n')).toContain('keeping the certificate as it was'), patient)
  await writeCertificate()
  await vi.waitFor(() => expect(site.log.join('\n')).toContain('the renewed certificate is in use'), patient)
  const after = await site.connect('cloud', undefined, options)
  expect(serial(after)).not.toBe(serial(before))
  expect(before.connected).toBe(true)
})

test.runIf(hasClients)(
  'the line that device add prints works as it is, and the asset is known afterwards',
  async () => {
    await site.start()
    const edge = await site.connect('edge')
    await edge.subscribeAsync('larder/v1/reading/#', { qos: 1 })
    const lines: string[] = []
    const args = ['probe-7', '--site', 'shop-1', '--asset', 'cabinet-7', '--probe', 'air']
    expect(await command('device add')?.run(args, context(lines))).toBe(0)
    const line = lines.find((candidate) => candidate.startsWith('mosquitto_pub')) as string
    await run('sh', ['-c', line])
    await vi.waitFor(() => expect(heardBy(edge).join()).toMatch(/shop-1\/cabinet-7\/air .*"celsius":3.2/), {
      timeout: 10_000,
    })
    const { readSiteFile } = await import('./site-file.ts')
    const file = readSiteFile(join(site.dataDirectory, 'larder.json'))
    expect(file.sites[0]?.assets).toMatchObject([
      { id: 'cabinet-7', kind: 'cabinet', profile: 'chilled', probes: [{ id: 'air' }] },
    ])
    expect(await command('device add')?.run(args, context(lines))).toBe(1)
    expect(lines.at(-1)).toMatch(/probe-7 exists/)
  },
)

test.runIf(hasClients)('mosquitto_sub hears over TLS what the edge retained', async () => {
  await site.start()
  const edge = await site.connect('edge')
  await edge.publishAsync(topicOf('edge', { site: 'shop-1' }), 'healthy', { qos: 1, retain: true })
  const { hostname, port } = new URL(site.url('mqtts'))
  const { stdout } = await run('mosquitto_sub', [
    ...['--cafile', join(site.dataDirectory, 'tls', 'ca.crt'), '-h', hostname, '-p', port],
    ...['-u', 'cloud', '-P', 'cloud-password', '-q', '1', '-t', 'larder/v1/edge/#', '-C', '1', '-W', '20'],
  ])
  expect(stdout).toBe('healthy\n')
})

test.runIf(hasClients)('mosquitto_sub keeps its session over a restart of the broker', async () => {
  await site.start()
  const heard = async (count: number) => {
    const { hostname, port } = new URL(site.url('mqtts'))
    const { stdout } = await run('mosquitto_sub', [
      ...['--cafile', join(site.dataDirectory, 'tls', 'ca.crt'), '-h', hostname, '-p', port],
      ...['-u', 'cloud', '-P', 'cloud-password', '-c', '-i', 'cloud-9', '-q', '1', '-t', 'larder/v1/edge/#'],
      ...(count === 0 ? ['-E'] : ['-C', String(count), '-W', '20']),
    ])
    return stdout.split('\n').filter((line) => line !== '')
  }
  expect(await heard(0)).toEqual([])
  const sent = Array.from({ length: 50 }, (_, index) => `healthy ${index}`)
  const edge = await site.connect('edge')
  for (const payload of sent.slice(0, 25)) await edge.publishAsync('larder/v1/edge/shop-1', payload, { qos: 1 })
  await site.stop()
  await site.start()
  const again = await site.connect('edge')
  for (const payload of sent.slice(25)) await again.publishAsync('larder/v1/edge/shop-1', payload, { qos: 1 })
  expect(await heard(sent.length)).toEqual(sent)
})

test.each([
  [['probe-8'], 2, /usage/],
  [['probe-8', '--site', 'shop-1', '--asset', 'a', '--role', 'smell'], 2, /--role takes air/],
  [['probe-8', '--site', 'shop-9', '--asset', 'a'], 1, /shop-9 is not in the configuration; it has shop-1/],
  [['Probe 8', '--site', 'shop-1', '--asset', 'a'], 1, /use 1 to 48/],
])('device add %j ends with %i and says why', async (args, code, expected) => {
  await site.start()
  const lines: string[] = []
  expect(await command('device add')?.run(args, context(lines))).toBe(code)
  expect(lines.join('\n')).toMatch(expected)
})

test('devices are listed with their probes, and a revoked one says so', async () => {
  await site.start()
  const lines: string[] = []
  await command('device add')?.run(
    ['gw-1', '--site', 'shop-1', '--asset', 'truck-1', '--probe', 'gps', '--probe', 'air'],
    context(lines),
  )
  await command('device revoke')?.run(['gw-1'], context(lines))
  lines.length = 0
  expect(await command('device list')?.run([], context(lines))).toBe(0)
  expect(lines.join()).toMatch(/gw-1 .*revoked .*shop-1\/truck-1\/air shop-1\/truck-1\/gps/)
  expect(await command('device revoke')?.run(['gw-9'], context(lines))).toBe(1)
})
