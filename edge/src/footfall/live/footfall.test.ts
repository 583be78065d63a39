import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CameraStatus } from '@larder/contracts/camera'
import { type FootfallMessage, type FootfallNow, quarterMs, type Still } from '@larder/contracts/footfall'
import { footfallPlanMessage } from '@larder/contracts/footfall-plan'
import { topicOf } from '@larder/contracts/topics'
import { connectAsync } from 'mqtt'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TestBroker } from '../../sources/broker.fixture.ts'
import { usualDetector } from '../detection/open-detector.ts'
import { Footfall } from './footfall.ts'
import { pictureOf, type Script } from './scripted-detector.fixture.ts'

const noon = Date.parse('2026-11-20T04:00:00Z')
const site = 'shop-1'
const camera = {
  name: 'door',
  minimumFps: 4,
  lines: [{ name: 'entrance', from: { x: 0.5, y: 0.9 }, to: { x: 0.5, y: 0.1 }, entrance: true }],
  zones: [],
}
const until = <T>(condition: () => T) => vi.waitFor(condition, { timeout: 15_000, interval: 10 })

let broker: TestBroker
let running = false
let directory: string
let footfall: Footfall
let nowMs: number
let connected: boolean
const said: { topic: string; message: unknown }[] = []
const heard: { topic: string; payload: string }[] = []
const log: string[] = []

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'larder-footfall-'))
  nowMs = noon + 60_000
  connected = true
  for (const list of [said, heard, log]) list.length = 0
  broker = new TestBroker()
  await broker.start()
  broker.aedes.on('publish', ({ topic, payload }) => void heard.push({ topic, payload: String(payload) }))
})
afterEach(async () => {
  await end()
  await broker.stop()
  rmSync(directory, { recursive: true })
})

function begin(options: Partial<ConstructorParameters<typeof Footfall>[0]> = {}): void {
  footfall = new Footfall({
    site,
    timeZone: 'Asia/Shanghai',
    cameras: [camera],
    detector: usualDetector,
    live: true,
    path: join(directory, 'edge', 'footfall.db'),
    broker: { url: broker.url, password: 'e' },
    clock: () => nowMs,
    connected: () => connected,
    publish: async (topic, message) => {
      said.push({ topic, message })
    },
    log: (line) => log.push(line),
    program: new URL('./scripted-detector.fixture.ts', import.meta.url),
    ...options,
  })
  footfall.start()
  running = true
}

async function end(): Promise<void> {
  if (running) await footfall.stop()
  running = false
}

const last = <T>(kind: 'camera' | 'footfall' | 'footfall-now') =>
  said.findLast(({ topic }) => topic.startsWith(`larder/v1/${kind}/`))?.message as T
const now = () => last<FootfallNow>('footfall-now')
const status = () => last<CameraStatus>('camera')
const at = (x: number) => ({ x: x - 25, y: 180, width: 50, height: 120 })

/** One picture a fifth of a second, and it has been looked at. */
async function show(script: Script, name = 'door'): Promise<void> {
  nowMs += 200
  footfall.frame(name, pictureOf(script))
  const sees = script.fails === undefined || script.fails === 'refuses'
  if (sees && name !== 'renamed') await until(() => expect(log).toContain(`done ${name} ${nowMs}`))
}

/** Somebody walks across the whole picture, in being from left to right. */
async function walk(direction: 'in' | 'out'): Promise<void> {
  const steps = Array.from({ length: 14 }, (_, index) => 120 + index * 30)
  for (const x of direction === 'in' ? steps : steps.reverse()) await show({ people: [at(x)] })
  for (let index = 0; index < 12; index++) await show({})
}

async function looked(): Promise<void> {
  await until(() => {
    footfall.tick(nowMs)
    expect(status()?.state).not.toBe('starting')
  })
}

test('who walks in and out is counted, told live, and told as a quarter of an hour when it is over', async () => {
  begin()
  await show({})
  await looked()
  for (let index = 0; index < 6; index++) await walk('in')
  await walk('out')
  await until(() => {
    nowMs += 1
    footfall.tick(nowMs)
    expect(now()).toMatchObject({ day: '2026-11-20', in: 6, out: 1, inside: 5 })
  })
  nowMs = noon + quarterMs
  footfall.tick(nowMs)
  await until(() => {
    footfall.tick(nowMs)
    expect(last<FootfallMessage>('footfall')).toMatchObject({ fromMs: noon, untilMs: noon + quarterMs })
  })
  expect(last<FootfallMessage>('footfall').lines).toEqual([
    { camera: 'door', line: 'entrance', entrance: true, in: 6, out: null, reEntries: 0 },
  ])
})

test('counts outlive a crash of the detector and a restart of the edge', async () => {
  begin()
  await show({})
  await looked()
  await walk('in')
  await show({ fails: 'crashes' })
  await until(() => expect(log.join()).toContain('detector ended with SIGABRT'))
  await walk('in')
  nowMs += 6000
  footfall.tick(nowMs)
  expect(now()).toMatchObject({ in: 2 })
  expect(status()?.detectorRestarts).toBe(1)
  await end()
  said.length = 0
  begin()
  nowMs += 1000
  footfall.tick(nowMs)
  expect(now()).toMatchObject({ in: 2, inside: null })
})

