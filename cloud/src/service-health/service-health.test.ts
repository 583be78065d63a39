import { randomUUID } from 'node:crypto'
import type { HandOff, Turn } from '@larder/contracts/conversation'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { keepConversationTime } from '../conversations/retention.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { FigureBook } from './figure-book.ts'

const dayMs = 86_400_000

const handOffOf = (reason: HandOff['reason'], priority: HandOff['priority']) => {
  return { reason, priority, scene: null, order: 'O-1', lot: null, offered: [] }
}

describe.each(await databasesUnderTest())('the service health board on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller
  let startMs: number
  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
    staff = await cloud.as('staff')
    startMs = cloud.clock.nowMs
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  const later = (): number => {
    cloud.clock.nowMs += 1000
    return cloud.clock.nowMs
  }
  const turnOf = (conversation: string, different: Partial<Turn>): Turn => ({
    ...{ id: randomUUID(), conversation, atMs: later(), by: 'shopper', language: 'zh' },
    ...{ text: '三文鱼多少钱', spoken: true, understanding: null, outcome: null, cards: [], choices: [] },
    ...{ latencyMs: null, ...different },
  })
  /** A talk of one request. */
  const talk = async (
    intent: string,
    outcome: NonNullable<Turn['outcome']>,
    {
      channel = 'kiosk',
      latencyMs = 400,
      score,
    }: { channel?: 'kiosk' | 'web'; latencyMs?: number; score?: number } = {},
  ): Promise<string> => {
    const { conversations } = cloud.services
    const id = randomUUID()
    const language = 'zh'
    await conversations.start({ id, channel, site: 'shop-1', kiosk: null, language, atMs: later() })
    const understood = { confidence: 0.9, second: null, slots: [], mood: 'neutral' as const, moodConfidence: 0.5 }
    await conversations.append(turnOf(id, { understanding: { intent, ...understood } }), null)
    await conversations.append(turnOf(id, { by: 'assistant', outcome, latencyMs }), null)
    if (score !== undefined) await conversations.rate(id, { score, text: '' })
    await conversations.end(id, 'goodbye')
    return id
  }
  const range = () => `fromMs=${startMs}&untilMs=${cloud.clock.nowMs + 1000}`
  const board = async (more = '') => {
    // A later moment: figures of one moment are computed once.
    cloud.clock.nowMs += 5000
    return (await staff.get(`/api/service-health?${range()}${more}`)).body
  }
  const questions = async () => (await staff.get(`/api/service-health/questions?${range()}`)).body
  const list = async (more: string) =>
    (await staff.get(`/api/service-health/conversations?${range()}${more}`)).body.map(({ id }: { id: string }) => id)

  test('figures follow the conversations live, and each leads to the ones it counts', async () => {
    const price = await talk('product-price', 'answered', { latencyMs: 300, score: 5 })
    const cooking = await talk('product-cook', 'unanswered', { latencyMs: 700, score: 2 })
    const spoiled = await talk('spoiled', 'ticket', { channel: 'web' })
    await talk('hello', 'control')
    const { total, by, timeZone } = await board()
    expect(total).toMatchObject({
      ...{ conversations: 3, ended: 3, resolved: 2, handedOff: 0, requests: 3, unanswered: 1 },
      firstAnswer: { measured: 3, p50Ms: 400, p95Ms: 700 },
      ...{ rated: 2, satisfied: 1, meanScore: 3.5 },
    })
    expect(timeZone).toBe('Asia/Shanghai')
    expect(
      by.channel.map(({ key, conversations }: { key: string; conversations: number }) => [key, conversations]),
    ).toEqual([
      ['kiosk', 2],
      ['web', 1],
    ])
    expect((await questions()).top).toContainEqual({
      intent: 'product-cook',
      asked: 1,
      unanswered: 1,
      conversations: 1,
    })
    expect(await list('&what=resolved')).toEqual([spoiled, price])
    expect(await list('&what=unresolved')).toEqual([cooking])
    expect(await list('&what=unanswered')).toEqual([cooking])
    expect(await list('&what=unsatisfied')).toEqual([cooking])
    expect(await list('&what=slowest')).toEqual([cooking, spoiled, price])
    expect(await list('&channel=web')).toEqual([spoiled])
    expect(await list('&topic=spoiled')).toEqual([spoiled])
    expect(await list('&intent=product-price')).toEqual([price])
    expect(await list(`&hour=${by.hour[0].key}`)).toHaveLength(3)
    expect((await board('&channel=web')).total.conversations).toBe(1)
    expect((await board('&language=en')).total.conversations).toBe(0)
  })

  test('a later rating and a call for a person change what a conversation counts as', async () => {
    const id = await talk('product-where', 'answered')
    expect(await list('&what=handed-off')).toEqual([])
    const asked = handOffOf('angry', 'high')
    await cloud.services.conversations.callPerson(id, randomUUID(), { ...asked, atMs: cloud.clock.nowMs })
    expect(await list('&what=handed-off')).toEqual([id])
    await cloud.services.conversations.rate(id, { score: 1, text: '' })
    expect((await list('&what=unsatisfied'))[0]).toBe(id)
  })

  test('the same order again within 30 days is a repeat contact', async () => {
    const asked = handOffOf('policy', 'normal')
    const again = await talk('refund', 'ticket')
    await cloud.services.conversations.callPerson(again, randomUUID(), { ...asked, atMs: cloud.clock.nowMs })
    expect((await board()).total).toMatchObject({ withSubject: 2, repeated: 1 })
    expect(await list('&what=repeated')).toEqual([again])
  })

  test('figures and lists go into a spreadsheet, and no cell becomes a formula', async () => {
    await talk('=HYPERLINK("x")', 'answered')
    const figures = await staff.get(`/api/service-health/figures.csv?${range()}`)
    expect(figures.headers['content-disposition']).toMatch(/^attachment; filename="service-health-.*\.csv"$/)
    const [head = '', all = ''] = figures.text.split('\r\n')
    const cells = Object.fromEntries(head.split(',').map((name, at) => [name, all.split(',')[at]]))
    expect(cells).toMatchObject({ conversations: '6', ended: '6', resolved: '3', resolutionPercent: '50' })
    expect(figures.text).toContain('"\'=HYPERLINK(""x"")"')
    const rows = await staff.get(`/api/service-health/conversations.csv?${range()}&what=unresolved`)
    expect(rows.text.trim().split('\r\n')).toHaveLength(1 + 3)
  })

  test('what a time may be is said with its field', async () => {
    const backwards = await staff.get('/api/service-health?fromMs=10&untilMs=5')
    expect(backwards).toMatchObject({ status: 400, body: { error: { fields: [{ field: 'untilMs' }] } } })
    const decade = await staff.get(`/api/service-health?fromMs=0&untilMs=${3650 * dayMs}`)
    expect(decade.text).toContain('366 days at most')
  })

  test('unanswered questions are told alike ones together', async () => {
    const conversation = await talk('product-cook', 'unanswered')
    for (const text of ['你们有没有充电宝', '有没有充电宝']) {
      await cloud.services.conversations.unanswered({ id: randomUUID(), conversation, language: 'zh', text })
    }
    expect((await questions()).unanswered).toMatchObject([
      { count: 2, languages: ['zh'], newestConversation: conversation },
    ])
  })

  test('texts are erased after 30 days, and the figures stay', async () => {
    const before = (await board()).total
    cloud.clock.nowMs += 31 * dayMs
    staff = await cloud.as('staff')
    await keepConversationTime(cloud.services.database, cloud.clock.nowMs)
    const book = new FigureBook(cloud.services)
    await book.reconcile()
    const after = await board()
    expect(after.total).toEqual(before)
    expect((await questions()).unanswered).toEqual([])
    const keys = await cloud.services.database.selectFrom('conversationFigure').select('subjectKey').execute()
    expect(keys.every(({ subjectKey }) => subjectKey === null)).toBe(true)
  })

  test('what happened while nobody counted is counted at the next start', async () => {
    const id = await talk('product-price', 'answered', { score: 4 })
    await cloud.services.database.deleteFrom('conversationFigure').where('conversation', '=', id).execute()
    await new FigureBook(cloud.services).reconcile()
    expect(await list('&what=rated')).toContain(id)
  })
})
