import { describe, expect, it } from 'vitest'
import { barriers, chromiumPresent, desk, excessWidth, phone, shoot, useBuiltPages } from './test/built-pages.ts'

const pages = useBuiltPages()
/** A picture of one pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe.runIf(chromiumPresent)('photos and ratings on the customer’s pages', () => {
  it.each([
    ['phone', 'zh-CN', phone],
    ['desk', 'en-GB', desk],
  ])('photos are seen before they are sent, and follow the complaint (%s, %s)', async (name, locale, size) => {
    const page = await pages.open({ path: '/t/bad', size, locale })
    await page
      .getByRole('button', { name: /^(Something wrong\?|有问题？.*|.*反映.*|.*问题.*)$/ })
      .first()
      .click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('radio').first().check({ force: true })
    await sheet.locator('textarea').fill('warm')
    const photos = [1, 2].map((n) => ({ name: `${n}.png`, mimeType: 'image/png', buffer: png }))
    await sheet.locator('input[type=file]').setInputFiles(photos)
    await expect.poll(() => sheet.locator('.complaint-photos img').count()).toBe(2)
    expect(await excessWidth(page)).toBe(0)
    await sheet.locator('.complaint-photos').scrollIntoViewIfNeeded()
    await shoot(page, `complaint-photos-${name}`)
    expect(await barriers(page)).toEqual([])
    await sheet.locator('.complaint-photos button').first().click()
    await expect.poll(() => sheet.locator('.complaint-photos img').count()).toBe(1)
    await sheet.locator('button[type=submit]').click()
    await sheet.locator('.complaint-done').waitFor()
    const sent = pages.server.sent.map(({ path }) => path)
    expect(sent.filter((path) => path.endsWith('/attachments'))).toHaveLength(1)
    expect(sent[0]).toMatch(/complaints$/)
    expect(pages.faults).toEqual([])
  })

  it.each([
    ['phone', 'zh-CN', phone],
    ['desk', 'en-GB', desk],
  ])('one press rates a case (%s, %s)', async (name, locale, size) => {
    const page = await pages.open({ path: '/r/T-3DTB8-R5HJ0', size, locale })
    const scores = page.locator('.rate-scores button')
    await expect.poll(() => scores.count()).toBe(5)
    expect(pages.server.sent).toEqual([])
    expect(await excessWidth(page)).toBe(0)
    expect(await barriers(page)).toEqual([])
    await shoot(page, `rate-${name}`)
    await scores.nth(3).click()
    await expect.poll(() => pages.server.sent.at(-1)?.body).toEqual({ score: 4, text: '' })
    expect(pages.faults).toEqual([])
  })
})
