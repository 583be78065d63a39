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

const answerOf = (page: Page): Promise<string> => page.locator('.line:not(.shopper) .line-text').last().innerText()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const example = (page: Page, text: string) => page.locator('.example', { hasText: text })
const answered = (page: Page, text: string) => page.locator('.line.assistant', { hasText: text }).last().waitFor()

describe.runIf(chromiumPresent)('a conversation by touch alone', () => {
  it('goes from the attract screen to a ticket with a coupon', async () => {
    const page = await pages.open()
    await example(page, '买的东西坏了').click()
    await answered(page, '请问是哪一样商品')
    await button(page, '冰鲜三文鱼段').click()
    await page.getByText('K7-42Q9').waitFor()
    await page.getByRole('img', { name: '二维码：结账时出示' }).waitFor()
    expect(pages.server.sentOf('chose')).toEqual([{ kind: 'chose', choice: 'salmon', label: '冰鲜三文鱼段' }])
    expect(pages.faults).toEqual([])
  })

  it('takes an order number on the pad and shows dots for it', async () => {
    const page = await pages.open()
    await example(page, '订单什么时候到').click()
    const pad = page.getByRole('form', { name: '请按数字' })
    for (const digit of '20261120') await pad.getByRole('button', { name: digit, exact: true }).click()
    expect(await pad.locator('output').innerText()).toBe('•••••••0')
    await pad.getByRole('button', { name: '确认' }).click()
    await answered(page, '预计今天下午送到')
    expect(pages.server.sentOf('typed').at(-1)?.text).toBe('20261120')
    expect(await page.locator('body').innerText()).not.toContain('20261120')
  })

  it('draws the way from the kiosk to the shelf', async () => {
    const page = await pages.open()
    await example(page, '三文鱼在哪里').click()
    await page.getByRole('img', { name: /从这台机器走到水产冷柜 A1的路线/ }).waitFor()
    expect((await page.locator('.map-way').getAttribute('points'))?.split(' ').length).toBeGreaterThan(2)
  })

  it('calls a person, says who waits and who answers', async () => {
    const page = await pages.open()
    await example(page, '三文鱼在哪里').click()
    await button(page, '找店员').click()
    await page.getByText('正在为您找店员').waitFor()
    pages.server.push({ kind: 'mode', mode: 'agent', agent: '小林', cloud: true })
    pages.server.say('您好，我是小林。', { by: 'agent' })
    await page.getByText('店员 小林 正在和您对话').waitFor()
    await page.locator('.line.agent', { hasText: '我是小林' }).waitFor()
  })

  it('takes one tap for how it went', async () => {
    const page = await pages.open()
    await example(page, '几点关门').click()
    await answered(page, '十点')
    pages.server.say('这次帮到您了吗？', { cards: [{ kind: 'rate' }] })
    await button(page, '非常满意').click()
    await page.getByText('谢谢您的评价').waitFor()
    expect(pages.server.sentOf('rated')).toEqual([{ kind: 'rated', rating: { score: 5, text: '' } }])
  })

  it('gives the link for the phone as a code', async () => {
    const page = await pages.open()
    await example(page, '几点关门').click()
    await button(page, '转到手机').click()
    await page.getByRole('dialog', { name: '用手机扫一扫，接着聊' }).locator('.qr').waitFor()
  })
})

describe.runIf(chromiumPresent)('a conversation by keyboard and scanner', () => {
  it('needs no pointer', async () => {
    const page = await pages.open()
    await page.locator('.example').first().focus()
    await page.keyboard.press('Enter')
    await answered(page, '水产冷柜 A1')
    await button(page, '打字').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: '在这里打字' }).pressSequentially('thank you')
    await page.keyboard.press('Enter')
    await answered(page, '不客气')
  })

  it('takes a scanned code from the attract screen without a touch', async () => {
    const page = await pages.open()
    await page.keyboard.type('HTTPS://larder.example/t/Q7mB2kXc9wTz4pLr')
    await page.keyboard.press('Enter')
    await page.locator('.line.shopper', { hasText: 'Q7mB2kXc9wTz4pLr' }).waitFor()
    expect(pages.server.sentOf('typed')).toEqual([{ kind: 'typed', text: 'HTTPS://larder.example/t/Q7mB2kXc9wTz4pLr' }])
  })

  it('opens the keyboard for whoever just types', async () => {
    const page = await pages.open()
    await page.keyboard.type('where is', { delay: 5 })
    const field = page.getByRole('textbox')
    await field.waitFor()
    expect(await field.inputValue()).toBe('where is')
  })
})

