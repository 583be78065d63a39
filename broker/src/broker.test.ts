import { createConnection, type Socket } from 'node:net'
import { topicOf } from '@larder/contracts/topics'
import { connectAsync } from 'mqtt'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Accounts, addDevices } from './accounts.ts'
import { closed, heardBy, TestSite } from './test-site.ts'

const address = { site: 'shop-1', asset: 'cabinet-1', probe: 'air' }
const reading = topicOf('reading', address)
const status = topicOf('status', address)
const password = 'probe-1-password'
const every = { timeout: 10_000, interval: 20 }

let site: TestSite
beforeEach(async () => {
  site = new TestSite()
  await addDevices(site.dataDirectory, [{ device: 'probe-1', grants: [address], password }])
})
afterEach(() => site.remove())

test('a reading goes from its device to the edge, and only what is granted', async () => {
  await site.start()
  const edge = await site.connect('edge')
  const heard = heardBy(edge)
  await edge.subscribeAsync('larder/v1/#', { qos: 1 })
  const probe = await site.connect('probe-1')
  await probe.publishAsync(reading, '{"celsius":3.2}', { qos: 1 })
  await vi.waitFor(() => expect(heard).toEqual([`${reading} {"celsius":3.2}`]), every)
  const gone = closed(probe)
  probe.publish(topicOf('reading', { ...address, asset: 'cabinet-2' }), 'x', { qos: 1 })
  await gone
  expect(heard).toHaveLength(1)
  expect(site.log.join('\n')).toMatch(/publish by probe-1 .* refused: .*no grant/)
})

test('a wrong password is refused with return code 4 and named in the log without the password', async () => {
  await site.start()
  await expect(site.connect('probe-1', 'guessed-password')).rejects.toMatchObject({ code: 4 })
  await expect(connectAsync(site.url('mqtt'), { reconnectPeriod: 0 }, false)).rejects.toMatchObject({ code: 4 })
  expect(site.log.join('\n')).toMatch(/"probe-1" from .* refused: wrong/)
  expect(site.log.join('\n')).not.toContain('guessed-password')
})

test('a status is retained over a restart; a device may retain nothing else', async () => {
  await site.start()
  const probe = await site.connect('probe-1')
  await probe.publishAsync(status, '{"online":true}', { qos: 1, retain: true })
  await site.stop()
  await site.start()
  const cloud = await site.connect('cloud')
  const retained = new Promise<unknown>((resolve) => {
    cloud.on('message', (topic, payload, packet) => resolve([topic, String(payload), packet.retain]))
  })
  await cloud.subscribeAsync('larder/v1/status/#', { qos: 1 })
  expect(await retained).toEqual([status, '{"online":true}', true])
})

test('a shared or forbidden subscription gets return code 128 and a line that says why', async () => {
  await site.start()
  const edge = await site.connect('edge')
  await expect(edge.subscribeAsync('$share/group/larder/v1/#', { qos: 1 })).rejects.toThrow(/Unspecified error|128/)
  expect(site.log.join('\n')).toMatch(/shared subscriptions are not served/)
  const probe = await site.connect('probe-1')
  await expect(probe.subscribeAsync('larder/v1/#', { qos: 1 })).rejects.toThrow()
  await probe.subscribeAsync(status, { qos: 1 })
})

test('a refused filter of a durable session stays refused after a reconnect', async () => {
  await site.start()
  const options = { clientId: 'flows-1', clean: false }
  const flows = await site.connect('flows', undefined, options)
  await flows.subscribeAsync({ 'larder/v1/situation/#': { qos: 1 }, 'larder/v1/reading/#': { qos: 1 } }).catch(() => {})
  await flows.endAsync()
  const probe = await site.connect('probe-1')
  await probe.publishAsync(reading, 'secret', { qos: 1 })
  const edge = await site.connect('edge')
  const situation = topicOf('situation', { site: 'shop-1', asset: 'cabinet-1', cause: 'too-warm' })
  await edge.publishAsync(situation, 'warm', { qos: 1 })
  const back = await site.connect('flows', undefined, options)
  const heard = heardBy(back)
  await vi.waitFor(() => expect(heard).toEqual([`${situation} warm`]), every)
})

