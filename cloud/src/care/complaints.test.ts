import type { ComplaintAnswer } from '@larder/contracts/ticket'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { loadTracing } from '../reports/tracing.ts'
import { seed } from '../seed.ts'
import { careSeed } from './care.fixture.ts'

describe.each(await databasesUnderTest())('complaints on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let stranger: Caller
  let staff: Caller
  let token: string
  let sent = 0

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server, loadTracing)
    token = (await seed(careSeed(), cloud.services.records, cloud.services.links)) as string
    stranger = await cloud.as('nobody')
    staff = await cloud.as('staff')
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  /** Each from an address of its own, so that only the test about limits meets them. */
  const complain = async (body: object, key = `key-number-${sent}`, of = token) => {
    const url = `/api/public/reports/${of}/complaints`
    const headers = { 'content-type': 'application/json', 'idempotency-key': key }
    const remoteAddress = `10.0.0.${sent++}`
    const answer = await cloud.app.inject({
      method: 'POST',
      url,
      headers,
      remoteAddress,
      payload: JSON.stringify(body),
    })
    return { status: answer.statusCode, body: answer.json() }
  }

  test('a complaint opens a ticket with what the report said, and the customer gets a reference and a time', async () => {
    const { status, body } = await complain({ scene: 'spoiled', text: 'It smells.', lot: 'L1', contact: '13800001234' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ appended: false, answerDueAtMs: cloud.clock.nowMs + 2 * 3_600_000 })
    expect(body.reference).toMatch(/^T-[0-9A-Z]{5}-[0-9A-Z]{5}$/)
    const ticket = (await staff.get(`/api/tickets/${body.ticket}`)).body
    const report = (await staff.get('/api/reports/order/O1')).body
    expect(ticket).toMatchObject({
      scene: 'spoiled',
      priority: 'high',
      state: 'open',
      order: 'O1',
      lot: 'L1',
      reports: 1,
    })
    expect(ticket.evidence).toMatchObject({
      kind: 'trace-report',
      subject: { kind: 'order', id: 'O1' },
      version: report.version,
      contentHash: report.hash,
      lots: [
        { lot: 'L1', nameEn: 'Salmon', verdict: report.lots[0].verdict },
        { lot: 'L2', nameEn: 'Shrimp' },
      ],
    })
    expect(ticket.evidence.contentHash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('how to reach the customer stands in no ticket, no list, no event and no log; staff ask for it by itself', async () => {
    const heard: string[] = []
    const sink = { writableLength: 0, write: (text: string) => heard.push(text) > 0, end() {}, destroy() {} }
    cloud.services.hub.add({ sink, session: 's', account: 'a' })
    const { body } = await complain({ scene: 'invoice', text: 'Please send one.', contact: 'jo@example.com' })
    const [one, list] = [await staff.get(`/api/tickets/${body.ticket}`), await staff.get('/api/tickets')]
    expect(one.body.hasContact).toBe(true)
    expect(heard.join('')).toContain(body.ticket)
    expect([one.text, list.text, heard.join('')].join('')).not.toContain('jo@example.com')
    expect((await staff.get(`/api/tickets/${body.ticket}/contacts`)).body).toEqual({ contacts: ['jo@example.com'] })
    expect((await stranger.get(`/api/tickets/${body.ticket}/contacts`)).status).toBe(401)
  })

  test('ten times the same key at once is one complaint, and another one may not borrow it', async () => {
    const body = { scene: 'late-delivery', text: 'An hour late.' }
    const answers = await Promise.all(Array.from({ length: 10 }, () => complain(body, 'one-and-the-same')))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201))
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    expect((await staff.get(`/api/tickets/${answers[0]?.body.ticket}`)).body.reports).toBe(1)
    const borrowed = await complain({ ...body, text: 'Two hours late.' }, 'one-and-the-same')
    expect(borrowed).toMatchObject({ status: 422, body: { error: { code: 'key-reused' } } })
  })

  test('without a key the same words are the same complaint', async () => {
    const url = `/api/public/reports/${token}/complaints`
    const twice = [1, 2].map(() => stranger.post(url, { scene: 'wrong-charge', text: 'Charged twice.' }))
    const [first, second] = await Promise.all(twice)
    expect(first?.status).toBe(201)
    expect(second?.body).toEqual(first?.body)
  })

  test('what is reported again while it is open is added to its ticket, and said so', async () => {
    const first = await complain({ scene: 'missing-item', text: 'No shrimp.' })
    const later = await Promise.all(
      [1, 2, 3].map((n) =>
        complain({ scene: 'missing-item', text: `Still none (${n}).`, lot: 'L2', contact: `tel ${n}` }),
      ),
    )
    for (const { body } of later) expect(body).toMatchObject({ ticket: first.body.ticket, appended: true })
    const ticket = (await staff.get(`/api/tickets/${first.body.ticket}`)).body
    expect(ticket.reports).toBe(4)
    const again = ticket.history.filter(({ action }: { action: string }) => action === 'reported-again')
    expect(again.map(({ by, note }: { by: string; note: string }) => [by, note]).sort()).toEqual(
      [1, 2, 3].map((n) => ['customer', `L2: Still none (${n}).`]),
    )
    expect((await staff.get(`/api/tickets/${ticket.id}/contacts`)).body.contacts).toHaveLength(3)
    const reason = { to: 'resolved', reason: 'sent again' }
    expect((await staff.post(`/api/tickets/${ticket.id}/move`, reason)).status).toBe(200)
    const fresh = await complain({ scene: 'missing-item', text: 'Missing once more.' })
    expect(fresh.body).toMatchObject({ appended: false })
    expect(fresh.body.ticket).not.toBe(ticket.id)
  })

  test('one who felt ill comes first, with a quarter of an hour to answer', async () => {
    const { body } = await complain({ scene: 'felt-ill', text: 'Sick after dinner.' })
    const [first] = (await staff.get('/api/tickets')).body
    expect(first).toMatchObject({ id: body.ticket, priority: 'urgent', dueAtMs: cloud.clock.nowMs + 15 * 60_000 })
  })

  test('a complaint is taken also while the telemetry store is away', async () => {
    cloud.clock.nowMs += 60_000
    cloud.store.down = true
    const { status, body } = await complain({ scene: 'foreign-object', text: 'A screw.' })
    cloud.store.down = false
    expect(status).toBe(201)
    expect((await staff.get(`/api/tickets/${(body as ComplaintAnswer).ticket}`)).body.evidence).toBeNull()
  })

  test.each([
    [{ scene: 'spoiled', text: '' }, 400, 'text'],
    [{ scene: 'spoiled', text: 'x'.repeat(2001) }, 400, 'text'],
    [{ scene: 'haunted', text: 'x' }, 400, 'scene'],
    [{ scene: 'spoiled', text: 'x', contact: 'x'.repeat(121) }, 400, 'contact'],
    [{ scene: 'spoiled', text: 'x', lot: 'L9' }, 422, 'lot'],
    [{ scene: 'spoiled', text: 'x', evidence: {} }, 400, ''],
  ])('what is wrong is refused by its field (%#)', async (body, status, field) => {
    const answer = await complain(body)
    expect(answer.status).toBe(status)
    expect(answer.body.error.fields[0].field).toBe(field)
  })

  test('an unknown link and a body too large are refused', async () => {
    expect((await complain({ scene: 'other', text: 'x' }, undefined, 'unknown')).status).toBe(404)
    expect((await complain({ scene: 'other', text: 'x'.repeat(20_000) })).body.error.code).toBe('too-large')
  })

  test('one address may complain ten times a minute', async () => {
    const url = `/api/public/reports/${token}/complaints`
    const statuses: number[] = []
    for (let n = 0; n < 12; n++)
      statuses.push((await stranger.post(url, { scene: 'other', text: `Number ${n}` })).status)
    expect(statuses).toContain(201)
    expect(statuses.at(-1)).toBe(429)
  })
})
