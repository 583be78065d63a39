import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '../intake/message.ts'
import { TestBroker } from './broker.fixture.ts'
import { MqttSource } from './mqtt.ts'

const broker = new TestBroker()
const sources: MqttSource[] = []

beforeEach(() => broker.start())
afterEach(async () => {
  for (const source of sources.splice(0)) await source.stop()
  await broker.stop()
})

const until = (condition: () => void) => vi.waitFor(condition, { timeout: 20_000, interval: 10 })

async function session(
  take: (messages: readonly Message[]) => Promise<void>,
  filters = ['larder/v1/reading/shop-1/+/+'],
) {
  const source = new MqttSource({
    url: broker.url,
    clientId: 'edge-shop-1',
    username: 'edge',
    password: 'secret',
    filters,
    take,
    log: () => {},
  })
  sources.push(source)
  await source.start()
  return source
}

const texts = (messages: readonly Message[]) => messages.map((message) => Buffer.from(message.payload).toString())
const topic = 'larder/v1/reading/shop-1/cabinet-1/air'

test('a message is acknowledged only when the taker says that it is on disk', async () => {
  const acknowledged: string[] = []
  broker.aedes.on('ack', (packet) => acknowledged.push(String((packet as { payload?: Buffer }).payload ?? '')))
  let onDisk = () => {}
  const taken: string[] = []
  const source = await session(async (messages) => {
    taken.push(...texts(messages))
    await new Promise<void>((resolve) => {
      onDisk = resolve
    })
  })
  await until(() => expect(source.health().connected).toBe(true))
  await broker.publish(topic, 'first')
  await until(() => expect(taken).toEqual(['first']))
  expect(acknowledged).toHaveLength(0)
  onDisk()
  await until(() => expect(acknowledged).toHaveLength(1))
})

test('what arrives while one batch is written becomes the next batch', async () => {
  const batches: string[][] = []
  const gates: (() => void)[] = []
  const source = await session(async (messages) => {
    batches.push(texts(messages))
    await new Promise<void>((resolve) => gates.push(resolve))
  })
  await until(() => expect(source.health().connected).toBe(true))
  await broker.publish(topic, '0')
  await until(() => expect(batches).toHaveLength(1))
  for (let index = 1; index <= 50; index += 1) await broker.publish(topic, String(index))
  gates[0]?.()
  await until(() => expect(batches.flat().length).toBeGreaterThan(1))
  gates[1]?.()
  await until(() => {
    for (const open of gates) open()
    expect(batches.flat()).toHaveLength(51)
  })
  expect(batches.flat()).toEqual(Array.from({ length: 51 }, (_, index) => String(index)))
  expect(batches.length).toBeLessThan(52)
})

test('what could not be stored is sent again by the broker and taken then', async () => {
  let full = true
  const taken: string[] = []
  const source = await session(async (messages) => {
    if (full) throw new Error('disk full')
    taken.push(...texts(messages))
  })
  await until(() => expect(source.health().connected).toBe(true))
  await broker.publish(topic, 'kept')
  await until(() => expect(source.health().error).toContain('disk full'))
  full = false
  await until(() => expect(taken).toEqual(['kept']))
  await until(() => expect(source.health()).toEqual({ name: 'mqtt', connected: true }))
})

test('messages published while the edge is away, and while the broker is away, arrive after the return', async () => {
  const taken: string[] = []
  const take = async (messages: readonly Message[]) => void taken.push(...texts(messages))
  const first = await session(take)
  await until(() => expect(first.health().connected).toBe(true))
  await first.stop()
  await broker.publish(topic, 'while the edge was away')
  const second = await session(take)
  await until(() => expect(taken).toEqual(['while the edge was away']))
  await broker.unplug()
  await until(() => expect(second.health().connected).toBe(false))
  await broker.publish(topic, 'while the broker was away')
  await broker.listen()
  await until(() => expect(taken).toEqual(['while the edge was away', 'while the broker was away']))
})

test('thousands of messages to a taker that hangs wait at the broker, and all arrive in order once it goes on', async () => {
  const taken: string[] = []
  let go = () => {}
  const gate = new Promise<void>((resolve) => {
    go = resolve
  })
  const source = await session(async (messages) => {
    await gate
    taken.push(...texts(messages))
  })
  await until(() => expect(source.health().connected).toBe(true))
  const count = 20_000
  for (let index = 0; index < count; index += 1) await broker.publish(topic, String(index))
  expect(source.waiting).toBeLessThanOrEqual(9000)
  go()
  await until(() => expect(taken).toHaveLength(count))
  expect(taken.every((text, index) => text === String(index))).toBe(true)
})

test('a publish resolves at the acknowledgement, also when the broker comes only later', async () => {
  await broker.unplug()
  const source = await session(async () => {})
  const seen: string[] = []
  broker.aedes.on('publish', (packet) => {
    if (packet.topic.startsWith('larder/')) seen.push(`${packet.topic} ${packet.payload}`)
  })
  const published = source.publish('larder/v1/edge/shop-1', { atMs: 1 }, true)
  await broker.listen()
  await published
  expect(seen).toEqual(['larder/v1/edge/shop-1 {"atMs":1}'])
})

test('a broker that never answers leaves a bounded queue of publishes', async () => {
  await broker.unplug()
  const source = await session(async () => {})
  const outcomes = Array.from({ length: 1001 }, (_, index) => source.publish('larder/v1/edge/shop-1', { index }))
  const settled = Promise.allSettled(outcomes)
  await expect(outcomes[1000]).rejects.toThrow('wait for the broker')
  await source.stop()
  expect((await settled).map(({ status }) => status)).toEqual(Array(1001).fill('rejected'))
  await broker.listen()
})

test('a refused subscription is named in the health', async () => {
  broker.aedes.authorizeSubscribe = (_client, _subscription, callback) => callback(null, null)
  const source = await session(async () => {})
  await until(() => expect(source.health().error).toContain('refuses the subscription to larder/v1/reading/shop-1/+/+'))
})

test('a refused password is named in the health', async () => {
  broker.aedes.authenticate = (_client, _username, _password, done) =>
    done(Object.assign(new Error('no'), { returnCode: 4 }) as never, false)
  const source = await session(async () => {})
  await until(() => expect(source.health().error).toContain('bad user name or password'))
})
