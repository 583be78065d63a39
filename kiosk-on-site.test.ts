import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConversationView } from '@larder/contracts/conversation'
import type { Ticket } from '@larder/contracts/ticket'
import { hasTestModels, recording, recordings } from '@larder/kiosk/hearing/models.fixture'
import { ScreenClient } from '@larder/kiosk/screen-client.fixture'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withBabble } from './bench/babble.ts'
import {
  chromiumPath,
  filesWith,
  logOf,
  models,
  processOf,
  type Shopper,
  Shoppers,
  Wire,
} from './kiosk-on-site.fixture.ts'
import { type RunningSite, signIn, startSite, temporaryData, until } from './site.fixture.ts'

const present = existsSync(chromiumPath) && hasTestModels && recordings().length > 0
if (!present) console.warn('skipped the kiosk on a running site: it takes Chromium, speech models and their recordings')

describe.runIf(present)('the kiosk on a running site', () => {
  const { dataDirectory, remove } = temporaryData()
  const shoppers = new Shoppers()
  let site: RunningSite
  let desk: Browser
  let url: string
  let shopper: Shopper | undefined

  beforeAll(async () => {
    site = await startSite(dataDirectory, [], {
      LARDER_MODELS: models,
      LARDER_KIOSK_IDLE_WARNING_SECONDS: '6',
      LARDER_KIOSK_IDLE_WIPE_SECONDS: '10',
    })
    url = site.addresses.kiosk as string
    desk = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] })
    await until(async () => {
      const { understands, cloud } = (await (await fetch(`${url}/health`)).json()) as Record<string, unknown>
      return String(understands).length === 'zh,en'.length && cloud === 'reached'
    })
  }, 240_000)
  afterEach(async () => {
    if (shopper === undefined) return
    expect(shopper.faults).toEqual([])
    await shoppers.leave(shopper)
    shopper = undefined
  })
  afterAll(async () => {
    await desk?.close()
    await shoppers.stop()
    if (site?.process.exitCode === null) await site.stop()
    remove()
  }, 60_000)

  async function comes(sound?: Int16Array, { at = url, leadMs = 300 } = {}): Promise<Shopper> {
    shopper = await shoppers.come(at, sound, leadMs)
    return shopper
  }

  const staffSees = async <T>(path: string): Promise<T> => (await signIn(site, 'staff')).get<T>(path)
  const ticketsWith = async (reference: string): Promise<Ticket[]> =>
    (await staffSees<Ticket[]>('/api/tickets?state=all&limit=1000')).filter((one) => one.reference === reference)

  test.each([
    ['zh', 'zh_must_01.wav', '三文鱼在哪里', /鲜鱼柜/, /三文鱼/],
    ['en', 'en_must_01.wav', 'where is the salmon', /Fish counter/, /salmon/],
  ] as const)(
    'a recording spoken in %s is answered on the screen and aloud',
    async (language, file, said, shown, aloud) => {
      const one = await comes(recording(file))
      await one.start(language)
      await one.page.locator('.line.shopper', { hasText: said }).waitFor()
      await one.page.locator('.line.assistant', { hasText: shown }).waitFor()
      await one.page.getByRole('img', { name: /走到|the way from/ }).waitFor()
      const { turn } = await one.hears('answer', ({ text }) => shown.test(text))
      const { seconds, heard } = await one.soundOf(turn, language)
      expect(seconds).toBeGreaterThan(2)
      expect(heard).toMatch(aloud)
    },
  )

  test('a voice that speaks while the kiosk does silences it', async () => {
    const one = await comes(recording('zh_must_01.wav'), { leadMs: 1200 })
    await one.start('zh')
    const greeting = await one.hears('answer')
    const { turn } = await one.hears('spoken', ({ interrupted }) => interrupted)
    expect(turn).toBe(greeting.turn)
    await one.hears('answer', ({ text }) => text.includes('鲜鱼柜'))
    const stopped = one.came.findIndex((came) => !Buffer.isBuffer(came) && came.kind === 'spoken')
    const next = one.came.findIndex((came, at) => at > stopped && !Buffer.isBuffer(came) && came.kind === 'speaking')
    expect(one.came.slice(stopped, next).filter(Buffer.isBuffer)).toEqual([])
  })

  test('words among other people’s talk, 10 dB below, are understood', async () => {
    const others = recordings().filter((_, at) => at % 9 === 4)
    const voices = others.slice(0, 6).map(({ samples }) => samples)
    const one = await comes(withBabble(recording('en_must_01.wav'), voices, 10, 32_000))
    await one.start('en')
    await one.hears('answer', ({ text }) => text.includes('Fish counter'))
  })

  test('silence is said to be silence, and the kiosk does not go on listening', async () => {
    const one = await comes()
    await one.start('zh')
    await one.stays()
    await one.hears('heard', ({ text }) => text === null)
    await one.page.getByText('没有听清').waitFor()
    await one.page.locator('.microphone.off').waitFor()
    expect(await one.asks('几点关门')).toContain('22:30')
  })

  test('a shopper who walks away is forgotten: on the screen, in the server, in every file', async () => {
    const one = await comes()
    await one.start('zh')
    const { conversation } = await one.hears('begun')
    await one.asks('我的手机号是13912345678，三文鱼多少钱')
    await one.page.getByRole('dialog', { name: '您还在吗？' }).waitFor({ timeout: 60_000 })
    await one.page.locator('.attract').waitFor()
    await one.hears('wiped')
    const left = await one.page.content()
    for (const trace of ['13912345678', '三文鱼多少钱', '138']) expect(left).not.toContain(trace)
    const next = new ScreenClient(url)
    await next.ready()
    next.send({ kind: 'begin', resume: conversation })
    expect((await next.next('begun', 0)).conversation).not.toBe(conversation)
    next.cut()
    await until(async () => (await staffSees<ConversationView>(`/api/conversations/${conversation}`)).mode === 'ended')
    expect(filesWith(dataDirectory, ['13912345678', '1391234'])).toEqual([])
  })

  test('a connection cut in the middle of a sentence is taken up again', async () => {
    const wire = new Wire(url)
    try {
      const one = await comes(recording('zh_must_03.wav'), { at: await wire.start(), leadMs: 6000 })
      await one.start('zh')
      await one.stays()
      await one.hears('partial')
      wire.cut()
      await one.page.locator('.microphone.off').waitFor()
      await until(() => one.told('begun').length > 1)
      expect(new Set(one.told('begun').map(({ conversation }) => conversation)).size).toBe(1)
      expect(await one.asks('三文鱼在哪里')).toContain('鲜鱼柜')
    } finally {
      await wire.stop()
    }
  })

  test('a complaint that began with a spoken word ends in a ticket with the report as its evidence', async () => {
    const one = await comes(recording('en_must_07.wav'))
    await one.start('en')
    await one.stays()
    await one.hears('heard', ({ text }) => text === 'my salmon is spoiled')
    await one.hears('answer', ({ text }) => text.includes('Please do not eat it'))
    await one.touches('With an order')
    await one.presses('4719')
    expect(await one.presses('0842')).toContain('I have the order')
    expect(await one.touches('Skip')).toContain('Shall I open a case')
    await one.touches('Yes')
    const said = await one.touches('Skip')
    const reference = /T-[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(said)?.[0] as string
    await one.page.locator('.card', { hasText: reference }).first().waitFor()
    const [ticket, ...others] = await ticketsWith(reference)
    expect(others).toEqual([])
    expect(ticket).toMatchObject({ scene: 'spoiled', order: '4719', conversation: one.told('begun')[0]?.conversation })
    expect(ticket?.evidence?.lots.length ?? 0).toBeGreaterThan(0)
    expect(JSON.stringify(ticket)).not.toContain('0842')
  })

  test('an angry shopper reaches a person, is answered aloud, and can call another afterwards', async () => {
    const one = await comes()
    await one.start('zh')
    await one.stays()
    const { conversation } = await one.hears('begun')
    expect(await one.asks('你们太差劲了！等了两个小时还没人理我，气死我了')).toContain('抱歉')
    await one.page.locator('.mode.waiting').waitFor()

    const agent = await signedInAt(`/agent/${conversation}`)
    await agent.getByText('Angry').first().waitFor()
    await agent.getByRole('button', { name: 'Take over' }).click()
    await one.page.locator('.mode.agent').waitFor()
    await agent.getByLabel('Your answer').fill('我是小林，马上过来帮您。')
    await agent.getByRole('button', { name: 'Send' }).click()
    await one.page.locator('.line.agent', { hasText: '我是小林' }).waitFor()
    const { turn } = await one.hears('answer', ({ by }) => by === 'agent')
    expect((await one.soundOf(turn, 'zh')).seconds).toBeGreaterThan(1)

    await agent.getByRole('button', { name: 'Hand back to the assistant' }).click()
    await agent.getByRole('button', { name: 'Solved', exact: true }).click()
    await one.page.locator('.mode').waitFor({ state: 'detached' })
    await one.asks('转人工')
    await one.page.locator('.mode.waiting').waitFor()
    const view = await staffSees<ConversationView>(`/api/conversations/${conversation}`)
    expect(view.mode).toBe('waiting')
    await agent.context().close()
  })

  test('with the cloud away it answers from its copy, and a ticket arrives once when the cloud is back', async () => {
    const cloud = processOf('cloud', dataDirectory)
    const one = await comes()
    await one.start('zh')
    await one.stays()
    process.kill(cloud, 'SIGSTOP')
    try {
      expect(await one.asks('三文鱼多少钱')).toMatch(/138元/)
      expect(await one.asks('在哪里')).toContain('鲜鱼柜')
      expect(await one.asks('新鲜吗')).toMatch(/在售的这批冰鲜三文鱼柳.*鲜鱼柜现在/)
      await one.asks('少了一样东西')
      await one.touches('订单送来的')
      await one.presses('8812')
      expect(await one.presses('1357')).toContain('订单找到了')
      await one.touches('鲜基围虾')
      await one.touches('是的')
      const said = await one.touches('跳过')
      const reference = /T-[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(said)?.[0] as string
      await one.page.getByText('门店暂时没有联网').waitFor()
      const health = (await (await fetch(`${url}/health`)).json()) as Record<string, unknown>
      expect(health.cloud).toBe('away')
      process.kill(cloud, 'SIGCONT')
      await until(async () => (await ticketsWith(reference)).length > 0)
      await until(
        async () => ((await (await fetch(`${url}/health`)).json()) as Record<string, number>).waitingReports === 0,
      )
      const found = await ticketsWith(reference)
      expect(found).toHaveLength(1)
      expect(found[0]).toMatchObject({ scene: 'missing-item', order: '8812' })
      const all = await staffSees<Ticket[]>('/api/tickets?state=all&limit=1000&order=8812')
      expect(all.filter(({ scene }) => scene === 'missing-item')).toHaveLength(1)
    } finally {
      process.kill(cloud, 'SIGCONT')
    }
  })

  test('a report is asked about on its own page', async () => {
    const page = await onPhone(new URL(site.addresses.sampleReport as string).pathname)
    await page.getByRole('button', { name: 'Ask about this' }).click()
    await writes(page, 'is it still fresh?')
    await page
      .locator('.chat')
      .getByText(/left|days|limits/)
      .last()
      .waitFor()
    await page.context().close()
  })

  test('a phone goes on where the kiosk stopped, in the same conversation', async () => {
    const one = await comes()
    await one.start('en')
    await one.stays()
    const { conversation } = await one.hears('begun')
    expect(await one.asks('where is the salmon')).toContain('Fish counter')
    await one.page.getByRole('button', { name: 'To my phone' }).click()
    const { url: link } = await one.hears('phone-link')
    const page = await onPhone(new URL(link).pathname)
    await page.locator('.chat').getByText('where is the salmon').waitFor()
    await one.page.locator('.attract').waitFor()
    await writes(page, 'how much is it')
    await page
      .locator('.chat')
      .getByText(/138 yuan a kilo/)
      .waitFor()
    const view = await staffSees<ConversationView>(`/api/conversations/${conversation}`)
    expect(view).toMatchObject({ id: conversation, channel: 'web' })
    const shopperSaid = view.turns.filter(({ by }) => by === 'shopper').map(({ text }) => text)
    expect(shopperSaid).toEqual(['where is the salmon', 'how much is it'])
    await page.context().close()
  })

  test('the logs hold no words of shoppers, and no fault', () => {
    for (const room of ['kiosk', 'cloud']) {
      const log = logOf(dataDirectory, room)
      expect(log).not.toMatch(/三文鱼|salmon is|差劲|小林|0842|1357/)
      expect(log).not.toMatch(/an answer failed|TypeError|unhandled/i)
    }
  })

  async function signedInAt(path: string): Promise<Page> {
    const accounts = JSON.parse(readFileSync(join(dataDirectory, 'first-accounts.json'), 'utf8'))
    const context = await desk.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await page.goto((site.addresses.console as string) + path)
    await page.getByLabel('Account name').fill('staff')
    await page.getByLabel('Password').fill(accounts.console.staff)
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').first().waitFor()
    return page
  }

  async function onPhone(path: string): Promise<Page> {
    const context = await desk.newContext({ locale: 'en-GB', viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    await page.goto((site.addresses.console as string) + path)
    return page
  }

  async function writes(page: Page, text: string): Promise<void> {
    await page.getByPlaceholder('Type your question').fill(text)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
  }
})
