import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Alert } from '@larder/contracts/alert'
import { connectAsync } from 'mqtt'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSite, runLarder, signIn, startSite, temporaryData, until } from './site.fixture.ts'

const chromiumPath = '/usr/bin/chromium'
const present = existsSync(chromiumPath)
if (!present) console.warn('skipped the pages on a running site: no Chromium here; apt-get install chromium')

const address = { site: 'shanghai-01', asset: 'counter-9', probe: 'air' }
const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

describe.runIf(present)('the pages on a running site', () => {
  const { dataDirectory, remove } = temporaryData()
  let site: RunningSite
  let browser: Browser
  let context: BrowserContext
  let faults: string[] = []

  beforeAll(async () => {
    site = await startSite(dataDirectory, ['--history', '2d'])
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] })
  }, 240_000)
  afterEach(async () => {
    await context?.close()
    expect(faults).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    if (site?.process.exitCode === null) await site.stop()
    remove()
  }, 60_000)

  /** A page far from the shop, with everything that must not happen collected in `faults`. */
  async function open(path: string, options: { locale: string; viewport: typeof desk }): Promise<Page> {
    const { origin } = new URL(site.addresses.console as string)
    faults = []
    context = await browser.newContext({ ...options, timezoneId: 'America/New_York' })
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      // The one answer that Chromium logs by itself: nobody is signed in yet.
      const signedOut = message.location().url === `${origin}/api/session`
      if (message.type() === 'error' && !signedOut) faults.push(message.text())
    })
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (/^https?:/.test(url.protocol) && url.origin !== origin) faults.push(`request to ${url.origin}`)
    })
    await page.goto(origin + path)
    return page
  }

  async function openSignedIn(path: string): Promise<Page> {
    const accounts = JSON.parse(readFileSync(join(dataDirectory, 'first-accounts.json'), 'utf8'))
    const page = await open(path, { locale: 'en-GB', viewport: desk })
    await page.getByLabel('Account name').fill('staff')
    await page.getByLabel('Password').fill(accounts.console.staff)
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').waitFor()
    return page
  }

  async function publish(password: string, sample: object): Promise<void> {
    const client = await connectAsync(site.addresses.mqtt as string, {
      username: 'probe-9',
      password,
      clientId: 'probe-9',
    })
    const payload = JSON.stringify({ sequence: 1, observedAt: new Date().toISOString(), ...sample })
    await client.publishAsync(`larder/v1/reading/${address.site}/${address.asset}/${address.probe}`, payload, {
      qos: 1,
    })
    await client.endAsync()
  }

  test('a faulty probe is a row by itself, and is acknowledged with a reason by keyboard alone', async () => {
    const words = ['--site', address.site, '--asset', address.asset, '--probe', address.probe, '--name', 'Counter nine']
    const added = await runLarder(dataDirectory, 'device', 'add', 'probe-9', ...words, '--profile', 'fresh-fish')
    expect(added.code, added.error).toBe(0)
    const password = /password\s*:?\s+(\S+)/i.exec(added.out)?.[1] as string
    const page = await openSignedIn('/alerts')
    await page.getByRole('heading', { level: 1, name: 'Alerts' }).waitFor()
    await publish(password, { sensorFault: 'open-circuit' })

    const row = page.getByRole('link', { name: /(Counter nine|counter-9) · Probe fault/ })
    await row.waitFor()
    await tabTo(page, row)
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('heading', { name: 'What are you doing about it?' }).waitFor()
    await tabTo(page, drawer.getByLabel('Reason'))
    await page.keyboard.type('Cable checked, probe replaced')
    await tabTo(page, drawer.locator('button[type=submit]'))
    await page.keyboard.press('Enter')
    await drawer.getByText('Acknowledged by staff').waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    await page.locator('.alert-row').getByText('Acknowledged by staff').waitFor()
    expect(await row.evaluate((element) => element.matches(':focus'))).toBe(true)

    const staff = await signIn(site, 'staff')
    const open = await staff.get<Alert[]>('/api/alerts?state=open&limit=50')
    const acknowledged = open.find(({ situation }) => situation.asset === address.asset)
    expect(acknowledged?.history.some(({ note }) => note === 'Cable checked, probe replaced')).toBe(true)
  })

  test("a cabinet's page draws its measured day, told by the shop's clocks", async () => {
    const page = await openSignedIn('/assets')
    await page.getByRole('link', { name: 'Fish counter' }).click()
    await page.getByRole('img', { name: /^Temperature from .*: lowest −?[\d.]+ °C, highest/ }).waitFor()
    await page.locator('.asset-chart canvas').waitFor()
    await page.getByText('Show the figures as a table').click()
    expect(await page.locator('.disclosure tbody tr').count()).toBeGreaterThan(20)
    await page.locator('.side-zone:visible', { hasText: 'Times: China Standard Time (GMT+8)' }).waitFor()
  })

  test.each([
    ['map', /Map of trucks and sites/],
    ['devices', /Filter devices/],
    ['goods', /Search lots and orders/],
    ['system', /Messages kept aside/],
  ])('the page %s opens with what the site has', async (name, landmark) => {
    const page = await openSignedIn(`/${name}`)
    await page.getByText(landmark).or(page.getByLabel(landmark)).first().waitFor()
    if (name === 'map') await page.locator('.map').getByText('Truck 1').first().waitFor()
    if (name !== 'map') await until(async () => (await page.getByRole('row').count()) > 2 || name === 'system')
  })

  test.each([
    {
      locale: 'en-GB',
      headings: ['What to do now', 'Life left', 'The way here', 'Temperature', 'Route', 'How it was measured'],
      verdict: /Within limits|Outside limits|Not enough data/,
      zone: /China Standard Time \(GMT\+8\)/,
    },
    {
      locale: 'zh-CN',
      headings: ['现在怎么做', '剩余保鲜期', '一路走来', '温度', '路线', '如何测量'],
      verdict: /限值之内|超出限值|数据不足/,
      zone: /中国标准时间 \(GMT\+8\)/,
    },
  ])('a customer reads the whole report in $locale', async ({ locale, headings, verdict, zone }) => {
    const page = await open(new URL(site.addresses.sampleReport as string).pathname, { locale, viewport: phone })
    const lot = page.locator('.lot').first()
    await lot.locator('.verdict-mark').getByText(verdict).waitFor()
    const shown = await lot.locator('.panel h3').allTextContents()
    expect(shown).toEqual(expect.arrayContaining(headings))
    expect(await lot.locator('.journey > li').count()).toBeGreaterThan(3)
    await lot.locator('.chart svg path.chart-line').first().waitFor({ state: 'attached' })
    await lot.locator('.map path.route').waitFor({ state: 'attached' })
    await lot.locator('.map path.land').first().waitFor({ state: 'attached' })
    expect(await lot.locator('.probes > li').count()).toBeGreaterThan(0)
    await lot.getByText(zone).first().waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width)
  })
})

/** Presses Tab until the element has focus, as a person without a mouse would. */
async function tabTo(page: Page, element: ReturnType<Page['locator']>): Promise<void> {
  for (let step = 0; step < 60; step++) {
    if (await element.evaluate((one) => one.matches(':focus'))) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab never reached the element')
}
