import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FixtureServer } from './test/fixture-server.ts'
import { makeAlert } from './test/fixtures/alerts.ts'

const chromiumPath = '/usr/bin/chromium'
const present = existsSync(chromiumPath)
if (!present) console.warn('skipped the pages’ tests: no Chromium here; apt-get install chromium')

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const phone = { width: 390, height: 844 }
const desk = { width: 1440, height: 900 }
const screenshots = join(import.meta.dirname, 'screenshots')

let dist: string
let browser: Browser
let server: FixtureServer
let base: string
let context: BrowserContext
let faults: string[]

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'larder-pages-'))
  await build({ root: import.meta.dirname, logLevel: 'error', build: { outDir: dist, emptyOutDir: true } })
  if (present) browser = await chromium.launch({ executablePath: chromiumPath, args: quiet })
})
afterAll(async () => {
  await browser?.close()
  rmSync(dist, { recursive: true, force: true })
})
beforeEach(async () => {
  server = new FixtureServer(dist)
  base = await server.start()
  faults = []
})
afterEach(async () => {
  await context?.close()
  await server.stop()
})

interface Visit {
  path: string
  size?: { width: number; height: number }
  locale?: string
  colorScheme?: 'light' | 'dark'
}

async function open({ path, size = desk, locale = 'en-GB', colorScheme = 'light' }: Visit): Promise<Page> {
  context = await browser.newContext({ viewport: size, locale, colorScheme, timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|React/.test(message.text())) faults.push(message.text())
  })
  await page.goto(base + path)
  return page
}

async function openSignedIn(visit: Visit): Promise<Page> {
  const page = await open(visit)
  await page.getByLabel(/Account name|账号/).fill('administrator')
  await page.getByLabel(/Password|密码/).fill('correct horse battery')
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').waitFor()
  return page
}

/** What keeps people out: axe-core's violations of impact serious or critical. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const results = await page.evaluate<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>(
    'axe.run(document)',
  )
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

/** How many sheets of paper a page fills. */
const sheets = async (page: Page): Promise<number> =>
  (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0

const shoot = (page: Page, name: string) => page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true })

describe('the built pages', () => {
  it('bring the report page in under 200 kB compressed before its map', () => {
    const html = readFileSync(join(dist, 'report.html'), 'utf8')
    const first = [...html.matchAll(/(?:src|href)="\/(assets-web\/[^"]+\.(?:js|css))"/g)].map((found) => found[1] ?? '')
    const bytes = first.reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, name))).length, 0)
    expect(first.length).toBeGreaterThan(1)
    expect(bytes).toBeLessThan(200_000)
    expect(html).not.toMatch(/leaflet|basemap/)
  })

  it('lie compressed beside themselves', () => {
    const scripts = readdirSync(join(dist, 'assets-web')).filter((name) => name.endsWith('.js'))
    for (const name of scripts) expect(statSync(join(dist, 'assets-web', `${name}.gz`)).size).toBeGreaterThan(0)
  })
})

