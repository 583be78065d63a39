import type { CompensationPolicy } from '@larder/contracts/compensation'
import { describe, expect, it } from 'vitest'
import { barriers, chromiumPresent, desk, phone, shoot, useBuiltPages } from './test/built-pages.ts'
import { tickets } from './test/fixtures/care.ts'

const pages = useBuiltPages()

describe.runIf(chromiumPresent)('the care page', () => {
  it('lists tickets by what is due next and keeps up with the stream', async () => {
    const page = await pages.openSignedIn({ path: '/care' })
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
    pages.server.push('ticket', { ...first, assignedTo: 'manager', history })
    await rows.first().getByText('manager').waitFor()
    expect(pages.faults).toEqual([])
  })

  it('shows what the report said then, and fetches the contact only when asked', async () => {
    const page = await pages.openSignedIn({ path: '/care/tickets/3DTB8R5HJ0' })
    const drawer = page.getByRole('dialog')
    await drawer.getByText('Truck 1: peak 9.3 °C, limit 4.0 °C').waitFor()
    expect(await drawer.getByText('138 0000 1234').count()).toBe(0)
    await drawer.getByRole('button', { name: 'Show contact' }).click()
    await drawer.getByText('138 0000 1234').waitFor()
    await drawer.getByRole('button', { name: 'Answered', exact: true }).click()
    await drawer.getByLabel('What the customer was told').fill('The refund is paid.')
    await drawer.getByRole('button', { name: 'Write down' }).click()
    await expect
      .poll(() => pages.server.sent.at(-1))
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
      .poll(() => pages.server.sent.at(-1)?.body)
      .toMatchObject({
        cause: 'excursion',
        lot: 'SAL-1118-A',
        paidFen: 5980,
        evidence: [{ kind: 'ticket', id: '3DTB8R5HJ0' }],
      })
    expect(await barriers(page)).toEqual([])
    expect(pages.faults).toEqual([])
  })

  it('tries a draft on what is on file before it is put in force, and refuses what is no figure', async () => {
    const page = await pages.openSignedIn({ path: '/care/compensation' })
    const amount = page.getByLabel('Tier 1: Amount ¥')
    await amount.fill('five')
    await page.getByRole('button', { name: 'Dry run' }).click()
    await page.getByText('write an amount such as 5 or 12.50').waitFor()
    expect(pages.server.sent.filter(({ path }) => path.includes('policy'))).toEqual([])
    await amount.fill('6')
    await page.getByRole('button', { name: 'Dry run' }).click()
    await page.getByText('What it would have paid').waitFor()
    const sent = pages.server.sent.at(-1)?.body as { days: number; policy: CompensationPolicy }
    expect(sent.days).toBe(30)
    expect(sent.policy.tiers[0]).toMatchObject({ from: 30, amountFen: 600 })
    await page.getByLabel('Why this change').fill('a gift for winter')
    await page.getByRole('button', { name: 'Put in force' }).click()
    await expect.poll(() => pages.server.sent.at(-1)?.body).toMatchObject({ basedOn: 3, why: 'a gift for winter' })
    expect(await barriers(page)).toEqual([])
    expect(pages.faults).toEqual([])
  })

  it.each([
    ['desk', 'zh-CN', desk],
    ['desk', 'en-GB', desk],
    ['phone', 'zh-CN', phone],
    ['phone', 'en-GB', phone],
  ])('is never wider than the screen of a %s in %s', async (name, locale, size) => {
    const page = await pages.openSignedIn({ path: '/care', size, locale })
    const look = async (what: string) => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(size.width)
      await shoot(page, `${what}-${name}-${locale.slice(0, 2)}`)
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
