import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Model } from '@larder/assistant/classifier/model'
import type { Language } from '@larder/contracts/language'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { CloudLink } from '../cloud-link/cloud-link.ts'
import { FakeCloud, smallCopy } from '../cloud-link/fake-cloud.fixture.ts'
import { MindKeeper } from './mind-keeper.ts'
import { standInMind } from './stand-in-mind.fixture.ts'

const product = { id: 'durian', nameZh: '榴莲', nameEn: 'Durian', profile: 'chilled', unit: 'kg' } as const

test('what is understood is learned here once, again when a product is new, and mended when its file is damaged', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-minds-'))
  const cloud = new FakeCloud()
  await cloud.start()
  const made: Partial<Record<Language, Model>>[] = []
  const log: string[] = []
  const keeper = () =>
    new MindKeeper({
      folder,
      languages: ['en'],
      cloud: new CloudLink({ url: cloud.url, token: 'token', clock: systemClock }),
      clock: systemClock,
      create: async (models) => {
        made.push(models)
        return standInMind
      },
      log: (line) => log.push(line),
    })
  const first = keeper()
  const second = keeper()
  onTestFinished(async () => {
    await Promise.all([first.stop(), second.stop(), cloud.stop()])
    rmSync(folder, { recursive: true })
  })
  await first.mind()
  expect(made[0]).toEqual({})
  first.follow(smallCopy())
  const labels = async () => {
    await first.mind()
    return made.at(-1)?.en?.labels ?? []
  }
  await expect.poll(labels, { timeout: 150_000 }).toContain('product-where')
  expect([first.languages(), log]).toEqual([['en'], ['learning to understand en']])
  const [before] = readdirSync(folder)
  // Started again with the same copy, nothing is learned; with another product it is. Prices change nothing.
  second.follow(smallCopy())
  second.follow(smallCopy({ products: [product] }))
  await expect.poll(() => readdirSync(folder).join(), { timeout: 150_000 }).not.toContain(before)
  await expect.poll(() => readdirSync(folder).filter((name) => name.endsWith('.model')).length).toBe(1)
  expect(log.filter((line) => line.startsWith('learning'))).toHaveLength(2)
  writeFileSync(join(folder, readdirSync(folder)[0] as string), 'damaged')
  await second.mind()
  expect(made.at(-1)).toEqual({})
  expect(log.at(-1)).toMatch(/cannot be used/)
}, 320_000)
