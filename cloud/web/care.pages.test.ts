import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CompensationPolicy } from '@larder/contracts/compensation'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FixtureServer } from './test/fixture-server.ts'
import { tickets } from './test/fixtures/care.ts'

const chromiumPath = '/usr/bin/chromium'
const present = existsSync(chromiumPath)
if (!present) console.warn('skipped the care page’s tests: no Chromium here; apt-get install chromium')

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }
/** Where to leave pictures of the page; nowhere unless asked. */
const pictures = process.env.LARDER_PICTURES

let dist: string
let browser: Browser
let server: FixtureServer
let base: string
let context: BrowserContext
let faults: string[]

beforeAll(async () => {
  if (!present) return
  dist = mkdtempSync(join(tmpdir(), 'larder-care-'))
  await build({ root: import.meta.dirname, logLevel: 'error', build: { outDir: dist, emptyOutDir: true } })
  browser = await chromium.launch({ executablePath: chromiumPath, args: quiet })
})
afterAll(async () => {
  await browser?.close()
  if (dist !== undefined) rmSync(dist, { recursive: true, force: true })
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

async function open(path: string, { size = desk, locale = 'en-GB' } = {}): Promise<Page> {
  context = await browser.newContext({ viewport: size, locale, timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|React/.test(message.text())) faults.push(message.text())
  })
  await page.goto(base + path)
  await page.getByLabel(/Account name|账号/).fill('administrator')
  await page.getByLabel(/Password|密码/).fill('correct horse battery')
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').waitFor()
  return page
}

async function keepsOut(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const found = await (window as unknown as { axe: typeof axe }).axe.run()
    return found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}

describe.skipIf(!present)('the care page', () => {
  it('lists tickets by what is due next and keeps up with the stream', async () => {
    const page = await open('/care')
    const rows = page.locator('.ticket-list li')
    await expect.poll(() => rows.count()).toBe(4)
    expect(await rows.allTextContents()).toEqual([
      expect.stringMatching(/Felt ill after eating.*First answer late by\d+ min/),
      expect.stringMatching(/Something is missing/),
      expect.stringMatching(/Thawed or warm on arrival.*Reported 2 times.*To resolve in/),
      expect.stringMatching(/Invoice.*Waiting for the customer.*Clock stands/),
    ])
    const [first] = tickets
    if (first === undefined) throw new Error('there is a first ticket')
    const history = [
      ...first.history,
      { action: 'assigned', by: 'manager', atMs: Date.now(), note: 'manager' } as const,
    ]
    server.push('ticket', { ...first, assignedTo: 'manager', history })
    await rows.first().getByText('manager').waitFor()
    expect(faults).toEqual([])
  })

  it('shows what the report said then, and fetches the contact only when asked', async () => {
    const page = await open('/care/tickets/3DTB8R5HJ0')
    const drawer = page.getByRole('dialog')
    await drawer.getByText('Truck 1: peak 9.3 °C, limit 4.0 °C').waitFor()
    expect(await drawer.getByText('138 0000 1234').count()).toBe(0)
    await drawer.getByRole('button', { name: 'Show contact' }).click()
    await drawer.getByText('138 0000 1234').waitFor()
    await drawer.getByRole('button', { name: 'Answered', exact: true }).click()
    await drawer.getByLabel('What the customer was told').fill('The refund is paid.')
    await drawer.getByRole('button', { name: 'Write down' }).click()
    await expect
      .poll(() => server.sent.at(-1))
      .toEqual({
        method: 'POST',
        path: '/api/tickets/3DTB8R5HJ0/notes',
        body: { text: 'The refund is paid.', told: true },
      })
    await drawer.getByRole('button', { name: 'Compensate' }).click()
    expect(await drawer.getByRole('combobox', { name: 'Cause' }).inputValue()).toBe('excursion')
    await drawer.getByLabel('Paid for these goods (¥)').fill('59.80')
    await drawer.getByRole('button', { name: 'Propose' }).click()
    await expect
      .poll(() => server.sent.at(-1)?.body)
      .toMatchObject({
        cause: 'excursion',
        lot: 'SAL-1118-A',
        paidFen: 5980,
        evidence: [{ kind: 'ticket', id: '3DTB8R5HJ0' }],
      })
    expect(await keepsOut(page)).toEqual([])
    expect(faults).toEqual([])
  })

  it('tries a draft on what is on file before it is put in force, and refuses what is no figure', async () => {
    const page = await open('/care/compensation')
    const amount = page.getByLabel('Tier 1: Amount ¥')
    await amount.fill('five')
    await page.getByRole('button', { name: 'Dry run' }).click()
    await page.getByText('write an amount such as 5 or 12.50').waitFor()
    expect(server.sent.filter(({ path }) => path.includes('policy'))).toEqual([])
    await amount.fill('6')
    await page.getByRole('button', { name: 'Dry run' }).click()
    await page.getByText('What it would have paid').waitFor()
    const sent = server.sent.at(-1)?.body as { days: number; policy: CompensationPolicy }
    expect(sent.days).toBe(30)
    expect(sent.policy.tiers[0]).toMatchObject({ from: 30, amountFen: 600 })
    await page.getByLabel('Why this change').fill('a gift for winter')
    await page.getByRole('button', { name: 'Put in force' }).click()
    await expect.poll(() => server.sent.at(-1)?.body).toMatchObject({ basedOn: 3, why: 'a gift for winter' })
    expect(await keepsOut(page)).toEqual([])
    expect(faults).toEqual([])
  })

  it.each([
    ['desk', 'zh-CN', desk],
    ['desk', 'en-GB', desk],
    ['phone', 'zh-CN', phone],
    ['phone', 'en-GB', phone],
  ])('is never wider than the screen of a %s in %s', async (name, locale, size) => {
    const page = await open('/care', { size, locale })
    const look = async (what: string) => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(size.width)
      if (pictures === undefined) return
      const path = join(pictures, `${what}-${name}-${locale.slice(0, 2)}.png`)
      await page.screenshot({ path, fullPage: !what.includes('drawer') })
    }
    await page.locator('.ticket-list li').first().waitFor()
    await look('tickets')
    await page.locator('.ticket-list li').nth(2).getByRole('link').click()
    await page.getByRole('dialog').locator('.evidence').waitFor()
    await look('ticket-drawer')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^(Compensate|补偿)$/ })
      .click()
    await page.getByRole('dialog').locator('.form-pair').waitFor()
    await look('propose-drawer')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^(Compensation|补偿)$/ }).click()
    await page.locator('.tiers').waitFor()
    await page.getByRole('button', { name: /^(Dry run|试算)$/ }).click()
    await page.locator('.dry-run table').waitFor()
    await look('compensation')
    await page.locator('.row-link').first().click()
    await page.getByRole('dialog').locator('.facts').waitFor()
    await look('payout-drawer')
  })
})
