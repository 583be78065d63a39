import { describe, expect, it } from 'vitest'
import { barriers, chromiumPresent, excessWidth, lowTargets, phone, shoot, useBuiltPages } from './test/built-pages.ts'

const pages = useBuiltPages()

describe.runIf(chromiumPresent)('the chat of a report', () => {
  it('answers by keyboard, with the plan of the store and a code for the till', async () => {
    const page = await pages.open({ path: '/t/good', size: phone })
    await page.getByRole('button', { name: /Ask/ }).first().click()
    await page.getByText('What would you like to know?').waitFor()
    const field = page.getByRole('textbox')
    await field.fill('where is the salmon')
    await field.press('Enter')
    await page.getByRole('img', { name: /Plan of the store .* to Fish counter/ }).waitFor()
    await page.getByRole('button', { name: 'What does it cost?' }).waitFor()
    await field.fill('my coupon please')
    await field.press('Enter')
    await page.getByRole('img', { name: 'QR code to show at the till' }).waitFor()
    await page.getByText('K7QF-92MD').waitFor()
    expect(await barriers(page)).toEqual([])
    expect(await excessWidth(page)).toBe(0)
    await shoot(page, 'chat-phone-en')
    expect(pages.faults).toEqual([])
  })

  it('keeps what could not be sent, and sends it again by itself', async () => {
    const page = await pages.open({ path: '/t/good', locale: 'zh-CN', colorScheme: 'dark' })
    await page.getByRole('button', { name: /咨询/ }).first().click()
    await page.getByText('What would you like to know?').waitFor()
    const path = 'POST /api/public/chat/00000000-0000-4000-8000-0000000000c1/messages'
    pages.server.refusals.set(path, { status: 503, error: { code: 'busy', message: 'many are asking now' } })
    await page.getByRole('textbox').fill('where is the fish')
    await page.keyboard.press('Enter')
    await page.getByText('尚未发送').waitFor()
    pages.server.refusals.delete(path)
    await page.getByText('冰鲜三文鱼段在这里').waitFor()
    expect(await page.getByText('尚未发送').count()).toBe(0)
    expect(await barriers(page)).toEqual([])
  })

  it('says what to do about a code that was used before', async () => {
    const error = { code: 'not-found', message: 'no conversation with this code' }
    pages.server.refusals.set('POST /api/public/chat', { status: 404, error })
    const page = await pages.open({ path: '/c/Q7mB2kXc9wTz4pLr', size: phone, locale: 'zh-CN' })
    await page.getByRole('alert').getByText('只能用一次').waitFor()
    expect(await barriers(page)).toEqual([])
  })
})

describe.runIf(chromiumPresent)('the knowledge page', () => {
  it('tells which questions a publication would have broken, and publishes nothing', async () => {
    const page = await pages.openSignedIn({ path: '/knowledge/articles/parking' })
    await page.getByLabel(/Why/).first().fill('Asked every day')
    await page.keyboard.press('Enter')
    await page.getByText('is delivery free').first().waitFor()
    expect(pages.server.sent.at(-1)).toMatchObject({
      path: '/api/knowledge/publish',
      body: { article: { id: 'parking', version: 1 }, why: 'Asked every day' },
    })
    expect(await barriers(page)).toEqual([])
    expect(pages.faults).toEqual([])
  })

  it.each(['zh-CN', 'en-GB'])('fits a phone in %s, and so does service health', async (locale) => {
    const page = await pages.openSignedIn({ path: '/knowledge', size: phone, locale, colorScheme: 'dark' })
    for (const [path, there] of [
      ['/knowledge', /停车|Parking/],
      ['/knowledge/articles/parking', /停车|Parking/],
      ['/knowledge/unanswered', '可以带狗吗'],
      ['/service', '可以带狗吗'],
    ] as const) {
      await pages.goto(page, path)
      await page.getByText(there).first().waitFor()
      expect(await excessWidth(page), path).toBe(0)
      expect(await lowTargets(page), path).toEqual([])
      expect(await barriers(page), path).toEqual([])
      await shoot(page, `${path.slice(1).replaceAll('/', '-')}-phone-${locale.slice(0, 2)}`)
    }
    expect(pages.faults).toEqual([])
  })
})

describe.runIf(chromiumPresent)('the service health page', () => {
  it('leads from a figure to the conversations it counts, and into one of them', async () => {
    const page = await pages.openSignedIn({ path: '/service' })
    await page.getByText('88').first().waitFor()
    const link = page.locator('a[href^="/service/0000"]').first()
    await link.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('我昨天买的三文鱼送来都是温的').waitFor()
    expect(await barriers(page)).toEqual([])
    expect(pages.faults).toEqual([])
  })
})
