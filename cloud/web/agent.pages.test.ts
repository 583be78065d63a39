import { describe, expect, it } from 'vitest'
import { barriers, chromiumPresent, desk, excessWidth, phone, shoot, useBuiltPages } from './test/built-pages.ts'
import { conversations } from './test/fixtures/conversations.ts'

const pages = useBuiltPages()
const [angry, worried] = conversations

describe.runIf(chromiumPresent)('the agents’ page', () => {
  it('puts who waits first, by priority, and follows the stream', async () => {
    const page = await pages.openSignedIn({ path: '/agent' })
    const waiting = page.locator('.agent-line.waiting')
    await expect.poll(() => waiting.count()).toBe(2)
    expect(await waiting.allTextContents()).toEqual([
      expect.stringMatching(/^Angrywaits/),
      expect.stringMatching(/^Asked for a person.*allergens/),
    ])
    expect(await page.locator('.nav .count.critical').last().textContent()).toContain('2')
    if (angry === undefined) throw new Error('there is a first conversation')
    pages.server.push('conversation', { ...angry, mode: 'agent', agent: 'manager' })
    await expect.poll(() => waiting.count()).toBe(1)
    expect(pages.faults).toEqual([])
  })

  it('takes over, answers in the shopper’s language by the keyboard, and ends with a result', async () => {
    const page = await pages.openSignedIn({ path: '/agent' })
    await page.locator('.agent-line.waiting').first().waitFor()
    await page.keyboard.press('Alt+n')
    await page.getByText('又要等！').last().waitFor()
    await page.getByText('Thawed or warm on arrival 91 %').waitFor()
    await page.getByText('退款 ¥59.80（待店长确认）').waitFor()
    await page.keyboard.press('Alt+t')
    const field = page.getByLabel('Your answer')
    await field.waitFor()
    await page.getByRole('list', { name: 'Ready answers' }).getByRole('button').nth(4).waitFor()
    await field.press('Alt+2')
    expect(await field.inputValue()).toContain('reached 9.3 °C')
    await page.getByText('The shopper gets:').waitFor()
    await field.press('Enter')
    await expect
      .poll(() => pages.server.sent.at(-1)?.body)
      .toEqual({ text: expect.stringContaining('溯源记录显示'), language: 'zh' })
    await page.locator('.agent-turn.agent').getByText('溯源记录显示').waitFor()
    await field.fill('I am on my way.')
    await page.getByText('Goes as you wrote it, in English. The shopper uses Chinese.').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', { name: 'End', exact: true }).click()
    await page.getByRole('button', { name: 'Solved', exact: true }).click()
    await expect.poll(() => pages.server.sent.at(-1)?.body).toEqual({ end: true, result: 'solved' })
    expect(pages.faults).toEqual([])
  })

  it('says who has it when a colleague was faster', async () => {
    const page = await pages.openSignedIn({ path: `/agent/${worried?.id}` })
    const error = { code: 'taken', message: 'manager answers this conversation: ask to have it left first' }
    pages.server.refusals.set(`POST /api/conversations/${worried?.id}/join`, { status: 409, error })
    await page.getByRole('button', { name: 'Take over' }).click()
    await page.getByRole('alert').getByText('manager answers this conversation').waitFor()
  })

  it.each([
    ['desk', 'zh-CN', desk],
    ['desk', 'en-GB', desk],
    ['phone', 'zh-CN', phone],
    ['phone', 'en-GB', phone],
  ])('is never wider than the screen of a %s in %s', async (name, locale, size) => {
    const page = await pages.openSignedIn({ path: '/agent', size, locale })
    const look = async (what: string) => {
      expect(await excessWidth(page), what).toBe(0)
      await shoot(page, `${what}-${name}-${locale.slice(0, 2)}`)
    }
    await page.locator('.agent-line.waiting').first().waitFor()
    await look('agent-queue')
    await page.locator('.agent-line.waiting a').first().click()
    await page.locator('.agent-bubble').first().waitFor()
    const join = page.getByRole('button', { name: /^(Take over|接入)$/ })
    if (await join.isVisible()) await join.click()
    await page.locator('.agent-ready').waitFor()
    await page.keyboard.press('Alt+3')
    await look('agent-talk')
    await pages.goto(page, '/care/people')
    await page.locator('.people tbody tr').first().waitFor()
    await look('people')
  })
})
