import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ticket } from '@larder/contracts/ticket'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { loadTracing } from '../reports/tracing.ts'
import { seed } from '../seed.ts'
import { careSeed } from './care.fixture.ts'
import { contactsBetween, repeatContactRate } from './related.ts'
import { keepTime } from './retention.ts'
import type { TicketOpening } from './tickets.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

describe.each(await databasesUnderTest())('the depth of care on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller
  let manager: Caller
  let token: string
  let count = 0

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server, loadTracing)
    token = (await seed(careSeed(), cloud.services.records, cloud.services.links)) as string
    staff = await cloud.as('staff')
    manager = await cloud.as('manager')
    for (const name of ['ann', 'bob']) await cloud.services.accounts.add(name, 'agent', 'a long enough secret')
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  const open = async (different: Partial<TicketOpening> = {}): Promise<Ticket> => {
    count += 1
    const opening = { scene: 'packaging-damaged', order: `N${count}`, text: 'Broken.', by: 'customer', evidence: null }
    return (await cloud.services.tickets.open({ ...opening, ...different } as TicketOpening)).ticket
  }
  const get = async (id: string): Promise<Ticket> => (await staff.get(`/api/tickets/${id}`)).body
  /** Nobody stays signed in for days. */
  const later = async (ms: number) => {
    cloud.clock.nowMs += ms
    staff = await cloud.as('staff')
    manager = await cloud.as('manager')
  }
  const settleAll = async () => {
    for (const { id } of (await staff.get('/api/tickets?limit=1000')).body) {
      await staff.post(`/api/tickets/${id}/move`, { to: 'resolved', reason: 'end of test' })
    }
  }
  const skill = (account: string, different: object = {}) =>
    manager.post(`/api/agent-skills/${account}`, {
      languages: ['zh', 'en'],
      groups: ['goods', 'safety'],
      available: true,
      ...different,
    })
  const photo = (width = 60) =>
    sharp({ create: { width, height: 40, channels: 3, background: '#c63' } })
      .withExif({ IFD0: { Make: 'Secret phone' } })
      .jpeg()
      .toBuffer()
  const upload = async (url: string, bytes: Buffer, type = 'image/jpeg', cookie = staff.cookie) => {
    const headers = { cookie, 'content-type': type }
    const remoteAddress = `10.1.0.${count++ % 250}`
    const answer = await cloud.app.inject({ method: 'POST', url, headers, payload: bytes, remoteAddress })
    return { status: answer.statusCode, body: answer.json() }
  }

  describe('merging', () => {
    test('history, contacts and attachments follow, and the nearer promise holds', async () => {
      const kept = await open({ scene: 'invoice', contact: '13800000001' })
      cloud.clock.nowMs += minuteMs
      const gone = await open({ scene: 'spoiled', contact: '13800000002' })
      await staff.post(`/api/tickets/${gone.id}/notes`, { text: 'seen' })
      await upload(`/api/tickets/${gone.id}/attachments`, await photo())
      const merged = await staff.post(`/api/tickets/${gone.id}/merge`, { into: kept.id, reason: 'one delivery' })
      expect(merged.status).toBe(200)
      expect(merged.body).toMatchObject({
        id: kept.id,
        priority: 'high',
        reports: 2,
        state: 'open',
        firstAnswerDueAtMs: gone.firstAnswerDueAtMs,
        resolutionDueAtMs: gone.resolutionDueAtMs,
        dueAtMs: gone.firstAnswerDueAtMs,
        attachments: [{ mime: 'image/jpeg' }],
      })
      expect(merged.body.history.map(({ action }: { action: string }) => action).sort()).toEqual(
        ['opened', 'opened', 'noted', 'attached', 'merged', 'merged'].sort(),
      )
      expect((await staff.get(`/api/tickets/${kept.id}/contacts`)).body.contacts.sort()).toEqual([
        '13800000001',
        '13800000002',
      ])
      expect(await get(gone.id)).toMatchObject({ state: 'closed', mergedInto: kept.id, dueAtMs: null })
      const picture = merged.body.attachments[0].id
      expect((await staff.get(`/api/tickets/${kept.id}/attachments/${picture}`)).status).toBe(200)
      const entries = (await manager.get('/api/audit?action=merged')).body
      expect(entries[0]).toMatchObject({
        by: 'staff',
        subject: gone.id,
        why: 'one delivery',
        detail: { into: kept.id },
      })
    })

    test('what is reported again about the closed one is added to the one that goes on, until that is settled', async () => {
      const [kept, gone] = [await open(), await open()]
      await staff.post(`/api/tickets/${gone.id}/merge`, { into: kept.id, reason: 'the same' })
      const order = gone.order as string
      expect(await open({ order, text: 'again' })).toMatchObject({ id: kept.id, reports: 3 })
      await staff.post(`/api/tickets/${kept.id}/move`, { to: 'resolved', reason: 'done' })
      expect((await open({ order })).id).not.toBe(kept.id)
    })

    test('a compensation that rested on the closed one is told of in the one that goes on', async () => {
      const [kept, gone] = [await open(), await open()]
      await staff.post(`/api/tickets/${gone.id}/merge`, { into: kept.id, reason: 'the same' })
      const { database, tickets } = cloud.services
      cloud.clock.nowMs += minuteMs
      const line = { action: 'compensation', by: 'manager', note: 'approved coupon late-delivery 500' } as const
      await database.transaction().execute((transaction) => tickets.recordWithin(transaction, gone.id, line))
      expect((await get(kept.id)).history.at(-1)).toMatchObject(line)
      expect((await get(gone.id)).history.at(-1)?.action).toBe('merged')
    })

    test('there are no circles and no chains', async () => {
      const [a, b, c] = [await open(), await open(), await open()]
      const merge = (from: Ticket, into: Ticket) =>
        staff.post(`/api/tickets/${from.id}/merge`, { into: into.id, reason: 'the same' })
      expect((await merge(a, a)).body.error.code).toBe('same-ticket')
      expect((await merge(a, b)).status).toBe(200)
      expect((await merge(b, a)).body.error.code).toBe('not-open')
      expect((await merge(a, c)).body.error.code).toBe('not-open')
      expect((await merge(b, c)).status).toBe(200)
      expect((await get(a.id)).mergedInto).toBe(c.id)
      expect((await get(c.id)).history.filter(({ action }) => action === 'opened')).toHaveLength(3)
    })

    test('two people who merge a pair both ways at once end with one open ticket', async () => {
      const [a, b] = [await open(), await open()]
      const answers = await Promise.all([
        staff.post(`/api/tickets/${a.id}/merge`, { into: b.id, reason: 'the same' }),
        manager.post(`/api/tickets/${b.id}/merge`, { into: a.id, reason: 'the same' }),
      ])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      expect([await get(a.id), await get(b.id)].filter(({ state }) => state === 'open')).toHaveLength(1)
    })
  })

  describe('assignment', () => {
    test('a new ticket goes to the one with the skill and the least to do', async () => {
      await settleAll()
      expect((await open()).assignedTo).toBeNull()
      await settleAll()
      await skill('ann')
      await skill('bob', { groups: ['goods'] })
      const first = await open()
      expect(first.assignedTo).toBe('ann')
      expect(first.history.at(-1)).toMatchObject({ action: 'assigned', by: 'larder', note: 'ann' })
      expect((await open()).assignedTo).toBe('bob')
      expect((await open({ scene: 'foreign-object' })).assignedTo).toBe('ann')
      expect((await open()).assignedTo).toBe('bob')
      const money = await open({ scene: 'refund' })
      expect(money.assignedTo).toBeNull()
      const views = (await staff.get('/api/agent-skills')).body
      expect(views.find(({ account }: { account: string }) => account === 'ann')).toMatchObject({ load: 2 })
    })

    test('twenty at once are shared evenly', async () => {
      await settleAll()
      const opened = await Promise.all(Array.from({ length: 20 }, () => open()))
      const owners = opened.map(({ assignedTo }) => assignedTo)
      expect([owners.filter((one) => one === 'ann').length, owners.filter((one) => one === 'bob').length]).toEqual([
        10, 10,
      ])
    })

    test('who goes away gives what is open to others; what nobody can take is nobody’s until one is back', async () => {
      await settleAll()
      const [goods, safety] = [await open(), await open({ scene: 'foreign-object' })]
      expect([goods.assignedTo, safety.assignedTo]).toEqual(['ann', 'ann'])
      await skill('ann', { available: false })
      expect((await get(goods.id)).assignedTo).toBe('bob')
      expect(await get(safety.id)).toMatchObject({ assignedTo: null, dueAtMs: safety.dueAtMs })
      expect((await get(safety.id)).history.at(-1)).toMatchObject({ action: 'unassigned', by: 'larder' })
      await skill('ann')
      expect((await get(safety.id)).assignedTo).toBe('ann')
      expect((await get(goods.id)).assignedTo).toBe('bob')
    })

    test('an account that ended loses its tickets to whoever is left', async () => {
      await settleAll()
      await cloud.services.accounts.add('zoe', 'agent', 'a long enough secret')
      await skill('zoe', { groups: ['money'] })
      const { id } = await open({ scene: 'refund' })
      expect((await get(id)).assignedTo).toBe('zoe')
      await cloud.services.accounts.change('zoe', { disabled: true })
      await cloud.services.assignments.settle()
      expect((await get(id)).assignedTo).toBeNull()
      await skill('bob', { groups: ['goods', 'money'] })
      expect((await get(id)).assignedTo).toBe('bob')
    })

    test('handed on it goes to another, never back to who gave it', async () => {
      await settleAll()
      const { id, assignedTo } = await open()
      expect(assignedTo).toBe('ann')
      const handed = await staff.post(`/api/tickets/${id}/hand-on`, { reason: 'end of shift' })
      expect(handed.body.assignedTo).toBe('bob')
      expect(handed.body.history.at(-2)).toMatchObject({ action: 'unassigned', by: 'staff', note: 'end of shift' })
    })

    test('only a manager sets skills; everybody says whether they are there', async () => {
      expect((await staff.post('/api/agent-skills/ann', { languages: [], groups: [], available: true })).status).toBe(
        403,
      )
      expect(
        (await manager.post('/api/agent-skills/nobody', { languages: [], groups: [], available: true })).status,
      ).toBe(404)
      expect((await staff.post('/api/agent-availability', { available: true })).body).toMatchObject({
        account: 'staff',
        available: true,
        groups: [],
      })
    })
  })

  describe('attachments', () => {
    test('a customer’s photo is cleaned, kept once and shown to staff with safe headers', async () => {
      const complaint = await staff.post(`/api/public/reports/${token}/complaints`, { scene: 'spoiled', text: 'Bad.' })
      const url = `/api/public/reports/${token}/tickets/${complaint.body.ticket}/attachments`
      const first = await upload(url, await photo(), 'image/jpeg', '')
      expect(first).toMatchObject({ status: 201, body: { mime: 'image/jpeg', by: 'customer' } })
      expect((await upload(url, await photo(), 'image/png', '')).body).toEqual(first.body)
      const address = `/api/tickets/${complaint.body.ticket}/attachments/${first.body.id}`
      const shown = await cloud.app.inject({ url: address, headers: { cookie: staff.cookie } })
      expect(shown.statusCode).toBe(200)
      expect(shown.headers).toMatchObject({
        'content-type': 'image/jpeg',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      })
      expect(shown.rawPayload.includes('Secret phone')).toBe(false)
      expect((await sharp(shown.rawPayload).metadata()).width).toBe(60)
      expect((await cloud.app.inject({ url: address })).statusCode).toBe(401)
    })

    test('through a link only tickets of its own order are reached', async () => {
      const other = await open()
      const url = `/api/public/reports/${token}/tickets/${other.id}/attachments`
      expect((await upload(url, await photo(), 'image/jpeg', '')).status).toBe(404)
      expect((await upload(url.replace(token, 'unknown-token'), await photo(), 'image/jpeg', '')).status).toBe(404)
    })

    test('what is no picture, too large or one too many is refused by its remedy', async () => {
      const { id } = await open()
      const url = `/api/tickets/${id}/attachments`
      const page = Buffer.from('<!doctype html><script>alert(1)</script>'.padEnd(100))
      expect((await upload(url, page)).body.error).toMatchObject({ code: 'bad-file' })
      expect((await upload(url, page, 'text/html')).status).toBe(415)
      expect((await upload(url, Buffer.alloc(8_000_001))).body.error.code).toBe('too-large')
      for (let width = 1; width <= 10; width++) expect((await upload(url, await photo(width))).status).toBe(201)
      expect((await upload(url, await photo(11))).body.error.code).toBe('too-many-files')
      expect((await staff.post(url, { file: 'x' })).status).toBe(415)
      expect((await get(id)).attachments).toHaveLength(10)
    })

    test('with the contacts the files are erased, and no file is left behind', async () => {
      const { id } = await open({ contact: '13811112222' })
      const { body } = await upload(`/api/tickets/${id}/attachments`, await photo(33))
      const { attachments, database } = cloud.services
      const files = () => readdir(join(cloud.dataDirectory, 'cloud', 'attachments'))
      const stray = `/api/tickets/${id}/attachments`
      expect((await upload(stray, Buffer.from('no picture at all, sorry, and long'))).status).toBe(422)
      expect(await files()).toContain(body.id)
      await staff.post(`/api/tickets/${id}/move`, { to: 'resolved', reason: 'done' })
      await staff.post(`/api/tickets/${id}/move`, { to: 'closed', reason: 'done' })
      await later(90 * dayMs)
      await keepTime(database, cloud.clock.nowMs)
      await attachments.keepTime()
      expect(await files()).not.toContain(body.id)
      expect((await get(id)).attachments).toEqual([])
    })
  })

  describe('coming back', () => {
    test('the same order, or the same number written otherwise, is known again across scenes', async () => {
      const sinceMs = cloud.clock.nowMs
      const first = await open({ scene: 'late-delivery', order: 'R1', contact: '+86 138-0000-9999' })
      await later(dayMs)
      const second = await open({ scene: 'spoiled', order: 'R1' })
      const third = await open({ scene: 'refund', order: 'R2', contact: '13800009999' })
      expect([first, second, third].map(({ contactNumber }) => contactNumber)).toEqual([1, 2, 2])
      const related = (await staff.get(`/api/tickets/${first.id}/related`)).body
      expect(related.map(({ id, by }: { id: string; by: string[] }) => [id, by]).sort()).toEqual(
        [
          [second.id, ['order']],
          [third.id, ['contact']],
        ].sort(),
      )
      expect(JSON.stringify(related)).not.toContain('13800009999')
      await open({ scene: 'spoiled', order: 'R1' })
      const contacts = await contactsBetween(cloud.services.database, sinceMs, cloud.clock.nowMs + 1)
      expect(contacts.map(({ repeated }) => repeated).sort()).toEqual([false, true, true, true])
      expect(await repeatContactRate(cloud.services.database, sinceMs, cloud.clock.nowMs + 1)).toBe(0.75)
      expect(await repeatContactRate(cloud.services.database, 0, 1)).toBeNull()
    })

    test('after a month it is a first contact again', async () => {
      await open({ order: 'R9', scene: 'invoice' })
      await later(31 * dayMs)
      expect((await open({ order: 'R9', scene: 'spoiled' })).contactNumber).toBe(1)
    })
  })

  test('a kiosk’s ticket keeps the id that was told, its time, and is opened once', async () => {
    const reported = { id: 'ABCDEFGHJK', order: 'KIOSK-1', atMs: cloud.clock.nowMs - 60 * minuteMs }
    const [one, two] = await Promise.all([open(reported), open(reported)])
    expect(one).toMatchObject({ id: 'ABCDEFGHJK', reference: 'T-ABCDE-FGHJK', reports: 1 })
    expect(one.firstAnswerDueAtMs).toBe(reported.atMs + 8 * 60 * minuteMs)
    expect(two).toMatchObject({ id: 'ABCDEFGHJK', reports: 1 })
    const added = { ...reported, id: 'BBBBBBBBBB' }
    expect(await open(added)).toMatchObject({ id: 'ABCDEFGHJK', reports: 2 })
    expect(await open(added)).toMatchObject({ id: 'ABCDEFGHJK', reports: 2 })
  })

  test('who felt ill has the lot held at once, with its audit; a held or unknown lot changes nothing', async () => {
    const { id } = await open({ scene: 'felt-ill', order: undefined, lot: 'L1' })
    const ticket = await get(id)
    expect(ticket.priority).toBe('urgent')
    expect(ticket.history.find(({ action }) => action === 'lot-held')).toMatchObject({ by: 'larder', note: 'L1' })
    expect((await staff.get('/api/lots/L1/standing')).body.state).toBe('held')
    const [entry] = (await manager.get('/api/audit?subjectKind=lot&subject=L1')).body
    expect(entry).toMatchObject({ action: 'held', by: 'larder' })
    expect(entry.why).toContain(ticket.reference)
    const order = await open({ scene: 'felt-ill', order: 'O1' })
    expect((await get(order.id)).history.filter(({ action }) => action === 'lot-held')).toMatchObject([{ note: 'L2' }])
    expect((await open({ scene: 'felt-ill', order: undefined, lot: 'unknown' })).history[0]?.action).toBe('opened')
  })

  test('a ticket is rated once by its reference, on the one that went on', async () => {
    const [kept, gone] = [await open(), await open()]
    await staff.post(`/api/tickets/${gone.id}/merge`, { into: kept.id, reason: 'the same' })
    const nobody = await cloud.as('nobody')
    const url = `/api/public/ratings/${gone.reference}`
    expect((await nobody.get(url)).body).toEqual({ reference: kept.reference, scene: gone.scene, rated: false })
    expect((await nobody.post(url, { score: 6 })).body.error.fields[0].field).toBe('score')
    expect((await nobody.post(url, { score: 4, text: 'kind' })).body.rated).toBe(true)
    expect((await nobody.post(url, { score: 1 })).body.error.code).toBe('rated-already')
    expect(await get(kept.id)).toMatchObject({ rating: { score: 4, text: 'kind' } })
    expect((await nobody.get('/api/public/ratings/T-00000-00000')).status).toBe(404)
  })
})