describe.runIf(chromiumPresent)('speaking and listening', () => {
  it('shows the words while they are heard, and answers them', async () => {
    const page = await pages.open()
    pages.server.hears.zh = null
    await button(page, '点一下，开口说').or(page.locator('.start')).first().click()
    await page.locator('.microphone.on').waitFor()
    // The greeting may end in between, and listening begin anew.
    const caption = page.locator('.caption.partial', { hasText: '三文鱼在' })
    await expect
      .poll(() => {
        pages.server.push({ kind: 'partial', text: '三文鱼在', language: 'zh' })
        return caption.isVisible()
      })
      .toBe(true)
    pages.server.push({ kind: 'heard', text: '三文鱼在哪里', language: 'zh', endedBy: 'silence', silenceMs: 450 })
    await page.locator('.line.shopper', { hasText: '三文鱼在哪里' }).waitFor()
    await page.locator('.microphone.off').waitFor()
  })

  it('sends frames of 40 ms at 16 kHz', async () => {
    const page = await pages.open()
    pages.server.endless = true
    await page.locator('.start').click()
    await page.locator('.microphone.on').waitFor()
    await expect.poll(() => pages.server.frames).toBeGreaterThan(10)
    expect(pages.server.frameBytes).toEqual(new Set([1280]))
  })

  it('marks the sentence that is heard and tells when the first sound came', async () => {
    const page = await pages.open()
    pages.server.sentenceMs = 600
    await page.locator('.start').click()
    await page.locator('.sentence.now').waitFor()
    await page.locator('.microphone.on').waitFor()
    await page.locator('.sentence.now', { hasText: '今天优惠价' }).waitFor()
    const [played] = pages.server.sentOf('played')
    expect(played?.afterMs).toBeLessThan(2000)
  })

  it('is silent within 50 ms of a touch', async () => {
    const page = await pages.open()
    pages.server.sentenceMs = 5000
    await example(page, '三文鱼在哪里').click()
    await page.locator('.sentence.now').waitFor()
    const quietAfterMs = await page.evaluate(async () => {
      const startedMs = performance.now()
      const spoken = document.querySelector('.words') ?? document.body
      spoken.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
      while (document.querySelector('.sentence.now') !== null) await new Promise(requestAnimationFrame)
      return performance.now() - startedMs
    })
    expect(quietAfterMs).toBeLessThan(50)
    expect(pages.server.sentOf('interrupt')).toHaveLength(1)
  })

  it('says that the microphone was refused, and takes typed words', async () => {
    const page = await pages.open({ microphone: false })
    await page.locator('.start').click()
    await page.getByText('浏览器没有允许使用麦克风').waitFor()
    await page.locator('.microphone.off').waitFor()
    await button(page, '打字').click()
    await page.getByRole('textbox').fill('三文鱼在哪里')
    await button(page, '发送').click()
    await answered(page, '水产冷柜 A1')
  })

  it('says why nothing is heard where there is no model', async () => {
    pages.server.ready = { ...pages.server.ready, hears: [], missing: { hearing: 'no-model', speaking: null } }
    const page = await pages.open()
    await page.getByText('这台机器还没有安装语音识别').waitFor()
    await example(page, '几点关门').click()
    await answered(page, '十点')
  })
})

