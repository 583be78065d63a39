import { describe, expect, it } from 'vitest'
import { barriers, chromiumPresent, desk, excessWidth, phone, shoot, useBuiltPages } from './test/built-pages.ts'

const pages = useBuiltPages()

describe.runIf(chromiumPresent)('the footfall page', () => {
  it('shows today, what is wrong with a camera, the hours, and each day’s conversion', async () => {
    const page = await pages.openSignedIn({ path: '/footfall' })
    await page.getByText('Fewer pictures a second come than counting needs.').waitFor()
    expect(await page.locator('.footfall-figures').textContent()).toContain('205')
    expect(await page.locator('.footfall-heat tbody tr').count()).toBe(7)
    await page.getByRole('button', { name: 'By day' }).click()
    await expect.poll(() => page.locator('.footfall-heat tbody tr').count()).toBe(28)
    await page.getByText('10.4 %').first().waitFor()
    await page.getByText('6.7 %').waitFor()
    expect(pages.faults).toEqual([])
  })

  it('takes a line by the keyboard alone, and sends it with its reason', async () => {
    const page = await pages.openSignedIn({ path: '/footfall' })
    const form = page.locator('.footfall-plan form').last()
    await form.getByRole('button', { name: 'Add a line by numbers' }).press('Enter')
    await form.getByLabel('From x').last().fill('0.4')
    await form.getByLabel('Why').fill('a second door was opened')
    await form.getByRole('button', { name: 'Put in force' }).press('Enter')
    await expect.poll(() => pages.server.sent.at(-1)?.path).toMatch(/\/footfall\/.*\/plan$/)
    expect(pages.server.sent.at(-1)?.body).toMatchObject({
      version: 1,
      why: 'a second door was opened',
      plan: { cameras: { door: { lines: [{ name: 'entrance' }, { from: { x: 0.4, y: 0.5 } }] } } },
    })
  })

  it('draws a line by two touches on the picture', async () => {
    const page = await pages.openSignedIn({ path: '/footfall' })
    await page.getByRole('button', { name: 'Draw a line' }).click()
    const picture = page.locator('.footfall-picture')
    const { height = 0, width = 0 } = (await picture.boundingBox()) ?? {}
    await picture.click({ position: { x: width * 0.25, y: height * 0.25 } })
    await picture.click({ position: { x: width * 0.75, y: height * 0.25 } })
    await expect.poll(() => picture.locator('.line').count()).toBe(2)
    expect(Number(await page.getByLabel('To x').last().inputValue())).toBeCloseTo(0.75, 1)
  })

  it.each([
    ['desk', desk, 'en-GB'],
    ['phone', phone, 'zh-CN'],
  ] as const)('fits a %s and keeps nobody out', async (name, size, locale) => {
    const page = await pages.openSignedIn({ path: '/footfall', size, locale })
    await page.locator('.footfall-heat').waitFor()
    expect(await excessWidth(page)).toBe(0)
    expect(await barriers(page)).toEqual([])
    await shoot(page, `footfall-${name}`)
  })
})
