import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConfigurationFile, configuration } from '@larder/contracts/configuration'
import type { EdgeStatus } from '@larder/contracts/edge-status'
import { profiles } from '@larder/contracts/profiles'
import type { Quarantined } from '@larder/contracts/quarantine'
import type { Room } from '@larder/contracts/room'
import type { Situation } from '@larder/contracts/situation'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { start } from './main.ts'
import { TestBroker } from './sources/broker.fixture.ts'
import { openStore } from './telemetry/open-store.ts'

const file: ConfigurationFile = {
  sites: [
    {
      id: 'shop-1',
      name: { zh: '一号店', en: 'Shop 1' },
      assets: [
        {
          id: 'cabinet-1',
          kind: 'cabinet',
          name: { zh: '冷柜', en: 'Cabinet' },
          profile: 'fresh-fish',
          probes: [{ id: 'air', role: 'air', intervalSeconds: 60 }],
        },
      ],
    },
  ],
  edge: { site: 'shop-1' },
}

const broker = new TestBroker()
let dataDirectory: string
let room: Room | undefined
const heard: { topic: string; payload: unknown }[] = []

beforeEach(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'larder-edge-'))
  writeFileSync(join(dataDirectory, 'larder.json'), JSON.stringify(file))
  heard.length = 0
  await broker.start()
  broker.aedes.on('publish', ({ topic, payload }) => {
    if (topic.startsWith('larder/')) heard.push({ topic, payload: parsed(payload) })
  })
})

afterEach(async () => {
  await room?.stop()
  room = undefined
  await broker.stop()
  rmSync(dataDirectory, { recursive: true, force: true })
})

function parsed(payload: Buffer | string): unknown {
  try {
    return JSON.parse(payload.toString())
  } catch {
    return undefined
  }
}

const until = <T>(condition: () => T | Promise<T>) => vi.waitFor(condition, { timeout: 30_000, interval: 20 })

async function startEdge(): Promise<Room> {
  room = await start({
    configuration: configuration.parse(file),
    dataDirectory,
    secrets: {
      mqtt: { edge: 'e', cloud: 'c', flows: 'f' },
      devices: {},
      console: {},
      nodeRed: { admin: '', credentialSecret: '' },
      cloudKey: '',
      kiosk: '',
    },
    brokerUrl: broker.url,
    log: () => {},
  })
  return room
}

const topic = 'larder/v1/reading/shop-1/cabinet-1/air'
const sample = (sequence: number, atMs: number, celsius: number) =>
  JSON.stringify({ sequence, observedAt: new Date(atMs).toISOString(), celsius })

async function stored(): Promise<number[]> {
  const store = await openStore(configuration.parse(file).telemetry, dataDirectory, { readOnly: true })
  await store.start()
  const query = { site: 'shop-1', asset: 'cabinet-1', probe: 'air', fromMs: 0, untilMs: Date.now() + 1e9, limit: 1000 }
  const readings = await store.readings(query)
  await store.stop()
  return readings.map((reading) => reading.celsius as number)
}

const news = <T>(kind: string) =>
  heard.filter(({ topic }) => topic.startsWith(`larder/v1/${kind}/`)).map(({ payload }) => payload as T)

test('a published reading is in the telemetry store, once, however often it is sent', async () => {
  await startEdge()
  const atMs = Date.now() - 60_000
  for (const celsius of [1.5, 1.5]) await broker.publish(topic, sample(1, atMs, celsius))
  await broker.publish(topic, sample(2, atMs + 10_000, 1.75))
  await until(async () => expect(await stored()).toEqual([1.5, 1.75]))
  await until(() => expect(news<EdgeStatus>('edge').at(-1)).toMatchObject({ accepted: 2, duplicates: 1 }))
})

test('what fails at the door is named on the quarantine topic and counted in the status; the good still gets in', async () => {
  await startEdge()
  const nowMs = Date.now()
  await broker.publish(topic, '{"sequence": 1,')
  await broker.publish(topic, sample(2, nowMs + 3_600_000, 1))
  await broker.publish(topic, sample(3, nowMs - 1000, 999))
  await broker.publish(topic, sample(4, nowMs, 2))
  await until(async () => expect(await stored()).toEqual([2]))
  await until(() => {
    const reasons = news<Quarantined>('quarantine').map(({ reason }) => reason)
    expect(reasons).toEqual(['malformed-json', 'future', 'implausible'])
  })
  await until(() =>
    expect(news<EdgeStatus>('edge').at(-1)?.quarantined).toEqual({ 'malformed-json': 1, future: 1, implausible: 1 }),
  )
})

test('a cabinet that is too warm for too long becomes a situation', async () => {
  await startEdge()
  const endMs = Date.now()
  for (let minute = 60; minute >= 0; minute -= 1) {
    await broker.publish(topic, sample(100 - minute, endMs - minute * 60_000, minute > 55 ? 1 : 9))
  }
  await until(() =>
    expect(news<Situation>('situation').at(-1)).toMatchObject({
      asset: 'cabinet-1',
      cause: 'too-warm',
      severity: 'critical',
      state: 'open',
    }),
  )
})

test('readings sent while the edge is down are stored after its return', async () => {
  await (await startEdge()).stop()
  room = undefined
  await broker.publish(topic, sample(1, Date.now(), 3.25))
  await startEdge()
  await until(async () => expect(await stored()).toEqual([3.25]))
})

test('profiles as edited are in force at once, and after a restart without the cloud', async () => {
  const strict = { ...profiles['fresh-fish'], high: { ...profiles['fresh-fish'].high, warnDelayMinutes: 0 } }
  const edited = { editedAtMs: 1, profiles: { ...profiles, 'fresh-fish': strict } }
  await startEdge()
  await broker.publish('larder/v1/profiles/shop-1', '{"editedAtMs": 1}')
  await broker.publish('larder/v1/profiles/shop-1', JSON.stringify(edited))
  await broker.publish(topic, sample(1, Date.now(), 3))
  const warning = { cause: 'too-warm', severity: 'warning', state: 'open' }
  await until(() => expect(news<Situation>('situation').at(-1)).toMatchObject(warning))
  await room?.stop()
  await startEdge()
  await broker.publish(topic, sample(2, Date.now(), 1))
  await until(() => expect(news<Situation>('situation').at(-1)).toMatchObject({ ...warning, state: 'resolved' }))
  await broker.publish(topic, sample(3, Date.now(), 3))
  await until(() => expect(news<Situation>('situation').at(-1)).toMatchObject(warning))
})
