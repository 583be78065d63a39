import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TestBroker } from '../broker.fixture.ts'
import { Uplink, type UplinkOptions } from './uplink.ts'

const address = { site: 'shop-1', asset: 'cabinet-1', probe: 'air' }
const key = 'cabinet-1/air'
const patience = { timeout: 15_000, interval: 20 }

let broker: TestBroker
let uplink: Uplink | undefined
beforeEach(async () => {
  broker = new TestBroker()
  await broker.start()
})
afterEach(async () => {
  await uplink?.disconnect()
  await broker.stop()
})

function radio(options: Partial<UplinkOptions> = {}): Uplink {
  uplink = new Uplink({
    brokerUrl: broker.url,
    device: 'cabinet-1-air',
    password: 'secret',
    clientId: 'cabinet-1-air',
    address,
    maxMessagesPerSecond: 400,
    status: () => ({ observedAt: '2026-11-20T00:00:00Z', batteryVolts: 3.3 }),
    repeats: () => false,
    ...options,
  })
  return uplink
}

const reading = (sequence: number) => ({
  kind: 'reading' as const,
  message: { sequence, observedAt: new Date(1_795_138_200_000 + sequence * 60_000).toISOString(), celsius: 2.5 },
})
const sequences = () => broker.readings(key).map(({ sequence }) => sequence)
const statuses = () => broker.heard.filter(({ kind }) => kind === 'status')

test('it tells its state, retained, and says goodbye', async () => {
  const one = radio()
  one.connect()
  await vi.waitFor(() => expect(statuses()).toHaveLength(1), patience)
  expect(statuses()[0]).toMatchObject({
    retain: true,
    message: { online: true, batteryVolts: 3.3, bufferedReadings: 0 },
  })
  await one.disconnect()
  expect(statuses().map(({ message }) => (message as { online: boolean }).online)).toEqual([true, false])
})

test('it goes without its goodbye’s acknowledgement where the broker goes at the same time', async () => {
  const one = radio()
  one.connect()
  await vi.waitFor(() => expect(statuses()).toHaveLength(1), patience)
  const gone = one.disconnect()
  await broker.stop()
  await expect(gone).resolves.toBeUndefined()
})

test('what was taken while out of reach goes up later as one batch, in order', async () => {
  const one = radio()
  one.connect()
  one.offer(reading(1))
  await one.settled()
  one.loseReach()
  await vi.waitFor(() => expect(statuses().at(-1)).toMatchObject({ message: { online: false } }), patience)
  for (let sequence = 2; sequence <= 30; sequence++) one.offer(reading(sequence))
  expect(one.pending).toBe(29)
  one.connect()
  await one.settled()
  expect(sequences()).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
  expect(broker.heard.filter(({ kind }) => kind === 'readings')).toHaveLength(1)
})

test('a broker that dies and comes back gets everything, nothing twice in the end', async () => {
  const one = radio()
  one.connect()
  for (let sequence = 1; sequence <= 5; sequence++) one.offer(reading(sequence))
  await one.settled()
  await broker.stop()
  for (let sequence = 6; sequence <= 1200; sequence++) one.offer(reading(sequence))
  await broker.start()
  await one.settled()
  expect([...new Set(sequences())].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1200 }, (_, i) => i + 1))
  const largest = Math.max(...broker.heard.map(({ message }) => (Array.isArray(message) ? message.length : 1)))
  expect(largest).toBeLessThanOrEqual(500)
})

test('a lost acknowledgement makes a reading come twice, unchanged', async () => {
  const one = radio({ repeats: (sequence) => sequence === 2 })
  one.connect()
  for (const sequence of [1, 2, 3]) {
    one.offer(reading(sequence))
    await one.settled()
  }
  expect(sequences()).toEqual([1, 2, 2, 3])
})

test('its memory is bounded: the oldest readings give way', async () => {
  const one = radio()
  for (let sequence = 1; sequence <= 20_010; sequence++) one.offer(reading(sequence))
  expect(one.pending).toBe(20_000)
  one.connect()
  await one.settled()
  expect(sequences()[0]).toBe(11)
})

test('it holds to the broker’s rate', async () => {
  const one = radio({ maxMessagesPerSecond: 100 })
  one.connect()
  for (let sequence = 1; sequence <= 100; sequence++) {
    const message = { sequence, observedAt: '2026-11-20T00:00:00Z', latitude: 31.2, longitude: 121.5 }
    one.offer({ kind: 'position', message })
  }
  const beganMs = performance.now()
  await one.settled()
  expect(performance.now() - beganMs).toBeGreaterThan(600)
  expect(broker.heard.filter(({ kind }) => kind === 'position')).toHaveLength(100)
})
