import type { ConsentOffered, LookAnswer, ShotAnswer } from '@larder/contracts/kiosk-screen'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  barriers,
  chromiumPresent,
  excessWidth,
  landscape,
  phone,
  portrait,
  smallTargets,
  useKioskPages,
} from './test/kiosk-pages.ts'

const pages = useKioskPages()
const text = { title: '同意', points: ['用途', '保存'], agree: '我已满十四周岁', guardian: '我是监护人' }
const consent: ConsentOffered = { version: 1, texts: { zh: text, en: text } }
const member = { kind: 'member', masked: '…21', enrolled: false, consent } as const
const enrolment = { kind: 'enrolment', id: 'e', leastShots: 3, mostShots: 5 } as const
const receipt = { id: 'r-1', kind: 'enrolled', member: 'C-21', atMs: 1, shots: 3, grounds: 'consent 1, zh' } as const

const button = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })

/** The members' sheet, where the kiosk recognises and answers each picture with the next of these. */
async function atTheSheet(answers: (LookAnswer | ShotAnswer)[] = [], size = portrait): Promise<Page> {
  pages.server.ready = { ...pages.server.ready, recognises: true }
  const page = await pages.open({ size })
  await page.context().grantPermissions(['camera', 'microphone'])
  await page.route('**/recognition/**', (route) => route.fulfill({ json: answers.shift() ?? { state: 'unknown' } }))
  await page.locator('.start').first().click()
  await page.getByRole('button', { name: '会员' }).click()
  await button(page, '返回').waitFor()
  return page
}

describe.runIf(chromiumPresent)('being a member', () => {
  it('takes a card’s code and a telephone number, and says so when nobody has it', async () => {
    const page = await atTheSheet()
    const field = page.getByLabel('会员码或手机号')
    await field.fill('138 0000 4719')
    await field.press('Enter')
    await field.fill('card-code-000021')
    await field.press('Enter')
    await expect
      .poll(() => pages.server.sentOf('member'))
      .toEqual([
        { kind: 'member', by: 'phone', value: '138 0000 4719' },
        { kind: 'member', by: 'code', value: 'card-code-000021' },
      ])
    pages.server.push({ kind: 'refused', code: 'unknown-member', message: 'no such member' })
    await page.getByRole('alert').getByText('没有这个会员码或手机号').waitFor()
    pages.server.push(member)
    await page.getByText('欢迎回来，会员 …21').waitFor()
    expect(pages.faults).toEqual([])
  })

  it('asks consent with nothing ticked, and of a guardian a card of their own', async () => {
    const page = await atTheSheet()
    pages.server.push(member)
    await button(page, '下次用面部认出我').click()
    await page.getByText('同意书，第 1 版').waitFor()
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
    expect(await button(page, '我同意').isDisabled()).toBe(true)
    await page.getByLabel(text.guardian).check()
    expect(await button(page, '我同意').isDisabled()).toBe(true)
    await page.getByLabel('监护人自己的会员码').fill('card-code-000022')
    await button(page, '我同意').click()
    await expect
      .poll(() => pages.server.sentOf('enrol'))
      .toEqual([
        { kind: 'enrol', consent: { version: 1, language: 'zh', ofAge: false }, guardianCode: 'card-code-000022' },
      ])
  })

  it('takes pictures until there are enough, tells what is wrong with one, and gives a receipt', async () => {
    const good = (shots: number): ShotAnswer => ({ shots, faults: [] })
    const page = await atTheSheet([good(1), { shots: 1, faults: ['blurred', 'turned away'] }, good(2), good(3)])
    pages.server.push(member)
    pages.server.push(enrolment)
    const take = button(page, '拍一张')
    const said = page.getByRole('dialog').getByRole('status')
    // Before that the sheet's own button has the same name.
    await take.waitFor()
    for (const words of ['再来一张', '照片模糊', '再来一张', '已经够了']) {
      expect(await button(page, '完成').isDisabled()).toBe(true)
      await take.click()
      await said.getByText(words).waitFor()
    }
    await button(page, '完成').click()
    await expect.poll(() => pages.server.sentOf('enrol-finish').length).toBe(1)
    pages.server.push({ kind: 'receipt', receipt })
    await page.getByText('r-1').waitFor()
  })

  it('looks after a touch, and offers the card to whom it does not know', async () => {
    const page = await atTheSheet([{ state: 'looking', framesLeft: 1 }, { state: 'unknown' }])
    await button(page, '认出我').click()
    pages.server.push({ kind: 'look', id: 'l' })
    await page.getByText('我们不认识您').waitFor()
    await button(page, '使用会员码或手机号').click()
    await page.getByLabel('会员码或手机号').waitFor()
  })

  it('erases with two touches, and has nothing of the member after a wipe', async () => {
    const page = await atTheSheet()
    pages.server.push({ ...member, enrolled: true, consent: null })
    await button(page, '删除我的面部特征').click()
    expect(pages.server.sentOf('erase-face')).toEqual([])
    await button(page, '确定永久删除？').click()
    await expect.poll(() => pages.server.sentOf('erase-face').length).toBe(1)
    pages.server.push({ kind: 'receipt', receipt: { ...receipt, kind: 'erased' } })
    await page.getByText('面部特征已删除').waitFor()
    pages.server.push({ kind: 'wiped' })
    await page.locator('.start:enabled').first().waitFor()
    expect(await page.locator('body').innerText()).not.toMatch(/…21|r-1/)
  })

  it.each([
    ['upright', portrait],
    ['wide', landscape],
    ['small', { width: 1366, height: 768 }],
    ['a phone', phone],
  ])('is within everybody’s reach: %s', async (_name, size) => {
    const page = await atTheSheet([], size)
    const reachable = async () => {
      expect(await barriers(page)).toEqual([])
      expect(await excessWidth(page)).toBe(0)
      expect((await smallTargets(page)).filter((html) => !html.includes('type="radio"'))).toEqual([])
    }
    await reachable()
    pages.server.push(member)
    await button(page, '下次用面部认出我').click()
    await reachable()
    pages.server.push(enrolment)
    await button(page, '拍一张').waitFor()
    await reachable()
  })
})
