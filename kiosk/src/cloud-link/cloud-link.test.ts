import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { ManualClock } from '../clock.fixture.ts'
import { CloudAway, CloudLink, CloudRefused } from './cloud-link.ts'
import { FakeCloud } from './fake-cloud.fixture.ts'

async function linked() {
  const cloud = new FakeCloud()
  await cloud.start()
  onTestFinished(() => cloud.stop())
  const clock = new ManualClock()
  const changes: boolean[] = []
  const link = new CloudLink({ url: cloud.url, token: 'secret', clock, onChange: (away) => changes.push(away) })
  return { cloud, clock, link, changes }
}

test('a cloud that fails is left alone for a while, longer each time, and asked again after it', async () => {
  const { cloud, clock, link, changes } = await linked()
  cloud.faults = ['error', 'error']
  await expect(link.ask('/api/kiosk/orders/open')).rejects.toThrow(CloudAway)
  await expect(link.ask('/api/kiosk/orders/open')).rejects.toThrow(CloudAway)
  expect(cloud.asked).toHaveLength(1)
  clock.pass(2000)
  await expect(link.ask('/api/kiosk/orders/open')).rejects.toThrow(CloudAway)
  clock.pass(2000)
  await expect(link.ask('/api/kiosk/orders/open')).rejects.toThrow(CloudAway)
  expect(cloud.asked).toHaveLength(2)
  clock.pass(2000)
  expect((await link.ask('/api/kiosk/orders/open')).status).toBe(200)
  expect(changes).toEqual([true, false])
})

test('a round that looks whether the cloud is back opens the way for all', async () => {
  const { cloud, link } = await linked()
  cloud.faults = ['break']
  await expect(link.ask('/api/kiosk/orders/open')).rejects.toThrow(CloudAway)
  expect(link.away).toBe(true)
  expect((await link.ask('/api/kiosk/orders/open', { probe: true })).status).toBe(200)
  expect((await link.ask('/api/kiosk/orders/open')).status).toBe(200)
  expect(link.away).toBe(false)
})

test('a refusal is the cloud being there, and the token goes with each question', async () => {
  const { cloud, link } = await linked()
  cloud.openOrder = () => ({ status: 429, body: { error: { code: 'too-many', message: 'wait 5 s' } } })
  const refused = await link.ask('/api/kiosk/orders/open').catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(CloudRefused)
  expect(refused).toMatchObject({ status: 429, message: 'wait 5 s' })
  expect(link.away).toBe(false)
  expect(cloud.asked[0]?.headers.authorization).toBe('Bearer secret')
})

test('an answer that is none of ours counts as none', async () => {
  const { link } = await linked()
  await expect(link.json('/api/kiosk/orders/open', z.object({ other: z.string() }))).rejects.toThrow(/not understood/)
})