test('a lost camera makes it unknown who is inside; a count by eye sets it, unless it is old', async () => {
  begin()
  await show({})
  await looked()
  await walk('in')
  const correct = (inside: number, atMs: number) =>
    footfall.take([{ topic: topicOf('occupancy', { site }), payload: Buffer.from(JSON.stringify({ inside, atMs })) }])
  expect(correct(17, nowMs)).toEqual([])
  footfall.tick(nowMs)
  expect(now()).toMatchObject({ inside: 17 })
  correct(99, nowMs - 3_600_000)
  expect(log.join()).toContain('older than ten minutes')
  nowMs += 12_000
  footfall.tick(nowMs)
  expect(status()).toMatchObject({ state: 'lost', faults: ['lost'] })
  expect(now()).toMatchObject({ inside: null, in: 1 })
})

test('quarters wait on disk while the broker is away, and are told once', async () => {
  begin()
  await show({})
  await looked()
  connected = false
  for (let quarter = 1; quarter <= 3; quarter++) {
    for (let index = 0; index < 3; index++) await show({})
    footfall.tick(nowMs)
    nowMs = noon + quarter * quarterMs
    footfall.tick(nowMs)
  }
  await end()
  expect(last('footfall')).toBeUndefined()
  connected = true
  begin()
  footfall.tick(nowMs)
  await until(() => {
    const told = said.filter(({ topic }) => topic.startsWith('larder/v1/footfall/'))
    expect(told.map(({ message }) => (message as FootfallMessage).fromMs)).toEqual(
      [0, 1, 2].map((n) => noon + n * quarterMs),
    )
  })
})

test('pictures that cannot be read, of an unknown camera and in a flood disturb nothing else', async () => {
  begin({ cameras: [camera, { ...camera, name: 'till' }] })
  await show({})
  await show({}, 'renamed')
  for (let index = 0; index < 100; index++) {
    nowMs += 1
    footfall.frame('till', pictureOf({}))
  }
  await show({ fails: 'refuses' })
  await until(() => {
    nowMs += 1000
    footfall.tick(nowMs)
    const all = said.filter(({ topic }) => topic === topicOf('camera', { site, camera: 'door' }))
    expect(all.at(-1)?.message).toMatchObject({ refused: 1, refusal: 'not a JPEG picture', dropped: 0 })
  })
  expect(log.join()).toContain('pictures of renamed are not looked at')
})

test('lines as drawn in the console replace the configured ones, and a line outside the picture is refused', async () => {
  begin()
  const drawn = { ...camera.lines[0], name: 'drawn', from: { x: 0.9, y: 0.9 }, to: { x: 0.9, y: 0.1 } }
  const plan = { editedAtMs: 1, cameras: { door: { lines: [drawn], zones: [] } } }
  footfall.setPlan(footfallPlanMessage.parse(plan))
  await show({})
  await looked()
  await walk('in')
  footfall.tick(nowMs)
  expect(now()).toMatchObject({ in: 0 })
  const outside = { ...plan, cameras: { door: { lines: [{ ...drawn, to: { x: 1.2, y: 0.5 } }], zones: [] } } }
  expect(footfallPlanMessage.safeParse(outside).error?.issues[0]?.message).toContain('outside the picture')
})

test('pictures come by a connection of their own; a still goes once to whoever asked, and no picture touches a disk', async () => {
  begin()
  const device = await connectAsync(broker.url)
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const request = {
    id: '7d3c2a52-7b1f-4c52-9c0d-0b8f6b1d2a11',
    atMs: nowMs,
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  }
  const topic = topicOf('still-request', { site, camera: 'door' })
  footfall.take([{ topic, payload: Buffer.from(JSON.stringify(request)) }])
  const stills = () => heard.filter((one) => one.topic === topicOf('still', { site, camera: 'door' }))
  await vi.waitFor(
    async () => {
      nowMs += 200
      await device.publishAsync(topicOf('frame', { site, camera: 'door' }), pictureOf({ people: [at(100)] }))
      expect(stills()).toHaveLength(1)
    },
    { timeout: 15_000, interval: 50 },
  )
  const still = JSON.parse(stills()[0]?.payload as string) as Still
  expect(still).toMatchObject({ id: request.id })
  expect('sealed' in still && still.sealed).toBeTruthy()
  await device.endAsync()
  await end()
  const kept = readdirSync(join(directory, 'edge')).map((name) => readFileSync(join(directory, 'edge', name), 'latin1'))
  expect(kept.join()).not.toContain('"people"')
})

test('without a camera no detector runs, and one that is added is taken up', async () => {
  begin({ cameras: [] })
  footfall.tick(nowMs)
  expect(said).toEqual([])
  footfall.setCameras([camera])
  await show({})
  await looked()
  expect(status()?.picture).toEqual({ width: 640, height: 480 })
})
