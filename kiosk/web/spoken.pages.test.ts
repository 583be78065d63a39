import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Product } from '@larder/contracts/product'
import type { StoreRecord } from '@larder/contracts/shop'
import type { Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { smallCopy } from '../src/cloud-link/fake-cloud.fixture.ts'
import { type KioskUnderTest, kioskUnderTest } from '../src/kiosk.fixture.ts'
import { createKioskMind } from '../src/minds/create-kiosk-mind.ts'
import { chromiumPath, chromiumPresent, portrait, quiet } from './test/kiosk-pages.ts'
import { plan } from './test/store-plan.ts'

const models = fileURLToPath(new URL('../../../shared/models', import.meta.url))
const recordings = join(models, 'recordings')
const present = chromiumPresent && existsSync(recordings)
if (!existsSync(recordings)) console.warn('skipped: no recordings to speak into the kiosk’s page beside the project')

const salmon: Product = {
  id: 'salmon-portion',
  nameZh: '三文鱼',
  nameEn: 'Salmon',
  profile: 'fresh-fish',
  unit: 'kg',
}
const everyDay = { opens: '07:30', closes: '22:00' }
const said = { zh: '按门店公布的规定办理', en: 'As posted in the store' }
const store: StoreRecord = {
  site: 'shop-1',
  hours: Array.from({ length: 7 }, () => everyDay),
  plan,
  membership: said,
  policy: { refund: said, delivery: said, freshness: said },
}

let kiosk: KioskUnderTest
let pages: string
const usualModels = process.env.LARDER_MODELS

beforeAll(async () => {
  if (!present) return
  process.env.LARDER_MODELS = models
  pages = mkdtempSync(join(tmpdir(), 'larder-kiosk-'))
  await build({ root: import.meta.dirname, logLevel: 'error', build: { outDir: pages, emptyOutDir: true } })
  kiosk = await kioskUnderTest({}, { createMind: async (learnt) => createKioskMind(learnt), pages })
  const shelf = [{ store: 'shop-1', product: salmon.id, priceFen: 13_800, stock: 7, shelf: 'A1' }]
  kiosk.cloud.copy = smallCopy({ store, products: [salmon], shelf })
  await kiosk.restart()
  // Without a mind of the cloud's the kiosk learns its own.
  await vi.waitFor(async () => expect(await understood()).toEqual(['en', 'zh']), { timeout: 60_000, interval: 500 })
})
afterAll(async () => {
  if (usualModels === undefined) delete process.env.LARDER_MODELS
  else process.env.LARDER_MODELS = usualModels
  if (!present) return
  await kiosk.stop()
  rmSync(pages, { recursive: true, force: true })
})

async function understood(): Promise<string[]> {
  const { understands } = (await (await fetch(`${kiosk.url}/health`)).json()) as { understands: string[] }
  return understands.sort()
}

/** A browser whose microphone hears this recording once, at the page after its first touch. */
async function speak(recording: string, english: boolean, then: (page: Page) => Promise<void>): Promise<void> {
  const heard = `--use-file-for-fake-audio-capture=${join(recordings, recording)}%noloop`
  const browser = await chromium.launch({ executablePath: chromiumPath, args: [...quiet, heard] })
  try {
    const context = await browser.newContext({ viewport: portrait, permissions: ['microphone'] })
    const page = await context.newPage()
    await page.goto(kiosk.url)
    await page.locator('.start:enabled').waitFor()
    if (english) await page.getByRole('button', { name: 'English' }).click()
    await page.locator('.start').click()
    await then(page)
  } finally {
    await browser.close()
  }
}

describe.runIf(present)('a recording spoken into the real page', () => {
  it('is answered in Chinese with the place and the way to it', async () => {
    await speak('zh_must_01.wav', false, async (page) => {
      await page.locator('.line.shopper', { hasText: '三文鱼在哪里' }).waitFor()
      await page.locator('.line.assistant', { hasText: 'A1' }).waitFor()
      await page.getByRole('img', { name: /走到水产冷柜 A1的路线/ }).waitFor()
      await page.locator('.sentence.now').waitFor()
    })
  })

  it('is answered in English', async () => {
    await speak('en_must_01.wav', true, async (page) => {
      await page.locator('.line.shopper', { hasText: 'where is the salmon' }).waitFor()
      await page.locator('.line.assistant', { hasText: 'A1' }).waitFor()
    })
  })

  it('calls a person for whoever wants one', async () => {
    await speak('zh_must_05.wav', false, async (page) => {
      await page.locator('.hand-off').waitFor()
      expect(await page.locator('.line.shopper').last().innerText()).toContain('转人工')
    })
  })
})
