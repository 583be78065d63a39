import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { topicOf } from '@larder/contracts/topics'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addDevices } from './accounts.ts'
import { closed, heardBy, TestSite } from './test-site.ts'

const address = { site: 'shop-1', asset: 'cabinet-1', probe: 'air' }
const topic = topicOf('reading', address)
const every = { timeout: 20_000, interval: 20 }

/** A disk of so many megabytes at the path; false where this account may not mount. */
function mount(path: string, options: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

let site: TestSite
let disk: string
let mounted = false
beforeEach(async () => {
  site = new TestSite()
  disk = join(site.dataDirectory, 'broker')
  mkdirSync(disk)
  mounted = mount(disk, 'size=2m')
  await addDevices(site.dataDirectory, [{ device: 'probe-1', grants: [address], password: 'probe-1-password' }])
})
afterEach(async () => {
  await site.stop()
  if (mounted) execFileSync('umount', [disk])
  await site.remove()
})

test('on a full disk nothing is acknowledged, and with room again everything acknowledged is delivered', async (context) => {
  if (!mounted) {
    console.warn('skipping the full disk: only root may mount a small one')
    return context.skip()
  }
  await site.start()
  const options = { clientId: 'edge-1', clean: false }
  const edge = await site.connect('edge', undefined, options)
  await edge.subscribeAsync('larder/v1/reading/#', { qos: 1 })
  await edge.endAsync()
  const acknowledged: string[] = []
  const publish = async (name: string) => {
    const probe = await site.connect('probe-1')
    const gone = closed(probe)
    for (let index = 0; index < 500; index += 1) {
      const payload = `${name}-${index} ${'x'.repeat(20_000)}`
      probe.publish(topic, payload, { qos: 1 }, (error) => error || acknowledged.push(payload))
    }
    return { probe, gone }
  }
  await (await publish('before')).gone
  expect(acknowledged.length).toBeGreaterThan(0)
  expect(acknowledged.length).toBeLessThan(500)
  expect(site.log.join('\n')).toMatch(/messages are refused, the journal cannot be written: .*full; free disk space/)

  const { gone } = await publish('still-full')
  const before = acknowledged.length
  await gone
  expect(acknowledged.length).toBeLessThan(before + 100)

  execFileSync('mount', ['-o', 'remount,size=64m', disk])
  const wanted = acknowledged.length + 500
  await publish('afterwards')
  await vi.waitFor(() => expect(acknowledged).toHaveLength(wanted), every)
  const back = await site.connect('edge', undefined, options)
  await vi.waitFor(() => {
    const heard = new Set(heardBy(back))
    expect(acknowledged.filter((payload) => !heard.has(`${topic} ${payload}`))).toEqual([])
  }, every)
})
