import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { FakeScreenServer } from './fake-screen-server.ts'

export const chromiumPath = '/usr/bin/chromium'
export const chromiumPresent = existsSync(chromiumPath)
if (!chromiumPresent) console.warn('skipped the kiosk page’s tests: no Chromium here; apt-get install chromium')

export const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
]
export const portrait = { width: 1080, height: 1920 }
export const landscape = { width: 1920, height: 1080 }
export const phone = { width: 390, height: 844 }

export interface Visit {
  size?: { width: number; height: number }
  /** Whether the browser gives its microphone. */
  microphone?: boolean
}

/** The kiosk's page, built once for a file of tests, before a scripted server and in a real browser. */
export class KioskPages {
  #dist = ''
  #browser: Browser | undefined
  #context: BrowserContext | undefined
  #base = ''
  server = new FakeScreenServer('')
  /** What the page threw, or its content security policy refused. */
  faults: string[] = []

  async start(): Promise<void> {
    this.#dist = mkdtempSync(join(tmpdir(), 'larder-kiosk-'))
    const root = join(import.meta.dirname, '..')
    await build({ root, logLevel: 'error', build: { outDir: this.#dist, emptyOutDir: true } })
    this.#browser = await chromium.launch({ executablePath: chromiumPath, args: quiet })
  }

  async stop(): Promise<void> {
    await this.#browser?.close()
    if (this.#dist !== '') rmSync(this.#dist, { recursive: true, force: true })
  }

  async begin(): Promise<void> {
    this.server = new FakeScreenServer(this.#dist)
    this.#base = await this.server.start()
    this.faults = []
  }

  async end(): Promise<void> {
    await this.#context?.close()
    await this.server.stop()
  }

  async open({ size = portrait, microphone = true }: Visit = {}): Promise<Page> {
    if (this.#browser === undefined) throw new Error('there is no browser yet')
    this.#context = await this.#browser.newContext({
      viewport: size,
      permissions: microphone ? ['microphone'] : [],
      reducedMotion: 'reduce',
    })
    const page = await this.#context.newPage()
    page.on('pageerror', (error) => this.faults.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|React/.test(message.text()))
        this.faults.push(message.text())
    })
    await page.goto(this.#base)
    await page.locator('.start:enabled').waitFor()
    return page
  }
}

export function useKioskPages(): KioskPages {
  const pages = new KioskPages()
  beforeAll(async () => {
    if (chromiumPresent) await pages.start()
  })
  afterAll(() => pages.stop())
  beforeEach(() => pages.begin())
  afterEach(() => pages.end())
  return pages
}

/** axe-core's violations, whatever their impact. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished))')
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document)')
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

/** How far the page is wider than its window; nothing is hidden to the side of a page that says 0. */
export const excessWidth = (page: Page): Promise<number> =>
  page.evaluate('Math.max(0, document.documentElement.scrollWidth - innerWidth)')

/** Buttons and fields smaller than the 44 px a finger needs. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, input')]
      .filter((one) => one.checkVisibility())
      .filter((one) => {
        const { width, height } = one.getBoundingClientRect()
        return Math.min(width, height) < 43.5
      })
      .map((one) => one.outerHTML.slice(0, 120)),
  )