test('what was published while a durable subscriber was away is delivered in order when it is back', async () => {
  await site.start()
  const options = { clientId: 'edge-1', clean: false }
  const edge = await site.connect('edge', undefined, options)
  await edge.subscribeAsync('larder/v1/reading/#', { qos: 1 })
  await edge.endAsync()
  const probe = await site.connect('probe-1')
  const sent = Array.from({ length: 300 }, (_, index) => String(index))
  await Promise.all(sent.map((payload) => probe.publishAsync(reading, payload, { qos: 1 })))
  const back = await site.connect('edge', undefined, options)
  const expected = sent.map((payload) => `${reading} ${payload}`)
  await vi.waitFor(() => expect(heardBy(back)).toEqual(expected), every)
})

test('the oldest messages of a full queue are dropped, counted and told', async () => {
  await site.start({ maxQueuedPerSession: 10 })
  const options = { clientId: 'edge-1', clean: false }
  const edge = await site.connect('edge', undefined, options)
  await edge.subscribeAsync('larder/v1/reading/#', { qos: 1 })
  await edge.endAsync()
  const probe = await site.connect('probe-1')
  for (let index = 0; index < 25; index += 1) await probe.publishAsync(reading, String(index), { qos: 1 })
  const back = await site.connect('edge', undefined, options)
  const heard = heardBy(back)
  const expected = Array.from({ length: 10 }, (_, index) => `${reading} ${index + 15}`)
  await vi.waitFor(() => expect(heard).toEqual(expected), every)
  expect(site.log.join('\n')).toMatch(/queue of session edge-1 is full/)
})

test('a message rate above the limit is delayed, not refused, and stays in order', async () => {
  await site.start({ maxMessagesPerSecond: 50 })
  const edge = await site.connect('edge')
  const heard = heardBy(edge)
  await edge.subscribeAsync('larder/v1/reading/#', { qos: 1 })
  const probe = await site.connect('probe-1')
  const startedAtMs = Date.now()
  const sent = Array.from({ length: 100 }, (_, index) => index)
  await Promise.all(sent.map((index) => probe.publishAsync(reading, String(index), { qos: 1 })))
  // 50 at once, the other 50 at 50 a second.
  expect(Date.now() - startedAtMs).toBeGreaterThan(800)
  await vi.waitFor(() => expect(heard).toEqual(sent.map((index) => `${reading} ${index}`)), every)
})

test('a payload above the limit closes the connection, also when only its announcement has come', async () => {
  await site.start({ maxPayloadBytes: 1000 })
  const probe = await site.connect('probe-1')
  const gone = closed(probe)
  probe.publish(reading, Buffer.alloc(1001), { qos: 1 })
  await gone
  expect(site.log.join('\n')).toMatch(/more than 1000 bytes/)
  const stranger = createConnection(site.port, '127.0.0.1')
  // CONNECT announcing 268,435,455 bytes.
  stranger.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f, 0]))
  await new Promise((resolve) => stranger.once('close', resolve))
})

test('connections are limited in all and per account', async () => {
  await site.start({ maxConnectionsPerAccount: 2, maxConnections: 4 })
  await site.connect('probe-1')
  await site.connect('probe-1')
  await expect(site.connect('probe-1')).rejects.toMatchObject({ code: 3 })
  await site.connect('edge')
  await site.connect('cloud')
  await expect(site.connect('flows')).rejects.toThrow()
})