describe.runIf(present)('the report page', () => {
  it('opens with the verdict, its confidence and what to do', async () => {
    const page = await open({ path: '/t/good', size: phone })
    await page.getByRole('heading', { name: 'Every measured food temperature was within the limits.' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.getByText('High confidence').isVisible()).toBe(true)
    expect(await page.getByText('Keep it cold and enjoy it.').isVisible()).toBe(true)
    expect(await page.getByRole('img', { name: /About 6.6 days left, between 5.6 and 7.3/ }).isVisible()).toBe(true)
    expect(await page.getByText(/Version 2 · updated .* after late or corrected data/).isVisible()).toBe(true)
    expect(faults).toEqual([])
  })

  it('keeps the order a shopper asks in', async () => {
    const page = await open({ path: '/t/good', size: phone })
    await page.getByRole('heading', { name: 'The way here' }).waitFor()
    const headings = await page.locator('.lot .panel > h3').allTextContents()
    expect(headings).toEqual([
      'What to do now',
      'Life left',
      'The way here',
      'Temperature',
      'Route',
      'The goods',
      'Sorting record',
      'How it was measured',
    ])
  })

  it('draws chart and map without any other server, and says both in words', async () => {
    const page = await open({ path: '/t/good', size: phone })
    await page.getByRole('img', { name: /Temperature from .* 1 gap, door opened 3 times, 1 defrost/ }).waitFor()
    await page.getByText('Show the figures as a table').click()
    expect(await page.locator('.disclosure tbody tr').count()).toBeGreaterThan(20)
    await page.locator('.map path.land').first().waitFor({ state: 'attached' })
    await page.locator('.map').getByText('Back cold store').waitFor()
    await page.locator('.leaflet-control-scale-line').waitFor()
    await shoot(page, 'report-good-phone-en')
    expect(faults).toEqual([])
  })

  it('names whom configured map tiles are by, as plain text', async () => {
    server.tiles = { tileUrl: '/tiles/{z}/{x}/{y}.png', tileAttribution: '© <b>Tile</b> makers' }
    const page = await open({ path: '/t/good', size: phone })
    await page.locator('.leaflet-control-attribution').getByText('© <b>Tile</b> makers', { exact: true }).waitFor()
  })

  it('says in Mandarin and in the dark that food was too warm', async () => {
    const page = await open({ path: '/t/bad', size: phone, locale: 'zh-CN', colorScheme: 'dark' })
    await page.getByRole('heading', { name: '这份食品温度过高的时间太长。' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    expect(await page.getByText('请不要食用。').isVisible()).toBe(true)
    await shoot(page, 'report-bad-phone-zh-dark')
  })

  it('switches language and colours, and remembers both', async () => {
    const page = await open({ path: '/t/good' })
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByRole('button', { name: '切换到深色' }).click()
    await page.reload()
    await page.getByRole('heading', { name: '所有测得的食品温度都在限值之内。' }).waitFor()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  })

  it('sums up an order of several lots, and is honest where data is thin', async () => {
    const page = await open({ path: '/t/order', size: phone })
    await page.getByText('2 products in this order').waitFor()
    await page.getByRole('link', { name: /Plain yoghurt.*Not enough data/ }).click()
    await page.getByRole('heading', { name: 'There are not enough measurements to judge this food.' }).waitFor()
    expect(await page.getByText('No positions were recorded on this way.').isVisible()).toBe(true)
    await shoot(page, 'report-order-phone-en')
  })

  it('folds what verdicts of several lots stand on, on a phone but not on paper', async () => {
    const page = await open({ path: '/t/order', size: phone })
    const row = page.getByRole('link', { name: /Plain yoghurt.*Not enough data/ })
    expect((await row.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    const supplier = page.locator('#lot-YOG-1115-B').getByText('Qingpu Dairy')
    expect(await supplier.isVisible()).toBe(false)
    await page.locator('#lot-YOG-1115-B summary').filter({ hasText: 'The goods' }).click()
    expect(await supplier.isVisible()).toBe(true)
    await page.reload()
    await page.locator('.map path.route').waitFor({ state: 'attached' })
    const folded = await sheets(page)
    await page.evaluate("for (const one of document.querySelectorAll('details.ground')) one.open = true")
    expect(folded).toBe(await sheets(page))
  })

  it('folds nothing of a single lot, nor of an order on a desk', async () => {
    const page = await open({ path: '/t/good', size: phone })
    await page.getByRole('heading', { name: 'How it was measured' }).waitFor()
    await page.goto(`${base}/t/order`)
    await page.setViewportSize(desk)
    await expect.poll(() => page.locator('.lot .panel > h3', { hasText: 'How it was measured' }).count()).toBe(2)
  })

  it('fits a phone without scrolling sideways', async () => {
    const page = await open({ path: '/t/good', size: { width: 320, height: 640 } })
    await page.locator('.leaflet-control-scale-line').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  })

  it('says plainly that a code is unknown', async () => {
    const page = await open({ path: '/t/nobody-made-this', size: phone })
    await page.getByRole('heading', { name: 'We do not know this code' }).waitFor()
    expect(await page.getByText('A missing report says nothing about the food, good or bad.').isVisible()).toBe(true)
  })
})

describe.runIf(present)('what a reader does with a report', () => {
  it('sees what changed since the version seen last', async () => {
    const page = await open({ path: '/t/good', size: phone })
    const panel = page.locator('.changes')
    await panel.getByText('About 6.6 days of life are left; without the new facts it would be 5.8.').waitFor()
    expect(await panel.getByText(/^No longer there: Too warm/).isVisible()).toBe(true)
    expect(await panel.getByText('The supplier was corrected.').isVisible()).toBe(true)
    expect(await panel.getByRole('combobox').textContent()).toMatch(/^Version 1 · /)
    expect(await page.getByRole('link', { name: 'Save as PDF' }).getAttribute('href')).toBe(
      '/api/public/reports/good/report.pdf?language=en',
    )
    expect(faults).toEqual([])
  })

  it('complains with the report as evidence, and nothing of it is lost when the network is', async () => {
    const page = await open({ path: '/t/order', size: phone })
    await page.getByRole('button', { name: 'Something wrong?' }).click()
    await page.getByText('Felt ill after eating').click()
    expect(await page.getByText(/call a doctor or 120/).isVisible()).toBe(true)
    await page.getByText('Spoiled or smells').click()
    await page.getByLabel('Which item?').selectOption('YOG-1115-B')
    await page.getByLabel('What happened?').fill('sour and swollen')
    await page.route('**/complaints', (route) => route.abort())
    await page.getByRole('button', { name: 'Send to the store' }).click()
    await page.getByText(/could not be sent: .* still here/).waitFor()
    await page.unroute('**/complaints')
    expect(await barriers(page)).toEqual([])
    await shoot(page, 'complaint-phone-en')
    await page.getByRole('button', { name: 'Send to the store' }).click()
    await page.getByText('Your reference: K7-2041').waitFor()
    const sent = server.sent.filter(({ path }) => path.endsWith('/complaints'))
    expect(sent).toMatchObject([{ body: { scene: 'spoiled', lot: 'YOG-1115-B', text: 'sour and swollen' } }])
  })

  it('passes it on by a link that ends', async () => {
    const page = await open({ path: '/t/good', size: phone, locale: 'zh-CN' })
    await page.getByRole('button', { name: '分享' }).click()
    await page.getByText('1 天').click()
    await page.getByRole('button', { name: '生成链接' }).click()
    await expect.poll(() => page.getByLabel('报告链接').inputValue()).toBe('https://larder.example/t/shared')
    expect(server.sent).toMatchObject([{ path: '/api/public/reports/good/shares', body: { days: 1 } }])
    expect(await barriers(page)).toEqual([])
    await shoot(page, 'share-phone-zh')
  })

  it('is told when a link has ended', async () => {
    const page = await open({ path: '/t/ended', size: phone })
    await page.getByRole('heading', { name: 'This link has ended' }).waitFor()
  })

  it('checks a copy by its code and by its file', async () => {
    const page = await open({ path: `/v/${'a'.repeat(64)}`, size: phone })
    await page.getByRole('heading', { name: 'Signed by this store and unchanged.' }).waitFor()
    await page.getByText('A newer version exists: 2.', { exact: false }).waitFor()
    await page.setInputFiles('input[type=file]', {
      name: 'r.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF'),
    })
    await page.getByText(/exactly as we made it/).waitFor()
    expect(await barriers(page)).toEqual([])
    await shoot(page, 'verify-phone-en')
    await page.goto(`${base}/v/${'f'.repeat(64)}`)
    await page.getByText(/No version of ours has this code/).waitFor()
    expect(faults).toEqual([])
  })
})

describe.runIf(present)('the console', () => {
  it('refuses a wrong password in words, then lets the right one in', async () => {
    const page = await open({ path: '/alerts' })
    await page.getByLabel('Account name').fill('administrator')
    await page.getByLabel('Password').fill('wrong')
    await shoot(page, 'sign-in-desk-en')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').getByText('Name and password do not match').waitFor()
    await page.getByLabel('Password').fill('correct horse battery')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Alerts' }).waitFor()
  })

  it('shows a new alert by itself, on top, and says it aloud', async () => {
    const page = await openSignedIn({ path: '/alerts' })
    await page.getByText('3 open, 1 critical').first().waitFor()
    const situation = { latestCelsius: -8.1, peakCelsius: -8.1, limitCelsius: -12 }
    server.push(
      'alert',
      makeAlert({ id: 'new-1', asset: 'freezer-1', cause: 'too-warm', severity: 'critical', minutes: 60, situation }),
    )
    await page.getByRole('link', { name: /Freezer 1 · Too warm/ }).waitFor()
    expect(await page.locator('.alert-row').first().textContent()).toContain('−8.1 °C, limit −12.0 °C')
    const said = page.getByTestId('announcement')
    expect(await said.textContent()).toBe('New Critical alert: Too warm, Freezer 1. −8.1 °C, limit −12.0 °C')
    expect(await said.getAttribute('aria-live')).toBe('assertive')
    await shoot(page, 'alerts-desk-en')
    expect(faults).toEqual([])
  })

  it('acknowledges with a reason by keyboard alone', async () => {
    const page = await openSignedIn({ path: '/alerts' })
    await page.getByRole('link', { name: /Fish cabinet 1 · Too warm/ }).focus()
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('heading', { name: 'What are you doing about it?' }).waitFor()
    const reason = drawer.getByLabel('Reason')
    for (let step = 0; step < 30; step++) {
      if (await reason.evaluate((element) => element === document.activeElement)) break
      await page.keyboard.press('Tab')
    }
    await page.keyboard.type('Moved the fish to cabinet 2')
    await shoot(page, 'alert-drawer-desk-en')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await drawer.getByText('Acknowledged by administrator').waitFor()
    expect(server.sent.at(-1)).toMatchObject({
      path: '/api/alerts/xuhui-fish-1-too-warm-1/acknowledge',
      body: { reason: 'Moved the fish to cabinet 2' },
    })
    await drawer.getByText('Moved the fish to cabinet 2').waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    await expect.poll(() => new URL(page.url()).pathname).toBe('/alerts')
  })

  it('says that the connection is lost, and recovers by itself', async () => {
    const page = await openSignedIn({ path: '/alerts' })
    await page.getByText('3 open, 1 critical').first().waitFor()
    server.streaming = false
    server.dropStreams()
    await page.getByText('Connection lost.').waitFor()
    server.streaming = true
    await page.getByText('Connection lost.').waitFor({ state: 'hidden' })
    await expect.poll(() => server.listeners).toBeGreaterThan(0)
  })

  it('draws an asset’s chart and zooms by buttons', async () => {
    const page = await openSignedIn({ path: '/assets' })
    await page.getByRole('link', { name: 'Assets' }).click()
    await page.getByRole('link', { name: 'Fish cabinet 1' }).click()
    await page.getByRole('img', { name: /Temperature from/ }).waitFor()
    await page.locator('.asset-chart canvas').waitFor()
    const reset = page.getByRole('button', { name: 'Show all' })
    expect(await reset.isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await expect.poll(() => reset.isEnabled()).toBe(true)
    await page.getByRole('button', { name: 'Switch to dark colours' }).click()
    expect(await reset.isEnabled()).toBe(true)
    await reset.click()
    await expect.poll(() => reset.isDisabled()).toBe(true)
    await page.getByRole('button', { name: '7 d' }).click()
    await page.getByRole('img', { name: /Temperature from/ }).waitFor()
    await shoot(page, 'asset-desk-en')
    expect(faults).toEqual([])
  })

  it('says once that a door is open', async () => {
    const page = await openSignedIn({ path: '/assets/xuhui/dairy-1' })
    const state = page.locator('.asset-state')
    await state.getByText('Humidity').waitFor()
    expect(await state.getByText('Door open').count()).toBe(1)
  })

  it.each([
    ['map', 'Map of trucks and sites'],
    ['devices', 'Filter devices'],
    ['goods', 'Search lots and orders'],
    ['system', 'Add account'],
  ])('has a page for %s', async (name, landmark) => {
    const page = await openSignedIn({ path: `/${name}`, colorScheme: 'dark' })
    await page.getByText(landmark).or(page.getByLabel(landmark)).first().waitFor()
    if (name === 'map') await page.locator('.map').getByText('Truck 1').waitFor()
    await shoot(page, `${name}-desk-en-dark`)
    expect(faults).toEqual([])
  })

  it('draws where a truck has lately been, and draws on as it moves', async () => {
    const page = await openSignedIn({ path: '/map' })
    const newest = page.locator('.map path.trail.new').last()
    await newest.waitFor({ state: 'attached' })
    await page.locator('.map path.trail.old').first().waitFor({ state: 'attached' })
    const before = await newest.getAttribute('d')
    const at = { site: 'xuhui', asset: 'truck-1', probe: 'gps', sequence: 10, latitude: 31.098, longitude: 121.529 }
    server.push('positions', [{ ...at, observedAtMs: Date.now() + 30_000, receivedAtMs: Date.now() + 30_000 }])
    await expect.poll(() => newest.getAttribute('d')).not.toBe(before)
    await shoot(page, 'map-trails-desk-en')
    expect(faults).toEqual([])
  })

  it('names whom the tiles of its map are by', async () => {
    server.tiles = { tileUrl: '/tiles/{z}/{x}/{y}.png', tileAttribution: '© Tile makers' }
    const page = await openSignedIn({ path: '/map' })
    await page.locator('.leaflet-control-attribution').getByText('© Tile makers', { exact: true }).waitFor()
  })

  it('shows every page in Mandarin on a phone without scrolling sideways', async () => {
    const page = await openSignedIn({ path: '/alerts', size: phone, locale: 'zh-CN' })
    for (const name of ['告警', '设施', '地图', '设备', '商品', '系统']) {
      const link = page.getByRole('link', { name, exact: false }).first()
      if (!(await link.isVisible())) await page.getByRole('button', { name: '更多' }).click()
      await link.click()
      await page.getByRole('heading', { level: 1, name }).waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(phone.width)
      await shoot(page, `${name}-phone-zh`)
    }
  })

  it('names line and field of what an import refuses', async () => {
    const page = await openSignedIn({ path: '/goods' })
    await page.getByRole('button', { name: 'Import' }).click()
    const drawer = page.getByRole('dialog')
    await drawer
      .getByLabel('CSV file')
      .setInputFiles({ name: 'lots.csv', mimeType: 'text/csv', buffer: Buffer.from('id\nx') })
    await drawer.getByRole('button', { name: 'Import file' }).click()
    await drawer.getByText('Nothing was imported: 1 fault.').waitFor()
    expect(await drawer.locator('tbody tr').textContent()).toContain('packedAt')
  })

  it('makes a customer link with its code', async () => {
    const page = await openSignedIn({ path: '/goods' })
    await page.getByRole('button', { name: 'Customer link' }).first().click()
    await page.getByRole('img', { name: 'QR code of the customer link' }).waitFor()
    expect(await page.getByLabel('Customer link', { exact: true }).inputValue()).toBe('https://larder.example/t/good')
  })

  it('asks to sign in again once the server has forgotten the session', async () => {
    const page = await openSignedIn({ path: '/alerts' })
    await page.getByText('3 open, 1 critical').first().waitFor()
    await context.request.delete(`${base}/api/session`)
    await page.getByRole('link', { name: 'Devices' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
  })

  it('says that there is no such page', async () => {
    const page = await openSignedIn({ path: '/nowhere' })
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  })
})

describe.runIf(present).each(['light', 'dark'] as const)('axe-core finds no barrier in %s colours', (colorScheme) => {
  it.each(['good', 'bad', 'order'])('on the report %s', async (token) => {
    const page = await open({ path: `/t/${token}`, size: phone, colorScheme })
    await page.locator('.chart svg').first().waitFor()
    if (token !== 'bad') await page.locator('.map path.route').first().waitFor({ state: 'attached' })
    expect(await barriers(page)).toEqual([])
  })

  it('on any page of the console', async () => {
    const page = await openSignedIn({ path: '/alerts', colorScheme })
    await page.locator('.alert-row').first().waitFor()
    expect(await barriers(page), 'alerts').toEqual([])
    await page.locator('.alert-row a').first().click()
    await page.getByRole('dialog').waitFor()
    await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished))')
    expect(await barriers(page), 'drawer').toEqual([])
    await page.keyboard.press('Escape')
    for (const name of ['assets', 'map', 'devices', 'goods', 'system']) {
      await page.locator(`.nav-group > a[href="/${name}"]`).click()
      await page.locator('.page h1').waitFor()
      if (name === 'map') await page.locator('.place').first().waitFor()
      else await page.locator('.card, table tbody tr, .edge').first().waitFor()
      expect(await barriers(page), name).toEqual([])
    }
    await page.goto(`${base}/assets/xuhui/fish-1`)
    await page.locator('.asset-chart canvas').waitFor()
    expect(await barriers(page), 'asset').toEqual([])
  })
})

describe.runIf(present)('letters twice as large', () => {
  it.each(['/t/good', '/alerts', '/assets', '/devices', '/system'])('cut nothing off on %s', async (path) => {
    // 200 % of a desk's window is half its width (WCAG 2.2, 1.4.4 and 1.4.10).
    const size = { width: 640, height: 450 }
    const page = path.startsWith('/t/') ? await open({ path, size }) : await openSignedIn({ path, size })
    await page.locator('.panel, .alert-row, .card').first().waitFor()
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width)
    await shoot(page, `large${path.replaceAll('/', '-')}`)
  })
})
