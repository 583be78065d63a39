import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { topicOf } from '@larder/contracts/topics'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addDevices } from './accounts.ts'
import { FrameGate } from './frame-gate.ts'
import { closed, heardBy, TestSite } from './test-site.ts'

const door = topicOf('frame', { site: 'shop-1', camera: 'door' })
const till = topicOf('frame', { site: 'shop-1', camera: 'till' })
const password = 'camera-password'
const every = { timeout: 10_000, interval: 20 }
const picture = (words: string) => Buffer.from(`\xff\xd8 ${words}`, 'latin1')

let site: TestSite
beforeEach(async () => {
  site = new TestSite()
  await addDevices(site.dataDirectory, [
    { device: 'camera-door', grants: [{ site: 'shop-1', camera: 'door' }], password },
    { device: 'camera-till', grants: [{ site: 'shop-1', camera: 'till' }], password },
    { device: 'probe-1', grants: [{ site: 'shop-1', asset: '+', probe: '+' }], password },
  ])
})
afterEach(() => site.remove())

const everythingOnDisk = () =>
  readdirSync(join(site.dataDirectory, 'broker'))
    .map((name) => readFileSync(join(site.dataDirectory, 'broker', name), 'latin1'))
    .join('')

test('only the edge hears a picture, however wide the filters of others are, and no disk does', async () => {
  await site.start()
  const edge = await site.connect('edge', undefined, { clientId: 'edge-shop-1', clean: false })
  await edge.subscribeAsync(topicOf('frame', { site: 'shop-1', camera: '+' }), { qos: 1 })
  const cloud = await site.connect('cloud', undefined, { clientId: 'cloud-1', clean: false })
  await cloud.subscribeAsync('#', { qos: 1 })
  await expect(cloud.subscribeAsync('larder/v1/frame/#')).rejects.toThrow()
  const flows = await site.connect('flows')
  await expect(flows.subscribeAsync(door)).rejects.toThrow()
  const camera = await site.connect('camera-door', password)
  await expect(camera.subscribeAsync(door)).rejects.toThrow()
  await camera.publishAsync(door, picture('a face nobody may keep'), { qos: 0 })
  await vi.waitFor(() => expect(heardBy(edge)).toHaveLength(1), every)
  // What comes after it on the cloud's connection shows that the picture did not.
  await edge.publishAsync(topicOf('edge', { site: 'shop-1' }), 'healthy', { qos: 1 })
  await vi.waitFor(() => expect(heardBy(cloud)).toHaveLength(1), every)
  await site.stop()
  expect(everythingOnDisk()).not.toContain('nobody may keep')
})

test('a picture for an edge that is away is gone: nothing queues it', async () => {
  await site.start()
  const options = { clientId: 'edge-shop-1', clean: false }
  const edge = await site.connect('edge', undefined, options)
  await edge.subscribeAsync(topicOf('frame', { site: 'shop-1', camera: '+' }), { qos: 1 })
  await edge.endAsync()
  const camera = await site.connect('camera-door', password)
  await camera.publishAsync(door, picture('missed'), { qos: 0 })
  const back = await site.connect('edge', undefined, options)
  await camera.publishAsync(door, picture('seen'), { qos: 0 })
  await vi.waitFor(() => expect(heardBy(back).join()).toContain('seen'), every)
  expect(heardBy(back).join()).not.toContain('missed')
})

test('a picture is sent with QoS 0 and never as a will or retained; nothing else is sent by a camera', async () => {
  await site.start()
  for (const options of [{ qos: 1 }, { qos: 0, retain: true }] as const) {
    const camera = await site.connect('camera-door', password)
    const gone = closed(camera)
    camera.publish(door, picture('x'), options)
    await gone
  }
  const will = { topic: door, payload: picture('last'), qos: 0, retain: false } as const
  await expect(site.connect('camera-door', password, { will })).rejects.toMatchObject({ code: 5 })
  const probe = await site.connect('probe-1', password)
  const gone = closed(probe)
  probe.publish(door, picture('x'))
  await gone
})

test('pictures have a size of their own; who sends none is held to the usual one', async () => {
  await site.start({ maxPayloadBytes: 1000, maxFrameBytes: 20_000 })
  const edge = await site.connect('edge')
  await edge.subscribeAsync(topicOf('frame', { site: 'shop-1', camera: '+' }))
  const camera = await site.connect('camera-door', password)
  await camera.publishAsync(door, Buffer.alloc(15_000))
  await vi.waitFor(() => expect(heardBy(edge)).toHaveLength(1), every)
  const gone = closed(camera)
  camera.publish(door, Buffer.alloc(20_001))
  const probe = await site.connect('probe-1', password)
  const alsoGone = closed(probe)
  probe.publish(topicOf('reading', { site: 'shop-1', asset: 'a', probe: 'b' }), Buffer.alloc(15_000), { qos: 1 })
  await Promise.all([gone, alsoGone])
  expect(site.log.join('\n')).toMatch(/more than 20000 bytes \(broker.maxFrameBytes\)/)
})

test('a camera that floods keeps its connection and disturbs no other; what is above the rate is dropped', async () => {
  await site.start({ maxFramesPerSecond: 10 })
  const edge = await site.connect('edge')
  await edge.subscribeAsync(topicOf('frame', { site: 'shop-1', camera: '+' }))
  const flooding = await site.connect('camera-door', password)
  const calm = await site.connect('camera-till', password)
  for (let index = 0; index < 200; index += 1) flooding.publish(door, picture(String(index)))
  await calm.publishAsync(till, picture('calm'))
  await vi.waitFor(() => expect(heardBy(edge).join()).toContain('calm'), every)
  await vi.waitFor(() => expect(site.log.join('\n')).toMatch(/above broker.maxFramesPerSecond are dropped/), every)
  expect(heardBy(edge).length).toBeLessThan(60)
  expect(flooding.connected).toBe(true)
})

test('the gate lets the rate pass and a second of it after a pause', () => {
  const gate = new FrameGate(5)
  const passed = (atMs: number, count: number) =>
    Array.from({ length: count }, () => gate.lets('door', atMs)).filter(Boolean).length
  expect([passed(0, 20), passed(200, 20), passed(400, 20), passed(60_000, 20)]).toEqual([5, 1, 1, 5])
})
