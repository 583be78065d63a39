import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { FixtureServer } from './fixture-server.ts'

const chromiumPath = '/usr/bin/chromium'
export const chromiumPresent = existsSync(chromiumPath)
if (!chromiumPresent) console.warn('skipped the pages’ tests: no Chromium here; apt-get install chromium')

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
export const desk = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }
export const narrowPhone = { width: 360, height: 740 }
/** Where to leave pictures of the pages; nowhere unless asked. */
const pictures = process.env.LARDER_PICTURES

export interface Visit {
  path: string
  size?: { width: number; height: number }
  locale?: string
  colorScheme?: 'light' | 'dark'
}

/** The pages built once for a file of tests, before an API of fixtures and in a real browser. */
export class BuiltPages {
  #dist = ''
  #browser: Browser | undefined
  #context: BrowserContext | undefined
  #base = ''
  server = new FixtureServer('')
  /** What the pages threw, or their content security policy refused. */
  faults: string[] = []

  /** `test` builds React as developers run it, which reports its own misuse; `production` is what is delivered. */
  async start(as: 'test' | 'production' = 'test'): Promise<void> {
    this.#dist = mkdtempSync(join(tmpdir(), 'larder-pages-'))
    const root = join(import.meta.dirname, '..')
    const { NODE_ENV } = process.env
    process.env.NODE_ENV = as
    await build({ root, logLevel: 'error', build: { outDir: this.#dist, emptyOutDir: true } })
    process.env.NODE_ENV = NODE_ENV
    this.#browser = await chromium.launch({ executablePath: chromiumPath, args: quiet })
  }

  async stop(): Promise<void> {
    await this.#browser?.close()
    if (this.#dist !== '') rmSync(this.#dist, { recursive: true, force: true })
  }

  async begin(): Promise<void> {
    this.server = new FixtureServer(this.#dist)
    this.#base = await this.server.start()
    this.faults = []
  }

  async end(): Promise<void> {
    await this.#context?.close()
    await this.server.stop()
  }

  async open({ path, size = desk, locale = 'en-GB', colorScheme = 'light' }: Visit): Promise<Page> {
    if (this.#browser === undefined) throw new Error('there is no browser yet')
    await this.#context?.close()
    this.#context = await this.#browser.newContext({ viewport: size, locale, colorScheme, timezoneId: 'Asia/Shanghai' })
    const page = await this.#context.newPage()
    page.on('pageerror', (error) => this.faults.push(error.message))
    page.on('console', (message) => {
      const known = message.type() === 'error' && /Content Security Policy|React/.test(message.text())
      if (known) this.faults.push(message.text())
    })
    await page.goto(this.#base + path)
    return page
  }

  async openSignedIn(visit: Visit): Promise<Page> {
    const page = await this.open(visit)
    await page.getByLabel(/Account name|账号/).fill('administrator')
    await page.getByLabel(/Password|密码/).fill('correct horse battery')
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').first().waitFor()
    return page
  }

  async goto(page: Page, path: string): Promise<void> {
    await page.goto(this.#base + path)
  }
}

/** The built pages of a file of tests, started and stopped around it. */
export function useBuiltPages(as: 'test' | 'production' = 'test'): BuiltPages {
  const pages = new BuiltPages()
  beforeAll(async () => {
    if (chromiumPresent) await pages.start(as)
  })
  afterAll(() => pages.stop())
  beforeEach(() => pages.begin())
  afterEach(() => pages.end())
  return pages
}

/** What keeps people out: axe-core's violations of impact serious or critical. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished))')
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document)')
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

/** How far the page is wider than its window; nothing is hidden to the side of a page that says 0. */
export const excessWidth = (page: Page): Promise<number> =>
  page.evaluate('Math.max(0, document.documentElement.scrollWidth - innerWidth)')

/** Buttons, fields and lone links lower than the 44 px a thumb needs. */
export const lowTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, select, input, textarea, summary, .row-link, .nav a')]
      .filter((one) => one.checkVisibility() && one.closest('.leaflet-container, .unseen') === null)
      .filter((one) => (one.closest('label') ?? one).getBoundingClientRect().height < 43.5)
      .map((one) => one.outerHTML.slice(0, 120)),
  )

export async function shoot(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}
