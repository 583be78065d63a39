import { randomUUID } from 'node:crypto'
import type { HandOff, Turn } from '@larder/contracts/conversation'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { careSeed } from '../care/care.fixture.ts'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { loadTracing } from '../reports/tracing.ts'
import { seed } from '../seed.ts'
import { AbsentAgents, absentMs } from './agent/absent-agents.ts'

describe.each(await databasesUnderTest())('the agents’ API on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller
  let manager: Caller

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server, loadTracing)
    await seed(careSeed(), cloud.services.records, cloud.services.links)
    staff = await cloud.as('staff')
    manager = await cloud.as('manager')
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  const handOff = (different: Partial<HandOff> = {}): HandOff => ({
    reason: 'angry',
    priority: 'high',
    atMs: cloud.clock.nowMs,
    scene: 'late-delivery',
    order: 'O1',
    lot: null,
    offered: [],
    ...different,
  })
  const waiting = async (different: Partial<Turn> = {}, kiosk: string | null = null): Promise<string> => {
    const { conversations } = cloud.services
    const id = randomUUID()
    const atMs = cloud.clock.nowMs
    const channel = kiosk === null ? 'web' : 'kiosk'
    await conversations.start({ id, channel, site: 'shop-1', kiosk, language: 'zh', atMs })
    const turn: Turn = {
      id: randomUUID(),
      conversation: id,
      atMs,
      by: 'shopper',
      language: 'zh',
      text: '我要找人',
      spoken: false,
      understanding: null,
      outcome: null,
      cards: [],
      choices: [],
      latencyMs: null,
      ...different,
    }
    await conversations.append(turn, null)
    await conversations.callPerson(id, randomUUID(), handOff())
    return id
  }

  test('who waits is listed, one joins, a second is refused by name, and what is said is in the transcript', async () => {
    const id = await waiting()
    const listed = (await staff.get('/api/conversations?mode=waiting')).body
    expect(listed.find((one: { id: string }) => one.id === id)).toMatchObject({ mode: 'waiting', lastText: '我要找人' })
    const answers = await Promise.all([
      staff.post(`/api/conversations/${id}/join`, {}),
      manager.post(`/api/conversations/${id}/join`, {}),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const [inside, outside] = answers[0]?.status === 200 ? [staff, manager] : [manager, staff]
    const refused = answers.find(({ status }) => status === 409)?.body.error
    expect(refused).toMatchObject({ code: 'taken' })
    expect(refused.message).toMatch(/^(staff|manager) answers/)
    expect((await outside.post(`/api/conversations/${id}/say`, { text: 'x', language: 'zh' })).body.error.code).toBe(
      'not-joined',
    )
    await inside.post(`/api/conversations/${id}/say`, { text: '您好', language: 'zh' })
    const view = (await staff.get(`/api/conversations/${id}`)).body
    expect(view.turns.at(-1)).toMatchObject({ by: 'agent', text: '您好' })
    const left = await inside.post(`/api/conversations/${id}/leave`, { end: true, result: 'solved' })
    expect(left.body.mode).toBe('ended')
    const kept = cloud.services.database.selectFrom('conversationResult').selectAll().where('conversation', '=', id)
    expect(await kept.executeTakeFirst()).toMatchObject({ result: 'solved' })
  })

  test('a ticket opened out of it belongs to the agent, and what is said is its first answer', async () => {
    const id = await waiting()
    await staff.post(`/api/conversations/${id}/join`, {})
    const asked = { scene: 'late-delivery', order: 'O1', text: 'An hour late.' }
    const receipt = await staff.post(`/api/conversations/${id}/ticket`, asked)
    expect(receipt.status).toBe(201)
    expect(receipt.body.compensation).toMatchObject({ form: 'coupon', state: 'proposed', amountFen: 500 })
    const { ticket } = await cloud.services.conversations.summary(id)
    expect((await staff.get(`/api/tickets/${ticket}`)).body).toMatchObject({
      assignedTo: 'staff',
      conversation: id,
      firstAnsweredAtMs: null,
    })
    await staff.post(`/api/conversations/${id}/say`, { text: 'Sorry.', language: 'en' })
    await staff.post(`/api/conversations/${id}/say`, { text: 'Anything else?', language: 'en' })
    const answered = (await staff.get(`/api/tickets/${ticket}`)).body
    expect(answered).toMatchObject({ state: 'in-progress', firstAnsweredAtMs: cloud.clock.nowMs })
    expect(answered.history.filter(({ action }: { action: string }) => action === 'answered')).toHaveLength(1)
  })

  test('who has been spoken to already has had the first answer when the ticket is opened', async () => {
    const id = await waiting()
    await staff.post(`/api/conversations/${id}/join`, {})
    await staff.post(`/api/conversations/${id}/say`, { text: 'I am with you.', language: 'en' })
    await staff.post(`/api/conversations/${id}/ticket`, { scene: 'other', text: 'A question.' })
    const { ticket } = await cloud.services.conversations.summary(id)
    expect((await staff.get(`/api/tickets/${ticket}`)).body.firstAnsweredAtMs).toBe(cloud.clock.nowMs)
  })

  test('ready answers hold the facts of the conversation in both languages, and none that nobody knows', async () => {
    const order = {
      id: 'O1',
      orderedAtMs: Date.parse('2026-11-20T09:00:00+08:00'),
      promisedAtMs: Date.parse('2026-11-20T10:00:00+08:00'),
      deliveredAtMs: Date.parse('2026-11-20T10:45:00+08:00'),
      lines: [{ lot: 'L1', product: 'salmon', quantity: 1 }],
    }
    const names = { salmon: { zh: '三文鱼', en: 'Salmon' } }
    const id = await waiting({ by: 'assistant', cards: [{ kind: 'order', order, names }] })
    const answers = (await staff.get(`/api/conversations/${id}/canned-answers`)).body
    const late = answers.find((one: { id: string }) => one.id === 'late-facts')
    expect(late.text.en).toMatch(
      /^Order O1 was promised for 20 Nov,? 10:00 and came at 20 Nov,? 10:45, 45 minutes late/,
    )
    expect(late.text.zh).toContain('晚了 45 分钟')
    const ids = answers.map((one: { id: string }) => one.id)
    expect(ids).toContain('hello')
    expect(ids).not.toContain('trace-excursion')
    expect(ids).not.toContain('ticket')
    expect(JSON.stringify(answers)).not.toMatch(/[{]\w+[}]|undefined/)
  })

  test('whose console is closed for a minute leaves, and the shopper waits for somebody else', async () => {
    const { conversations, hub } = cloud.services
    const id = await waiting({}, 'kiosk-9')
    await staff.post(`/api/conversations/${id}/join`, {})
    const absent = new AbsentAgents({ conversations, hub, now: () => cloud.clock.nowMs })
    const sink = { writableLength: 0, write: () => true, end() {}, destroy() {} }
    const listener = { sink, session: 's', account: 'staff' }
    hub.add(listener)
    const look = async (afterMs: number) => {
      cloud.clock.nowMs += afterMs
      await absent.look()
      return (await conversations.summary(id)).mode
    }
    expect(await look(10 * absentMs)).toBe('agent')
    hub.remove(listener)
    expect(await look(0)).toBe('agent')
    expect(await look(absentMs - 1)).toBe('agent')
    hub.add(listener)
    expect(await look(absentMs)).toBe('agent')
    hub.remove(listener)
    await look(0)
    expect(await look(absentMs)).toBe('waiting')
    expect(await conversations.summary(id)).toMatchObject({ agent: null, handOff: { priority: 'high' } })
    const told = cloud.services.database.selectFrom('kioskInbox').select('name').where('kiosk', '=', 'kiosk-9')
    const names = (await told.orderBy('ordinal').execute()).map(({ name }) => name)
    expect(names).toEqual(['person-called', 'agent-joined', 'agent-left', 'person-called'])
  })

  test('without an account nothing of a conversation is seen', async () => {
    const id = await waiting()
    const nobody = await cloud.as('nobody')
    for (const url of ['', `/${id}`, `/${id}/canned-answers`]) {
      expect((await nobody.get(`/api/conversations${url}`)).status).toBe(401)
    }
    expect((await staff.get(`/api/conversations/${randomUUID()}`)).status).toBe(404)
    expect((await staff.get('/api/conversations/not-a-uuid')).status).toBe(400)
  })
})
