import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '@larder/contracts/account'
import { type ConfigurationFile, configuration } from '@larder/contracts/configuration'
import type { Position } from '@larder/contracts/position'
import type { Reading } from '@larder/contracts/reading'
import type { RoomContext } from '@larder/contracts/room'
import type { Situation } from '@larder/contracts/situation'
import type { ProbeQuery, Stretch, TelemetryStore } from '@larder/edge/telemetry/store'
import { buildApi } from './api.ts'
import type { DatabaseServer } from './database/databases-under-test.ts'
import type { App } from './http/app.ts'
import type { Tracing } from './reports/reports.ts'
import { createServices, type Services } from './services.ts'

export const passwords = {
  administrator: 'administrator secret',
  manager: 'manager secret',
  staff: 'staff secret',
}

const shop: ConfigurationFile = {
  sites: [
    {
      id: 'shop-1',
      name: { zh: '一店', en: 'Shop 1' },
      assets: [
        {
          id: 'cabinet-1',
          kind: 'cabinet',
          name: { zh: '鱼柜', en: 'Fish cabinet' },
          profile: 'fresh-fish',
          probes: [
            { id: 'air', role: 'air' },
            { id: 'door', role: 'door' },
          ],
        },
        {
          id: 'truck-1',
          kind: 'truck',
          name: { zh: '一号车', en: 'Truck 1' },
          profile: 'chilled',
          probes: [{ id: 'gps', role: 'gps', intervalSeconds: 1 }],
        },
      ],
    },
  ],
  edge: { site: 'shop-1' },
  cloud: { httpPort: 0, httpsPort: 0 },
}

export function roomContext(
  dataDirectory: string,
  brokerUrl = 'mqtt://127.0.0.1:1',
  databaseUrl?: string,
): RoomContext {
  const cloud = { ...shop.cloud, ...(databaseUrl === undefined ? {} : { databaseUrl }) }
  return {
    configuration: configuration.parse({ ...shop, cloud }),
    dataDirectory,
    brokerUrl,
    log: () => {},
    secrets: {
      mqtt: { edge: 'e', cloud: 'c', flows: 'f' },
      devices: {},
      console: passwords,
      nodeRed: { admin: '', credentialSecret: '' },
      cloudKey: '',
      kiosk: '',
    },
  }
}

/** A store of what a test put in. */
export class FakeStore implements TelemetryStore {
  readonly kind = 'sqlite'
  held: Reading[] = []
  places: Position[] = []
  down = false

  async start(): Promise<void> {}
  async stop(): Promise<void> {}
  write(): Promise<never> {
    throw new Error('read only')
  }
  async readings(query: { asset: string; probe: string; fromMs: number; untilMs: number; limit: number }) {
    this.#answer()
    const asked = ({ asset, probe, observedAtMs }: Reading) =>
      asset === query.asset && probe === query.probe && observedAtMs >= query.fromMs && observedAtMs < query.untilMs
    return this.held.filter(asked).slice(0, query.limit)
  }
  async stretches(_query: ProbeQuery): Promise<Stretch[]> {
    this.#answer()
    return []
  }
  async latest() {
    this.#answer()
    return this.held.slice(-1)
  }
  async positions() {
    this.#answer()
    return this.places
  }
  async latestPositions() {
    this.#answer()
    return this.places.slice(-1)
  }

  #answer(): void {
    if (this.down) throw new Error('connection refused')
  }
}

export interface Clock {
  nowMs: number
}

export interface CloudUnderTest {
  app: App
  services: Services
  store: FakeStore
  clock: Clock
  dataDirectory: string
  as(role: Role | 'nobody'): Promise<Caller>
  stop(): Promise<void>
}

/** What a signed-in person's page sends. */
export interface Caller {
  cookie: string
  get(url: string): Promise<Answer>
  post(url: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  patch(url: string, body: unknown): Promise<Answer>
  delete(url: string): Promise<Answer>
  csv(url: string, text: string): Promise<Answer>
}
// biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape
export type Answer = { status: number; headers: Record<string, any>; text: string; body: any }

const noTracing = async (): Promise<Tracing> => {
  throw new Error('this test asks for no report')
}

/** The room's routes on a real database, without sockets, on a clock the test moves. */
export async function startCloud(server?: DatabaseServer, tracing = noTracing): Promise<CloudUnderTest> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'larder-cloud-'))
  const clock: Clock = { nowMs: 1_795_138_200_000 }
  const store = new FakeStore()
  const context = roomContext(dataDirectory, undefined, server?.url)
  const services = await createServices(context, { store, tracing, now: () => clock.nowMs })
  services.links.publicUrl = 'https://larder.example'
  const app = await buildApi(services)
  return {
    app,
    services,
    store,
    clock,
    dataDirectory,
    as: (role) => callerAs(app, role),
    async stop() {
      await app.close()
      await services.database.destroy()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

async function callerAs(app: App, role: Role | 'nobody'): Promise<Caller> {
  let cookie = ''
  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: unknown, more = {}) => {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json'
    const headers = { cookie, ...(body === undefined ? {} : { 'content-type': type }), ...more }
    const payload = body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }
    const answer = await app.inject({ method, url, headers, ...payload })
    const isJson = String(answer.headers['content-type']).startsWith('application/json')
    const parsed = isJson && answer.body !== '' ? answer.json() : undefined
    return { status: answer.statusCode, headers: answer.headers, text: answer.body, body: parsed }
  }
  if (role !== 'nobody') {
    const password = passwords[role as keyof typeof passwords]
    const answer = await call('POST', '/api/session', { name: role, password })
    cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  }
  return {
    cookie,
    get: (url) => call('GET', url),
    post: (url, body, headers) => call('POST', url, body, headers),
    patch: (url, body) => call('PATCH', url, body),
    delete: (url) => call('DELETE', url),
    csv: (url, text) => call('POST', url, text),
  }
}

/** An open situation of the fish cabinet, with what the test says otherwise. */
export const situation = (different: Partial<Situation> = {}): Situation => ({
  id: 'shop-1.cabinet-1.too-warm.1',
  revision: 1,
  site: 'shop-1',
  asset: 'cabinet-1',
  cause: 'too-warm',
  severity: 'warning',
  state: 'open',
  fromMs: 1_795_138_000_000,
  openedAtMs: 1_795_138_100_000,
  past: false,
  ...different,
})
