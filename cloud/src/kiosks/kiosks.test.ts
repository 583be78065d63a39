import { randomUUID } from 'node:crypto'
import { kioskKey, orderProof } from '@larder/contracts/order-proof'
import { storeCopy } from '@larder/contracts/store-copy'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { careSeed } from '../care/care.fixture.ts'
import { type Caller, type CloudUnderTest, passwords, situation, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { loadTracing } from '../reports/tracing.ts'
import { type Seed, seed } from '../seed.ts'

const words = { zh: '说明', en: 'words' }
const day = { opens: '08:00', closes: '22:00' }

/** The shop of the care tests with shelves, and an order of another store. */
const shopSeed = (): Seed => {
  const base = careSeed()
  const [order] = base.orders
  return {
    ...base,
    orders: [
      { ...(order as (typeof base.orders)[number]), phoneDigits: '0842' },
      { ...(order as (typeof base.orders)[number]), id: 'DD-4719', phoneDigits: '0842' },
      { ...(order as (typeof base.orders)[number]), id: 'ELSEWHERE', store: 'shop-2', phoneDigits: '1111' },
    ],
    stores: [
      {
        site: 'shop-1',
        hours: [day, day, day, day, day, day, null],
        plan: {
          width: 20,
          depth: 12,
          entrance: { x: 10, y: 12 },
          kiosk: { x: 9, y: 10 },
          shelves: [{ id: 'F1', label: { zh: '鲜鱼', en: 'Fish' }, x: 1, y: 1, width: 4, depth: 1 }],
        },
        membership: words,
        policy: { refund: words, delivery: words, freshness: words },
      },
    ],
    productCards: [{ product: 'salmon', attributes: { taste: ['mild'] } }],
    shelfItems: [
      { store: 'shop-1', product: 'salmon', priceFen: 12800, stock: 4.5, shelf: 'F1', asset: 'cabinet-1', lot: 'L1' },
    ],
    offers: [
      {
        id: 'OF1',
        store: 'shop-1',
        product: 'salmon',
        priceFen: 9900,
        from: '2026-11-19T00:00:00+08:00',
        until: '2026-11-29T00:00:00+08:00',
      },
    ],
  }
}

describe.each(await databasesUnderTest())('what a kiosk asks on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let nobody: Caller
  let token: string
  let elsewhere: string
  let link: string

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server, loadTracing)
    await seed(shopSeed(), cloud.services.records, cloud.services.links)
    nobody = await cloud.as('nobody')
    token = await cloud.services.kiosks.add('entrance', 'shop-1', 'administrator')
    elsewhere = await cloud.services.kiosks.add('far-away', 'shop-2', 'administrator')
    link = (await cloud.services.links.create({ kind: 'order', id: 'O1' })).token
    await cloud.services.briefs.refresh()
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  const ask = (url: string, body?: unknown, { as = token, etag }: { as?: string; etag?: string } = {}) => {
    const headers: Record<string, string> = { authorization: `Bearer ${as}` }
    if (etag !== undefined) headers['if-none-match'] = etag
    if (body !== undefined) return nobody.post(url, body, headers)
    return cloud.app.inject({ method: 'GET', url, headers }).then((answer) => ({
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      body: answer.body === '' ? null : answer.json(),
    }))
  }
  const past = (ms: number) => {
    cloud.clock.nowMs += ms
  }

  test('the copy holds the store’s facts, proofs instead of digits, and nobody else’s orders', async () => {
    const answer = await ask('/api/kiosk/copy')
    expect(answer.status).toBe(200)
    const copy = storeCopy.parse(answer.body)
    expect(copy).toMatchObject({
      site: 'shop-1',
      store: { site: 'shop-1' },
      shelf: [{ product: 'salmon', lot: 'L1' }],
      offers: [{ id: 'OF1', membersOnly: false }],
      lots: [{ lot: 'L1', standing: { state: 'free' } }, { lot: 'L2' }],
      cabinets: [{ asset: 'cabinet-1', celsius: null, alarmed: false }],
    })
    expect(copy.orders).toEqual(
      ['DD-4719', 'O1'].map((id) => expect.objectContaining({ id, proof: orderProof(kioskKey(token), id, '0842') })),
    )
    expect(copy.orders[0]?.lines).toEqual([
      { lot: 'L1', product: 'salmon', quantity: 1 },
      { lot: 'L2', product: 'shrimp', quantity: 2 },
    ])
    expect(answer.text).not.toMatch(/0842|C77/)
  })

  test('an unchanged copy is not sent again; an alarm, a hold and a price are news', async () => {
    const etagOf = async () => {
      past(5000)
      return String((await ask('/api/kiosk/copy')).headers.etag)
    }
    const first = await etagOf()
    past(5000)
    expect((await ask('/api/kiosk/copy', undefined, { etag: first })).status).toBe(304)
    await cloud.services.alerts.apply(situation())
    const alarmed = await etagOf()
    expect(alarmed).not.toBe(first)
    expect((await ask('/api/kiosk/copy')).body.cabinets[0].alarmed).toBe(true)
    const manager = await cloud.as('manager')
    const hold = { lots: ['L1'], decision: 'hold', reason: 'smells odd', password: passwords.manager }
    const held = await manager.post('/api/dispositions', { ...hold, lot: 'L1', lots: undefined })
    expect(held.status).toBeLessThan(300)
    expect(await etagOf()).not.toBe(alarmed)
    expect((await ask('/api/kiosk/copy')).body.lots[0]).toMatchObject({
      standing: { state: 'held' },
      advice: 'ask-staff',
    })
  })

  test('an order opens to its digits or its link; wrong digits, no order and another store’s look alike', async () => {
    const open = (body: object, as = token) => ask('/api/kiosk/orders/open', body, { as })
    expect((await open({ number: 'O1', phoneDigits: '0842' })).body).toMatchObject({
      state: 'open',
      order: { id: 'O1' },
    })
    expect((await open({ token: link })).body).toMatchObject({ state: 'open', order: { id: 'O1' } })
    // Digits alone are what can be said of DD-4719.
    expect((await open({ number: '4719', phoneDigits: '0842' })).body.order).toMatchObject({ id: 'DD-4719' })
    const refusals = await Promise.all([
      open({ number: 'O1', phoneDigits: '0000' }),
      open({ number: 'NOBODYS', phoneDigits: '0842' }),
      open({ number: 'ELSEWHERE', phoneDigits: '1111' }),
      open({ token: 'no-such-token-at-all' }),
      open({ token: link }, elsewhere),
    ])
    expect(new Set(refusals.map(({ text }) => text))).toEqual(new Set(['{"state":"refused"}']))
  })

  test('digits can not be tried out: after five tries the order waits, for the right digits too', async () => {
    const open = (phoneDigits: string) => ask('/api/kiosk/orders/open', { number: 'O1', phoneDigits })
    past(3_600_000)
    const states: string[] = []
    for (let digits = 1000; digits < 1012; digits++) states.push((await open(String(digits))).body.state)
    expect(states.slice(0, 4)).toEqual(['refused', 'refused', 'refused', 'refused'])
    expect(states.at(-1)).toBe('locked')
    expect((await open('0842')).body).toMatchObject({ state: 'locked', untilMs: expect.any(Number) })
  })

  test('a report is told with its link, of this store’s goods alone', async () => {
    const trace = (kind: string, id: string, as = token) => ask('/api/kiosk/trace', { subject: { kind, id } }, { as })
    const { status, body } = await trace('order', 'O1')
    expect(status).toBe(200)
    expect(body.brief).toMatchObject({ subject: { kind: 'order', id: 'O1' }, lots: [{ lot: 'L1' }, { lot: 'L2' }] })
    expect(body.url).toBe(`https://larder.example/t/${link}`)
    expect((await trace('lot', 'L1')).status).toBe(200)
    expect((await trace('order', 'O1', elsewhere)).status).toBe(404)
    expect((await trace('lot', 'L9')).status).toBe(404)
  })

  test('a code continues one conversation, once, for ten minutes', async () => {
    const { codes } = cloud.services
    const id = randomUUID()
    const { status, body } = await ask(`/api/kiosk/conversations/${id}/code`, {})
    expect(status).toBe(200)
    const code = new URL(body.url).pathname.split('/').at(-1) as string
    expect(body.url).toMatch(/^https:\/\/larder\.example\/c\/[\w-]{22}$/)
    expect((await ask(`/api/kiosk/conversations/${id}/code`, {}, { as: elsewhere })).status).toBe(403)
    expect(await codes.redeem(code)).toBe(id)
    expect(await codes.redeem(code)).toBeUndefined()
    const late = new URL((await ask(`/api/kiosk/conversations/${id}/code`, {})).body.url).pathname.slice(3)
    past(11 * 60_000)
    expect(await codes.redeem(late)).toBeUndefined()
  })

  test.each([
    ['/api/kiosk/orders/open', { number: 'O1', phoneDigits: '08421' }],
    ['/api/kiosk/orders/open', { number: 'x'.repeat(100_000), phoneDigits: '0842' }],
    ['/api/kiosk/orders/open', { number: "O1' or '1'='1", phoneDigits: "0'42" }],
    ['/api/kiosk/trace', { subject: { kind: 'site', id: 'shop-1' } }],
    ['/api/kiosk/reports', { reports: [{ kind: 'turn', id: 'not-a-uuid' }] }],
    ['/api/kiosk/reports', { reports: [] }],
    ['/api/kiosk/tickets', { id: '../../etc/passwd' }],
  ])('hostile input is refused by its field: %s %#', async (url, body) => {
    const answer = await ask(url, body)
    expect([400, 413]).toContain(answer.status)
    expect(answer.body.error.code).toMatch(/invalid|too-large/)
  })

  test('a kiosk’s token opens nothing but the kiosk’s own routes', async () => {
    for (const url of ['/api/orders', '/api/tickets', '/api/sites', '/api/epcis/events']) {
      expect((await ask(url)).status, url).toBe(401)
    }
    expect((await ask('/api/kiosk/mind/zh')).status).toBe(404)
  })
})
