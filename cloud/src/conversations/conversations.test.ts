import { randomUUID } from 'node:crypto'
import type { Turn } from '@larder/contracts/conversation'
import type { KioskReport } from '@larder/contracts/kiosk-link'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { careSeed } from '../care/care.fixture.ts'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { loadTracing } from '../reports/tracing.ts'
import { seed } from '../seed.ts'
import { keepConversationTime } from './retention.ts'

const dayMs = 86_400_000

describe.each(await databasesUnderTest())('conversations on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let nobody: Caller
  let token: string
  let elsewhere: string

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server, loadTracing)
    await seed(careSeed(), cloud.services.records, cloud.services.links)
    nobody = await cloud.as('nobody')
    token = await cloud.services.kiosks.add('entrance', 'shop-1', 'administrator')
    elsewhere = await cloud.services.kiosks.add('far-away', 'shop-2', 'administrator')
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  const tell = (reports: KioskReport[], as = token) =>
    nobody.post('/api/kiosk/reports', { reports }, { authorization: `Bearer ${as}` })
  const about = (conversation: string, atMs = cloud.clock.nowMs) => ({ id: randomUUID(), conversation, atMs })
  const turnOf = (conversation: string, different: Partial<Turn> = {}): Turn => ({
    id: randomUUID(),
    conversation,
    atMs: cloud.clock.nowMs,
    by: 'shopper',
    language: 'zh',
    text: '三文鱼在哪里',
    spoken: true,
    understanding: {
      intent: 'where',
      confidence: 0.9,
      second: { intent: 'price', confidence: 0.05 },
      slots: [{ name: 'product', value: 'salmon', confidence: 0.9 }],
      mood: 'angry',
      moodConfidence: 0.8,
    },
    outcome: null,
    cards: [],
    choices: [],
    latencyMs: null,
    ...different,
  })
  const turnReport = (turn: Turn, state: Record<string, never> | null = null): KioskReport => ({
    kind: 'turn',
    ...about(turn.conversation, turn.atMs),
    turn,
    state,
  })
  const started = (conversation: string): KioskReport => ({
    kind: 'started',
    ...about(conversation),
    channel: 'kiosk',
    kiosk: 'entrance',
    language: 'en',
  })

  test('what a kiosk reports is there once, however often and by how many at once it is told', async () => {
    const id = randomUUID()
    const reports = [started(id), turnReport(turnOf(id)), turnReport(turnOf(id, { by: 'assistant', text: '在一号柜' }))]
    const answers = await Promise.all([tell(reports), tell(reports), tell(reports)])
    for (const { status, body } of answers) {
      expect(status).toBe(200)
      expect(body).toEqual({ taken: reports.map((report) => report.id), refused: [] })
    }
    const view = await cloud.services.conversations.view(id)
    expect(view).toMatchObject({ site: 'shop-1', kiosk: 'entrance', mode: 'assistant', mood: 'angry' })
    expect(view.turns).toHaveLength(2)
    expect(view.turns[0]).toEqual((reports[1] as { turn: Turn }).turn)
  })

  test('turns that arrive late stand where they were said', async () => {
    const id = randomUUID()
    const atMs = cloud.clock.nowMs
    const [second, first] = [turnOf(id, { atMs, text: 'second' }), turnOf(id, { atMs: atMs - 1000, text: 'first' })]
    await tell([turnReport(second), turnReport(first)])
    const view = await cloud.services.conversations.view(id)
    expect(view.turns.map(({ text }) => text)).toEqual(['first', 'second'])
    expect(await cloud.services.conversations.summary(id)).toMatchObject({ lastText: 'second', turnCount: 2 })
  })

  test('a kiosk writes into no conversation of another site, and no contradiction is written', async () => {
    const id = randomUUID()
    await tell([started(id)])
    const foreign = turnReport(turnOf(id))
    expect((await tell([foreign], elsewhere)).body).toMatchObject({ taken: [], refused: [{ id: foreign.id }] })
    const mixed: KioskReport = { kind: 'turn', ...about(id), turn: turnOf(randomUUID()), state: null }
    expect((await tell([mixed, turnReport(turnOf(id))])).body).toMatchObject({ refused: [{ id: mixed.id }] })
    expect((await cloud.services.conversations.view(id)).turns).toHaveLength(1)
  })

  test('a person is called, joins, answers and gives back; another may not answer in between', async () => {
    const { conversations } = cloud.services
    const id = randomUUID()
    const handOff = {
      reason: 'angry' as const,
      priority: 'urgent' as const,
      atMs: cloud.clock.nowMs,
      scene: null,
      order: null,
      lot: null,
      offered: ['a coupon'],
    }
    await tell([started(id), { kind: 'hand-off', ...about(id), handOff }])
    expect(await conversations.summary(id)).toMatchObject({ mode: 'waiting', handOff })
    await expect(conversations.say(id, 'ann', 'hello', 'en')).rejects.toThrow('join')
    await conversations.join(id, 'ann')
    await expect(conversations.join(id, 'bob')).rejects.toThrow('ann answers')
    await conversations.say(id, 'ann', 'hello', 'en')
    expect(await conversations.summary(id)).toMatchObject({ mode: 'agent', agent: 'ann', lastText: 'hello' })
    await conversations.leave(id, 'ann', { end: false })
    expect(await conversations.summary(id)).toMatchObject({ mode: 'assistant', agent: null })
    await tell([{ kind: 'rated', ...about(id), rating: { score: 5, text: 'kind' } }])
    await tell([{ kind: 'ended', ...about(id), why: 'goodbye' }])
    expect(await conversations.summary(id)).toMatchObject({ mode: 'ended', rating: { score: 5 } })
    await expect(conversations.join(id, 'ann')).rejects.toThrow('left')
  })

  test('what an agent said while the kiosk was away is told when it comes back, once and in order', async () => {
    const { conversations, inbox } = cloud.services
    const id = randomUUID()
    await tell([started(id)])
    const listen = async (lastEventId?: string) => {
      const heard: string[] = []
      const sink = { writableLength: 0, write: (text: string) => heard.push(text) > 0, end() {}, destroy() {} }
      inbox.add('entrance', sink, lastEventId)
      return { heard, sink }
    }
    const here = await listen()
    await conversations.join(id, 'ann')
    await expect.poll(() => here.heard.join('')).toContain('event: agent-joined')
    inbox.remove(here.sink)
    for (const text of ['one', 'two']) await conversations.say(id, 'ann', text, 'en')
    const last = here.heard
      .join('')
      .match(/id: \d+/g)
      ?.at(-1)
      ?.slice(4)
    const back = await listen(last)
    await expect.poll(() => back.heard.join('')).toMatch(/"one"[\s\S]*"two"/)
    expect(back.heard.join('')).not.toContain('agent-joined')
    inbox.remove(back.sink)
  })

  test('a ticket told twice is one, with the report of that moment and what the policy pays', async () => {
    const id = randomUUID()
    const ticket = {
      id: '0123456789',
      conversation: id,
      atMs: cloud.clock.nowMs,
      scene: 'late-delivery' as const,
      order: 'O1',
      lot: null,
      text: 'It came too late.',
      contact: null,
      magnitude: null,
    }
    const headers = { authorization: `Bearer ${token}` }
    const first = await nobody.post('/api/kiosk/tickets', ticket, headers)
    expect(first).toMatchObject({
      status: 200,
      body: { reference: 'T-01234-56789', appended: false, compensation: { state: 'proposed' } },
    })
    const again = await tell([{ kind: 'ticket', ...about(id), ticket }])
    expect(again.body.refused).toEqual([])
    expect(await cloud.services.tickets.get('0123456789')).toMatchObject({
      reports: 1,
      evidence: { subject: { kind: 'order', id: 'O1' } },
    })
    expect(await cloud.services.conversations.summary(id)).toMatchObject({ ticket: '0123456789' })
  })

  test('after thirty days what was said is gone and its figures stay; who left without a word has ended', async () => {
    const { conversations, database } = cloud.services
    const id = randomUUID()
    await tell([started(id), turnReport(turnOf(id)), { kind: 'unanswered', ...about(id), language: 'zh', text: '啥' }])
    await keepConversationTime(database, cloud.clock.nowMs + 2 * 3_600_000)
    expect(await conversations.summary(id)).toMatchObject({ mode: 'ended', lastText: '三文鱼在哪里' })
    await keepConversationTime(database, cloud.clock.nowMs + 31 * dayMs)
    const view = await conversations.view(id)
    expect(view.turns).toMatchObject([{ text: '', understanding: { intent: 'where', confidence: 0.9, slots: [] } }])
    expect(
      await database.selectFrom('unansweredQuestion').selectAll().where('conversation', '=', id).execute(),
    ).toEqual([])
  })

  test('erasing after a long time away leaves the room free to answer between', async () => {
    const { database } = cloud.services
    const ids = Array.from({ length: 45 }, () => randomUUID())
    for (const id of ids) await tell([started(id), turnReport(turnOf(id))])
    let turnsOfTheLoop = 0
    const count = setInterval(() => turnsOfTheLoop++, 0)
    await keepConversationTime(database, cloud.clock.nowMs + 31 * dayMs)
    clearInterval(count)
    const left = await database.selectFrom('conversation').select('id').where('erased', '=', 0).execute()
    expect(left).toEqual([])
    expect(turnsOfTheLoop).toBeGreaterThanOrEqual(2)
  })

  test('another site’s conversation gets no ticket', async () => {
    const id = randomUUID()
    await tell([started(id)])
    const ticket = {
      id: 'ABCDEFGHJK',
      conversation: id,
      atMs: cloud.clock.nowMs,
      scene: 'other' as const,
      order: null,
      lot: null,
      text: 'late',
      contact: null,
      magnitude: null,
    }
    const headers = { authorization: `Bearer ${elsewhere}` }
    expect((await nobody.post('/api/kiosk/tickets', ticket, headers)).status).toBe(403)
    await expect(cloud.services.tickets.get('ABCDEFGHJK')).rejects.toThrow('ticket')
    expect((await cloud.services.conversations.summary(id)).ticket).toBeNull()
  })

  test('a kiosk whose clock is years ahead keeps nothing from being erased', async () => {
    const { conversations, database } = cloud.services
    const id = randomUUID()
    const atMs = cloud.clock.nowMs + 10 * 365 * dayMs
    const question = { kind: 'unanswered' as const, ...about(id, atMs), language: 'zh' as const, text: '啥' }
    await tell([{ ...started(id), atMs }, turnReport(turnOf(id, { atMs })), question])
    expect(await conversations.summary(id)).toMatchObject({ lastAtMs: cloud.clock.nowMs, lastText: '三文鱼在哪里' })
    await keepConversationTime(database, cloud.clock.nowMs + 31 * dayMs)
    expect((await conversations.view(id)).turns).toMatchObject([{ text: '' }])
    const questions = database.selectFrom('unansweredQuestion').select('id').where('conversation', '=', id)
    expect(await questions.execute()).toEqual([])
  })

  test('what was said before a code was asked for is remembered, though it arrives later', async () => {
    const { conversations, kiosks } = cloud.services
    const id = randomUUID()
    const kiosk = await kiosks.find(token)
    if (kiosk === undefined) throw new Error('the kiosk is known')
    await conversations.holdFor(kiosk, id)
    const turn = turnOf(id, { atMs: cloud.clock.nowMs - 5000 })
    await tell([{ kind: 'turn', ...about(id, turn.atMs), turn, state: { asking: 'lot' } }])
    expect(await conversations.state(id)).toEqual({ asking: 'lot' })
  })

  test('an answer of the assistant that comes after a person has joined is not said', async () => {
    const { conversations } = cloud.services
    const id = randomUUID()
    await tell([started(id), turnReport(turnOf(id))])
    await conversations.join(id, 'ann')
    expect(await conversations.append(turnOf(id, { by: 'assistant', text: '在一号柜' }), null)).toBe(false)
    expect(await conversations.append(turnOf(id), null)).toBe(true)
    expect((await conversations.view(id)).turns).toHaveLength(2)
  })

  test('no account, no other token and no token opens a kiosk’s door', async () => {
    const administrator = await cloud.as('administrator')
    for (const headers of [{}, { authorization: 'Bearer x'.repeat(30) }]) {
      expect((await administrator.post('/api/kiosk/reports', { reports: [] }, headers)).status).toBe(401)
    }
    const removed = await cloud.services.kiosks.add('old', 'shop-1', 'administrator')
    await cloud.services.kiosks.remove('old', 'administrator')
    expect((await tell([started(randomUUID())], removed)).status).toBe(401)
    const staff = await nobody.get('/api/tickets')
    expect(staff.status).toBe(401)
  })
})