describe.runIf(chromiumPresent)('when something breaks', () => {
  it('does not hang in listening when the connection is lost, and takes the conversation up again', async () => {
    const page = await pages.open()
    pages.server.endless = true
    await page.locator('.start').click()
    await page.locator('.microphone.on').waitFor()
    pages.server.drop()
    await page.getByText('连接断开了').waitFor()
    await page.locator('.microphone.off').waitFor()
    await page.getByText('连接断开了').waitFor({ state: 'detached' })
    expect(pages.server.sentOf('begin').at(-1)?.resume).toBeDefined()
    expect(await answerOf(page)).toContain('您好')
  })

  it('wipes by itself what nobody comes back to while the server is away', async () => {
    pages.server.ready = { ...pages.server.ready, idleWipeMs: 300 }
    const page = await pages.open()
    await example(page, '三文鱼在哪里').click()
    await answered(page, '水产冷柜 A1')
    await pages.server.stop()
    await page.locator('.attract').waitFor()
    expect(await page.locator('body').innerText()).toContain('暂时连接不上')
    await pages.begin()
  })

  it('warns, stays when touched, and leaves nothing personal when it is wiped', async () => {
    const page = await pages.open()
    await example(page, '三文鱼在哪里').click()
    await button(page, '打字').click()
    await page.getByRole('textbox').fill('我的手机号是 13800001234')
    pages.server.push({ kind: 'idle', secondsLeft: 15 })
    const warning = page.getByRole('dialog', { name: '您还在吗？' })
    await warning.getByText('15 秒后清除').waitFor()
    await warning.getByRole('button', { name: '我还在' }).click()
    await warning.waitFor({ state: 'detached' })
    expect(pages.server.sentOf('awake').length).toBeGreaterThan(0)
    pages.server.push({ kind: 'wiped' })
    await page.locator('.attract').waitFor()
    const left = await page.content()
    for (const trace of ['13800001234', '水产冷柜', '29.90']) expect(left).not.toContain(trace)
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
  })

  it('ends at once when the shopper says so in the warning', async () => {
    const page = await pages.open()
    await example(page, '三文鱼在哪里').click()
    await answered(page, '水产冷柜 A1')
    pages.server.push({ kind: 'idle', secondsLeft: 15 })
    await button(page, '结束并清除').click()
    await page.locator('.attract').waitFor()
    expect(pages.server.sentOf('end')).toHaveLength(1)
  })
})

describe.runIf(chromiumPresent)('everybody', () => {
  it('is served in English as in Chinese, and the next shopper begins in the shop’s language', async () => {
    const page = await pages.open()
    await button(page, 'English').click()
    await page.getByRole('heading', { name: 'How can we help?' }).waitFor()
    await example(page, 'Is my salmon still fresh?').click()
    await answered(page, 'has about 6.6 days left')
    await page.getByText('Every measured food temperature was within the limits.').waitFor()
    expect((await page.locator('body').innerText()).replace('中文', '')).not.toMatch(/[\u4e00-\u9fff]/)
    await button(page, 'Finish').click()
    await page.getByRole('heading', { name: '想问点什么？' }).waitFor()
  })

  for (const [name, size] of Object.entries({ portrait, landscape, phone })) {
    it(`meets no barrier on a ${name} screen`, async () => {
      const page = await pages.open({ size })
      expect(await barriers(page)).toEqual([])
      expect(await smallTargets(page)).toEqual([])
      await example(page, '我的三文鱼还新鲜吗').click()
      await page.locator('.trace').waitFor()
      expect(await barriers(page)).toEqual([])
      expect(await smallTargets(page)).toEqual([])
      expect(await excessWidth(page)).toBe(0)
      await page.getByRole('button', { name: '无障碍' }).click()
      await page.getByRole('button', { name: '一键开启全部' }).click()
      await page.getByRole('button', { name: '特大' }).click()
      expect(await barriers(page)).toEqual([])
      await page.keyboard.press('Escape')
      expect(await barriers(page)).toEqual([])
      expect(await excessWidth(page)).toBe(0)
      expect(pages.faults).toEqual([])
    })
  }

  it('keeps larger letters and a slower voice for one conversation only', async () => {
    const page = await pages.open()
    await page.getByRole('button', { name: '无障碍' }).click()
    await page.getByRole('button', { name: '一键开启全部' }).click()
    await page.keyboard.press('Escape')
    await example(page, '三文鱼在哪里').click()
    await answered(page, '水产冷柜 A1')
    expect(await page.locator('html').getAttribute('data-text')).toBe('1.5')
    expect(pages.server.sentOf('voice').at(-1)).toMatchObject({ speed: 0.75 })
    await button(page, '结束').click()
    await page.locator('.attract').waitFor()
    expect(await page.locator('html').getAttribute('data-text')).toBe('1')
  })
})
