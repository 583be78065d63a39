import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type MqttClient } from 'mqtt'
import { afterAll, expect, test, vi } from 'vitest'
import { closed } from './test-site.ts'

const rounds = 10
const publishers = 4
/** Unacknowledged messages of one publisher. */
const window = 100
const topic = 'a/b'
const directory = mkdtempSync(join(tmpdir(), 'larder-durability-'))
let broker: ChildProcess | undefined
afterAll(() => {
  broker?.kill('SIGKILL')
  rmSync(directory, { recursive: true, force: true })
})

/** The real broker in a process of its own, on the same journal every time. */
async function startBroker(): Promise<string> {
  broker = fork(join(import.meta.dirname, 'broker-process.fixture.ts'), [directory])
  const [addresses] = (await once(broker, 'message')) as [{ mqtt: string }]
  return addresses.mqtt
}

async function kill(): Promise<void> {
  broker?.kill('SIGKILL')
  if (broker) await once(broker, 'exit')
}

const client = (url: string, options: object): MqttClient =>
  connect(url, { reconnectPeriod: 0, ...options }).on('error', () => {})

const connected = (who: MqttClient): Promise<void> => new Promise((resolve) => who.once('connect', () => resolve()))

/** Publishes until the connection breaks; each acknowledged payload goes into `acknowledged`. */
async function publishUntilKilled(url: string, name: string, acknowledged: Set<string>): Promise<void> {
  const publisher = client(url, { clientId: name })
  const gone = closed(publisher)
  // The kill may come before this one is connected.
  await Promise.race([connected(publisher), gone])
  let waiting = 0
  for (let index = 0; publisher.connected; index += 1) {
    const payload = `${name}-${index}`
    waiting += 1
    publisher.publish(topic, payload, { qos: 1 }, (error) => {
      waiting -= 1
      if (!error) acknowledged.add(payload)
    })
    while (waiting >= window && publisher.connected) await new Promise((resolve) => setImmediate(resolve))
  }
  await gone
  publisher.end(true)
}

test(`every acknowledged message reaches the durable subscriber, over ${rounds} kills at random moments`, async () => {
  const acknowledged = new Set<string>()
  const received = new Set<string>()
  const subscribe = async (url: string) => {
    const subscriber = client(url, { clientId: 'edge-1', clean: false })
    subscriber.on('message', (_topic, payload) => received.add(String(payload)))
    await connected(subscriber)
    return subscriber
  }
  let url = await startBroker()
  let subscriber = await subscribe(url)
  await subscriber.subscribeAsync(topic, { qos: 1 })
  for (let round = 0; round < rounds; round += 1) {
    // In every other round the subscriber is away, so that everything must survive on disk.
    if (round % 2 === 1) await subscriber.endAsync()
    const before = acknowledged.size
    const load = Array.from({ length: publishers }, (_, index) =>
      publishUntilKilled(url, `p${round}-${index}`, acknowledged),
    )
    await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(before + 200 + Math.random() * 2000), {
      timeout: 30_000,
      interval: 1,
    })
    await kill()
    await Promise.all(load)
    subscriber.end(true)
    url = await startBroker()
    subscriber = await subscribe(url)
    await vi.waitFor(() => expect([...acknowledged].filter((payload) => !received.has(payload))).toEqual([]), {
      timeout: 30_000,
      interval: 50,
    })
  }
  subscriber.end(true)
  expect(acknowledged.size).toBeGreaterThan(rounds * 200)
})
