import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  barriers,
  chromiumPresent,
  desk,
  excessWidth,
  lowTargets,
  narrowPhone,
  phone,
  shoot,
  useBuiltPages,
} from './test/built-pages.ts'

const pages = useBuiltPages()

/** Every console page of alarms, foresight, quality and records, and what stands on it once it is there. */
const views: [path: string, there: string][] = [
  ['/rules', 'tbody tr'],
  ['/rules/fresh-fish', '.rule-grid'],
  ['/quality/recalls', '.recall-card'],
  ['/quality/lots/SAL-1118-A', '.panel'],
  ['/quality/holds', '.held-lots li'],
  ['/quality/haccp', 'tbody tr'],
  ['/quality/calibrations', 'tbody tr'],
  ['/quality/audit', 'tbody tr'],
  ['/risk', '.risk-row'],
  ['/records', '.panel'],
  ['/goods', 'tbody tr'],
  ['/goods/consignment/TRIP-20261120-03', 'tbody tr'],
  ['/assets/xuhui/fish-1', '.asset-chart canvas'],
]

/** Tabs to a control as somebody without a mouse does. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press('Tab')
    const words = await page.evaluate(() => {
      const one = document.activeElement
      return one?.getAttribute('aria-label') ?? one?.textContent ?? ''
    })
    if (name.test(words.trim())) return
  }
  throw new Error(`no Tab reaches ${name}`)
}

describe.runIf(chromiumPresent)('every page of rules, risk, quality and records', () => {
  it.each([
    ['phone', 'zh-CN', phone],
    ['phone', 'en-GB', phone],
    ['narrow-phone', 'zh-CN', narrowPhone],
    ['narrow-phone', 'en-GB', narrowPhone],
  ])('fits a %s in %s, with room for a thumb', async (name, locale, size) => {
    const page = await pages.openSignedIn({ path: '/rules', size, locale })
    for (const [path, there] of views) {
      await pages.goto(page, path)
      await page.locator(there).first().waitFor()
      expect(await excessWidth(page), path).toBe(0)
      expect(await lowTargets(page), path).toEqual([])
      await shoot(page, `${path.slice(1).replaceAll('/', '-')}-${name}-${locale.slice(0, 2)}`)
    }
    expect(pages.faults).toEqual([])
  })

  it.each(['light', 'dark'] as const)('keeps nobody out in %s colours', async (colorScheme) => {
    const page = await pages.openSignedIn({ path: '/rules', colorScheme })
    for (const [path, there] of views) {
      await pages.goto(page, path)
      await page.locator(there).first().waitFor()
      expect(await barriers(page), path).toEqual([])
      await shoot(page, `${path.slice(1).replaceAll('/', '-')}-desk-${colorScheme}`)
    }
    expect(pages.faults).toEqual([])
  })

  it('says in Mandarin what the audit log has in its own words', async () => {
    const page = await pages.openSignedIn({ path: '/quality/audit', locale: 'zh-CN' })
    await page.getByText('召回演练').first().waitFor()
    expect(await page.locator('tbody').textContent()).not.toMatch(/recall-drilled|haccp-entry|released/)
  })
})

describe.runIf(chromiumPresent)('the bar of a phone', () => {
  it('leads by keyboard to every page, the further ones by its sheet', async () => {
    const page = await pages.openSignedIn({ path: '/goods', size: phone })
    await page.locator('tbody tr').first().waitFor()
    expect(await page.locator('.nav > button:visible, .nav-group > :visible').count()).toBe(6)
    await tabTo(page, /^More$/)
    await page.keyboard.press('Enter')
    const sheet = page.getByRole('dialog', { name: 'More' })
    await sheet.waitFor()
    expect(await sheet.getByRole('link').allTextContents()).toEqual([
      'Map',
      'Devices',
      'Risk',
      'Rules',
      'Quality',
      'Records',
      'Knowledge',
      'Service health',
      'Footfall',
      'System',
    ])
    expect(await barriers(page)).toEqual([])
    await shoot(page, 'more-phone-en')
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('More')
    await page.keyboard.press('Enter')
    await tabTo(page, /^Risk$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Risk' }).waitFor()
    await sheet.waitFor({ state: 'hidden' })
    expect(await page.getByRole('button', { name: 'More' }).getAttribute('aria-current')).toBe('true')
    expect(pages.faults).toEqual([])
  })

  it('is a whole column on a desk', async () => {
    const page = await pages.openSignedIn({ path: '/alerts', size: desk })
    expect(await page.getByRole('navigation').getByRole('link').count()).toBe(15)
    expect(await page.getByRole('button', { name: 'More' }).count()).toBe(0)
  })
})

describe.runIf(chromiumPresent)('the quality page', () => {
  it('recalls a lot by keyboard, signed', async () => {
    const page = await pages.openSignedIn({ path: '/quality/recalls' })
    await page.locator('.recall-card').waitFor()
    await tabTo(page, /^Recall a lot$/)
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog')
    await drawer.getByLabel(/^Lot/).fill('SAL-1118-A')
    await drawer.getByLabel(/Reason/).fill('Listeria in a sample')
    await drawer.getByLabel(/password/).fill('correct horse battery')
    expect(await barriers(page)).toEqual([])
    await page.keyboard.press('Enter')
    await expect
      .poll(() => pages.server.sent.at(-1))
      .toMatchObject({
        method: 'POST',
        path: '/api/recalls',
        body: { lot: 'SAL-1118-A', hazard: 'pathogen', reason: 'Listeria in a sample' },
      })
    expect(pages.faults).toEqual([])
  })

  it('says in Mandarin why a signature was refused, and loses nothing', async () => {
    pages.server.refusals.set('POST /api/recalls', {
      status: 403,
      error: { code: 'wrong-signature', message: 'password: this is not the password of your account' },
    })
    const page = await pages.openSignedIn({ path: '/quality/recalls', locale: 'zh-CN', size: phone })
    await page.getByRole('button', { name: '召回批次' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByLabel(/^批次/).fill('SAL-1118-A')
    await drawer.getByLabel(/原因/).fill('样品检出致病菌')
    await drawer.getByLabel(/密码/).fill('wrong')
    await drawer.getByRole('button', { name: '召回批次' }).click()
    await drawer.getByRole('alert').getByText('密码不正确。').waitFor()
    expect(await drawer.getByLabel(/原因/).inputValue()).toBe('样品检出致病菌')
  })

  it('names the fields of an entry that cannot be accepted', async () => {
    const message = 'Too small: expected string to have >=3 characters'
    pages.server.refusals.set('POST /api/haccp', {
      status: 400,
      error: { code: 'invalid', message: `what: ${message}`, fields: [{ field: 'what', message }] },
    })
    const page = await pages.openSignedIn({ path: '/quality/haccp', locale: 'zh-CN' })
    await page.getByRole('button', { name: '新记录' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByLabel('检查内容').fill('到货温度')
    await drawer.getByLabel('数值').fill('1.8 °C')
    await drawer.getByLabel(/密码/).fill('correct horse battery')
    await drawer.getByRole('button', { name: '新记录' }).click()
    await drawer.getByRole('alert').getByText('至少写 3 个字符').waitFor()
  })

  it('finishes a drill with what was counted', async () => {
    const page = await pages.openSignedIn({ path: '/quality/recalls', size: phone })
    await page.getByRole('button', { name: 'Open' }).first().click()
    const drawer = page.getByRole('dialog')
    await drawer
      .getByLabel(/SAL-1118-A/)
      .first()
      .fill('40')
    expect(await drawer.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
    await shoot(page, 'drill-phone-en')
    await drawer.getByRole('button', { name: 'Finish the drill' }).click()
    await expect.poll(() => pages.server.sent.at(-1)?.path).toBe('/api/recall-drills/d1/finish')
    expect(JSON.stringify(pages.server.sent.at(-1)?.body)).toContain('{"lot":"SAL-1118-A","held":40,')
  })

  it('draws where a lot came from, and lists it on a phone', async () => {
    const page = await pages.openSignedIn({ path: '/quality/lots/SAL-1118-A' })
    await page.getByText('Mixed').first().waitFor()
    await page.getByText('LY-2241').waitFor()
    await page.getByRole('button', { name: 'List' }).click()
    await page.getByRole('heading', { name: 'Came from' }).waitFor()
    expect(pages.faults).toEqual([])
  })
})

describe.runIf(chromiumPresent)('foresight', () => {
  it('tries a rule on what was stored before it is put in force', async () => {
    const page = await pages.openSignedIn({ path: '/rules/fresh-fish' })
    await page.locator('.rule-grid').first().waitFor()
    await page.getByRole('button', { name: 'Try' }).click()
    await expect
      .poll(() => pages.server.sent.at(-1))
      .toMatchObject({ path: '/api/backtest', body: { site: 'xuhui', days: 14 } })
    await page.getByText('37').first().waitFor()
    expect(await barriers(page)).toEqual([])
  })

  it('says why an order is likely to end in a complaint, and takes what was done about it', async () => {
    const page = await pages.openSignedIn({ path: '/risk', size: phone })
    const row = page.locator('.risk-row.above')
    await row.getByText('62%').waitFor()
    await row.getByText('over the threshold').waitFor()
    await row.getByRole('textbox').first().fill('called the driver')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => pages.server.sent.at(-1))
      .toEqual({
        method: 'POST',
        path: '/api/risk/order/ORD-20261120-0007/handle',
        body: { note: 'called the driver' },
      })
  })

  it('shows an asset’s time to its limit and its learned defrosts', async () => {
    const page = await pages.openSignedIn({ path: '/assets/xuhui/fish-1' })
    await page.getByText(/Limit of .* in about 41 min/).waitFor()
    await page
      .getByText(/57 min/)
      .first()
      .waitFor()
    expect(pages.faults).toEqual([])
  })
})

describe.runIf(chromiumPresent)('the records page', () => {
  it('finds EPCIS events and offers every list of the period', async () => {
    const page = await pages.openSignedIn({ path: '/records' })
    await expect.poll(() => page.getByRole('link', { name: /Excel/ }).count()).toBe(3)
    await page.getByRole('button', { name: 'Events' }).click()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(3)
    expect(await barriers(page)).toEqual([])
    expect(pages.faults).toEqual([])
  })
})
