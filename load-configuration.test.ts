import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { configurationPath, loadConfiguration } from './load-configuration.ts'

const minimal = {
  sites: [{ id: 'shop-1', name: { zh: '一号店', en: 'Shop 1' }, assets: [] }],
  edge: { site: 'shop-1' },
}
let directory: string
const write = (content: unknown) =>
  writeFileSync(configurationPath(directory), typeof content === 'string' ? content : JSON.stringify(content))

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'larder-configuration-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

test('a minimal file is completed with defaults', () => {
  write(minimal)
  const loaded = loadConfiguration(directory, {})
  expect(loaded.broker.tcpPort).toBe(1883)
  expect(loaded.telemetry).toEqual({ store: 'sqlite' })
})

test('the environment overrides the file, and secrets are taken as text', () => {
  write({ ...minimal, telemetry: { store: 'influxdb', url: 'http://127.0.0.1:8086', database: 'larder' } })
  const loaded = loadConfiguration(directory, { LARDER_CLOUD_HTTP_PORT: '0', LARDER_INFLUXDB_PASSWORD: '12345' })
  expect(loaded.cloud.httpPort).toBe(0)
  expect(loaded.telemetry).toMatchObject({ store: 'influxdb', password: '12345' })
})

test('every fault of file and environment is reported together, by its path', () => {
  write({ ...minimal, edge: { site: 'elsewhere' }, broker: { tcpPort: 99_999, tpcPort: 1 } })
  const load = () => loadConfiguration(directory, { LARDER_BROKR_PORT: '1' })
  expect(load).toThrow(/broker\.tcpPort/)
  expect(load).toThrow(/tpcPort/)
  expect(load).toThrow(/LARDER_BROKR_PORT: no such setting/)
})

test('an unknown profile and a site that does not exist are named', () => {
  const asset = {
    id: 'a',
    kind: 'cabinet',
    name: { zh: '柜', en: 'Cabinet' },
    profile: 'no-such',
    probes: [{ id: 'air', role: 'air' }],
  }
  write({ sites: [{ ...minimal.sites[0], assets: [asset] }], edge: { site: 'other' } })
  expect(() => loadConfiguration(directory, {})).toThrow(/no profile is called no-such/)
  expect(() => loadConfiguration(directory, {})).toThrow(/name one of the sites: shop-1/)
})

test('a file that is missing or not JSON says what to do', () => {
  expect(() => loadConfiguration(directory, {})).toThrow(/run npm start once/)
  write('{')
  expect(() => loadConfiguration(directory, {})).toThrow(/is not JSON/)
})

test("the kiosk's settings have defaults, and faults of each are named", () => {
  write(minimal)
  const { kiosk } = loadConfiguration(directory, {
    LARDER_KIOSK_PORT: '0',
    LARDER_KIOSK_TOKEN: 'x',
    LARDER_CLOUD_URL: 'y',
  })
  expect(kiosk).toMatchObject({ id: 'kiosk-1', port: 0, languages: ['zh', 'en'], voice: { engine: 'espeak' } })
  expect(kiosk.httpsPort).toBeUndefined()
  const faulty = { site: 'elsewhere', cloudUrl: 'ftp://x', languages: [], idleWipeSeconds: 20, maxSessions: 33 }
  write({ ...minimal, kiosk: { ...faulty, voice: { engine: 'robot' } } })
  const load = () => loadConfiguration(directory, {})
  for (const fault of ['kiosk.cloudUrl', 'kiosk.languages', 'kiosk.maxSessions', 'kiosk.voice.engine'])
    expect(load).toThrow(new RegExp(fault.replaceAll('.', '\\.')))
  write({ ...minimal, kiosk: { site: 'elsewhere', idleWipeSeconds: 20 } })
  expect(load).toThrow(/kiosk\.site: name one of the sites: shop-1/)
  expect(load).toThrow(/kiosk\.idleWipeSeconds: choose more than/)
})
