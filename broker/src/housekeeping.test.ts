import { once } from 'node:events'
import { createConnection } from 'node:net'
import { topicOf } from '@larder/contracts/topics'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addDevices } from './accounts.ts'
import { heardBy, TestSite } from './test-site.ts'

const address = { site: 'shop-1', asset: 'cabinet-1', probe: 'air' }
const topic = topicOf('reading', address)
const hourMs = 3_600_000
const every = { timeout: 10_000, interval: 20 }

let site: TestSite
beforeEach(async () => {
  site = new TestSite()
  await addDevices(site.dataDirectory, [{ device: 'probe-1', grants: [address], password: 'probe-1-password' }])
})
afterEach(async () => {
  vi.useRealTimers()
  await site.remove()
})

async function leaveWithOneWaiting(clientId: string): Promise<void> {
  const edge = await site.connect('edge', undefined, { clientId, clean: false })
  await edge.subscribeAsync('larder/v1/reading/#', { qos: 1 })
  await edge.endAsync()
  const probe = await site.connect('probe-1')
  await probe.publishAsync(topic, 'waiting', { qos: 1 })
  await probe.endAsync()
}

test('a session that nobody fetches expires with its messages, and a restart does not make it younger', async () => {
  await site.start({ sessionExpiryHours: 24 })
  await leaveWithOneWaiting('edge-1')
  await site.stop()
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(Date.now() + 23 * hourMs)
  await site.start({ sessionExpiryHours: 24 })
  expect(site.log.join('\n')).not.toContain('expired')
  await site.stop()
  vi.setSystemTime(Date.now() + 2 * hourMs)
  await site.start({ sessionExpiryHours: 24 })
  expect(site.log.join('\n')).toContain('session edge-1 expired after 24 h with 1 messages')
  const back = await site.connect('edge', undefined, { clientId: 'edge-1', clean: false })
  await back.subscribeAsync('larder/v1/reading/#', { qos: 1 })
  await (await site.connect('probe-1')).publishAsync(topic, 'after', { qos: 1 })
  await vi.waitFor(() => expect(heardBy(back)).toEqual([`${topic} after`]), every)
})

test('a running broker looks once a minute, and a session that is connected never expires', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
  await site.start({ sessionExpiryHours: 24 })
  const stays = await site.connect('edge', undefined, { clientId: 'edge-2', clean: false })
  await stays.subscribeAsync('larder/v1/reading/#', { qos: 1 })
  await leaveWithOneWaiting('edge-1')
  vi.setSystemTime(Date.now() + 25 * hourMs)
  vi.advanceTimersByTime(60_000)
  expect(site.log.filter((line) => line.includes('expired'))).toEqual([
    'session edge-1 expired after 24 h with 1 messages',
  ])
})

test('a connection that never introduces itself is closed after ten seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await site.start()
  const socket = createConnection(site.port, '127.0.0.1')
  const ended = once(socket, 'close')
  // The timer begins when the broker has the connection.
  await vi.waitFor(() => {
    expect(vi.getTimerCount()).toBeGreaterThan(0)
  }, every)
  vi.advanceTimersByTime(10_000)
  await ended
})

test('the figures say what happened', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  await site.start()
  await leaveWithOneWaiting('edge-1')
  await expect(site.connect('probe-1', 'guessed')).rejects.toThrow()
  const probe = await site.connect('probe-1')
  await expect(probe.subscribeAsync('larder/v1/#', { qos: 1 })).rejects.toThrow()
  const cloud = await site.connect('cloud')
  vi.advanceTimersByTime(10_000)
  await cloud.subscribeAsync('$SYS/broker/#')
  const figure = (name: string) =>
    heardBy(cloud)
      .find((line) => line.startsWith(`$SYS/broker/${name} `))
      ?.slice(`$SYS/broker/${name} `.length)
  await vi.waitFor(() => expect(figure('journal/bytes')).toBeDefined(), every)
  const names = ['clients/connected', 'messages/received', 'messages/stored', 'subscriptions/refused', 'journal/rows']
  expect(names.map(figure)).toEqual(['2', '1', '1', '1', '1'])
  expect(figure('authentication/failures')).toBe('1')
  expect(Number(figure('journal/bytes'))).toBeGreaterThan(0)
  expect(figure('version')).toMatch(/^larder broker \(aedes \d/)
})