test('a client id cannot be taken over by another account', async () => {
  await site.start()
  const edge = await site.connect('edge', undefined, { clientId: 'edge-1', clean: false })
  await edge.subscribeAsync('larder/v1/#', { qos: 1 })
  await expect(site.connect('probe-1', password, { clientId: 'edge-1' })).rejects.toMatchObject({ code: 2 })
  await edge.endAsync()
  await expect(site.connect('probe-1', password, { clientId: 'edge-1', clean: false })).rejects.toMatchObject({
    code: 2,
  })
})

test('a session without a client id is refused with return code 2', async () => {
  await site.start()
  const socket = createConnection(site.port, '127.0.0.1')
  const answer = new Promise<Buffer>((resolve) => socket.once('data', resolve))
  socket.write(Buffer.from([0x10, 12, 0, 4, ...Buffer.from('MQTT'), 4, 0, 0, 60, 0, 0]))
  expect(await answer).toEqual(Buffer.from([0x20, 2, 0, 2]))
  socket.destroy()
})

test.each(['revoke', 'rotate'] as const)('a device is disconnected soon after %s', async (change) => {
  await site.start()
  const probe = await site.connect('probe-1')
  const gone = closed(probe)
  const accounts = new Accounts(site.dataDirectory)
  await accounts[change]('probe-1')
  accounts.close()
  const startedAtMs = Date.now()
  await gone
  expect(Date.now() - startedAtMs).toBeLessThan(5000)
  await expect(site.connect('probe-1')).rejects.toThrow()
})

test('a will outside the grants is refused at sign-in; one inside is published when the device vanishes', async () => {
  await site.start()
  const will = (topic: string) => ({ topic, payload: Buffer.from('gone'), qos: 1 as const, retain: true })
  const foreign = topicOf('status', { ...address, probe: 'other' })
  await expect(site.connect('probe-1', password, { will: will(foreign) })).rejects.toMatchObject({ code: 5 })
  const cloud = await site.connect('cloud')
  const heard = heardBy(cloud)
  await cloud.subscribeAsync('larder/v1/status/#', { qos: 1 })
  const probe = await site.connect('probe-1', password, { will: will(status) })
  ;(probe.stream as Socket).destroy()
  await vi.waitFor(() => expect(heard).toEqual([`${status} gone`]), every)
})

test('a client that falls silent is let go after one and a half times its keep-alive, and its will is published', async () => {
  await site.start()
  const cloud = await site.connect('cloud')
  await cloud.subscribeAsync('larder/v1/status/#', { qos: 1 })
  const socket = createConnection(site.port, '127.0.0.1')
  const part = (text: string) => [text.length >> 8, text.length & 255, ...Buffer.from(text)]
  const flags = 0x80 | 0x40 | 0x08 | 0x04 | 0x02
  const body = [
    ...part('MQTT'),
    4,
    flags,
    0,
    1,
    ...part('silent'),
    ...part(status),
    ...part('gone'),
    ...part('probe-1'),
    ...part(password),
  ]
  const length = body.length > 127 ? [(body.length & 127) | 128, body.length >> 7] : [body.length]
  socket.write(Buffer.from([0x10, ...length, ...body]))
  await vi.waitFor(() => expect(heardBy(cloud)).toEqual([`${status} gone`]), every)
  socket.destroy()
})

test('the figures are for the rooms', async () => {
  await site.start()
  const cloud = await site.connect('cloud')
  const heard = heardBy(cloud)
  await cloud.subscribeAsync('$SYS/broker/#')
  await vi.waitFor(() => expect(heard.some((line) => line.startsWith('$SYS/broker/journal/rows'))).toBe(true), every)
  const probe = await site.connect('probe-1')
  await expect(probe.subscribeAsync('$SYS/broker/#')).rejects.toThrow()
})

test('a second broker on the same folder and a taken port are refused with the remedy', async () => {
  await site.start()
  await expect(new TestSite().start({ tcpPort: site.port })).rejects.toThrow(/port \d+ is taken.*broker\.tcpPort/)
  const { start } = await import('./main.ts')
  await expect(start(site.context())).rejects.toThrow(/another broker/)
})
