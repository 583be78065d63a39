import { defaultRiskPolicy, type RiskCard, type RiskPolicy, type RiskScore } from '@larder/contracts/risk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { careSeed } from '../care/care.fixture.ts'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { seed } from '../seed.ts'
import { keepModel } from './kept-model.ts'
import type { RiskModel } from './models.ts'
import { orderCase } from './site-cases.ts'
import { siteHistory, siteSchema } from './site-history.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

/** Goes by lateness alone: an hour late is a chance of one half. */
const byLateness: RiskModel = {
  encoder: {
    schema: siteSchema,
    columns: [
      {
        name: 'delayMinutes.last',
        factor: 'delayMinutes',
        source: 'delayMinutes.last',
        level: null,
        mean: 0,
        deviation: 60,
      },
    ],
    channels: [],
  },
  fitted: { model: 'logistic', logistic: { intercept: -4, weights: [4] } },
  calibration: { slope: 1, offset: 0 },
}
const part = { cases: 1, complaints: 1, fromMs: 0, untilMs: 0 }
const card: RiskCard = {
  ...{ trainedAtMs: 1, source: 'a test', chosen: 'logistic', train: part, calibrate: part, heldBack: part },
  ...{ baseLogLoss: 0.3, figures: [], reliability: [], threshold: 0.25, weights: [], warnings: [] },
  confusion: { truePositive: 0, falsePositive: 0, trueNegative: 0, falseNegative: 0 },
}

describe.each(await databasesUnderTest())('risk on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller
  let manager: Caller

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
    await seed(careSeed(), cloud.services.records, cloud.services.links)
    staff = await cloud.as('staff')
    manager = await cloud.as('manager')
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  const orderPromised = async (id: string, minutesAgo: number, customer = 'C-9'): Promise<void> => {
    const at = (ms: number) => new Date(cloud.clock.nowMs + ms).toISOString()
    const times = { orderedAt: at(-(minutesAgo + 60) * minuteMs), promisedAt: at(-minutesAgo * minuteMs) }
    const answer = await staff.post('/api/orders', {
      id,
      customer,
      store: 'shop-1',
      ...times,
      lines: [{ lot: 'L1', quantity: 1 }],
    })
    expect(answer.status).toBe(200)
  }
  const scoreOf = async (id: string): Promise<RiskScore | undefined> =>
    (await staff.get('/api/risk')).body.scores.find((one: RiskScore) => one.id === id)
  const policyWith = (messages: Partial<RiskPolicy['messages']>): RiskPolicy => ({
    ...defaultRiskPolicy,
    messages: { ...defaultRiskPolicy.messages, ...messages },
  })

  test('without a trained model nothing is scored, and the page is told so', async () => {
    expect(await cloud.services.risk.round()).toBe(0)
    expect((await staff.get('/api/risk')).body).toMatchObject({ scores: [], card: null, policy: defaultRiskPolicy })
  })

  test('a late order raises one alert however often it is scored; one on time raises none', async () => {
    await keepModel(cloud.services.database, byLateness, card)
    await orderPromised('LATE', 75)
    await orderPromised('ON-TIME', -30)
    const published: string[] = []
    const sink = { writableLength: 0, write: (text: string) => published.push(text) > 0, end() {}, destroy() {} }
    cloud.services.hub.add({ sink, session: 's', account: 'a' })
    await cloud.services.risk.round()
    cloud.clock.nowMs += 5 * minuteMs
    await cloud.services.risk.round()
    const late = await scoreOf('LATE')
    expect(late?.probability).toBeGreaterThan(0.5)
    expect(late?.alert?.raisedAtMs).toBe(cloud.clock.nowMs - 5 * minuteMs)
    expect(late?.crossedAtMs).toBe(cloud.clock.nowMs - 5 * minuteMs)
    expect(late?.factors[0]).toMatchObject({ factor: 'delayMinutes' })
    expect(late?.messages).toMatchObject([{ kind: 'delivery-notice', state: 'ready' }])
    expect(await scoreOf('ON-TIME')).toMatchObject({ alert: null, messages: [] })
    expect(published.filter((text) => text.startsWith('event: risk'))).toHaveLength(1)
  })

  test('an alert is seen to once, with a note in the audit log', async () => {
    const handle = () => staff.post('/api/risk/order/LATE/handle', { note: 'called the driver' })
    expect((await handle()).body.alert).toMatchObject({ handledBy: 'staff', note: 'called the driver' })
    expect((await handle()).status).toBe(409)
    const [entry] = await cloud.services.audit.entries({ subjectKind: 'risk-order', subject: 'LATE', limit: 1 })
    expect(entry).toMatchObject({ by: 'staff', action: 'handled', why: 'called the driver' })
  })

  test('only a manager changes the policy, within bounds, and the change is audited', async () => {
    const policy = policyWith({ 'coupon-offer': { on: true, atProbability: 0.5 } })
    const change = (by: Caller, body: unknown) => by.post('/api/risk/policy', body)
    expect((await change(staff, { policy, why: 'a trial' })).status).toBe(403)
    expect((await change(manager, { policy: { ...policy, alertAtProbability: 2 }, why: 'a trial' })).status).toBe(400)
    expect((await change(manager, { policy, why: 'a trial' })).status).toBe(200)
    expect((await staff.get('/api/risk')).body.policy).toEqual(policy)
    const [entry] = await cloud.services.audit.entries({ subjectKind: 'risk-policy', limit: 1 })
    expect(entry).toMatchObject({ by: 'manager', detail: { before: defaultRiskPolicy, after: policy } })
  })

  test('the customer reads what is ready; a coupon offer waits until a manager releases it', async () => {
    await cloud.services.risk.round()
    const { token } = (await cloud.services.links.create({ kind: 'order', id: 'LATE' })) as { token: string }
    const nobody = await cloud.as('nobody')
    const read = async () =>
      (await nobody.get(`/api/public/reports/${token}/messages`)).body.map(({ kind }: { kind: string }) => kind)
    expect(await read()).toEqual(['delivery-notice'])
    const offer = (await scoreOf('LATE'))?.messages.find(({ kind }) => kind === 'coupon-offer')
    expect(offer?.state).toBe('proposed')
    const decide = (by: Caller, verb: string) =>
      by.post(`/api/risk/messages/${offer?.id}/${verb}`, { why: 'very late' })
    expect((await decide(staff, 'release')).status).toBe(403)
    expect((await decide(manager, 'release')).body.state).toBe('ready')
    expect((await read()).sort()).toEqual(['coupon-offer', 'delivery-notice'])
    expect((await decide(manager, 'withdraw')).status).toBe(409)
    expect((await nobody.get('/api/public/reports/nothing/messages')).status).toBe(404)
  })

  test('past tickets are those before the order; the ticket that came of it is its outcome, with its time', async () => {
    const { tickets, records, database, risk } = cloud.services
    const complain = (order: string) =>
      tickets.open({ scene: 'late-delivery', order, text: 'late', by: 'customer', evidence: null })
    await orderPromised('EARLIER', 30, 'C-7')
    await complain('EARLIER')
    cloud.clock.nowMs += 180 * minuteMs
    await orderPromised('NEXT', -30, 'C-7')
    await complain('NEXT')
    const [next] = await records.findAll('orders', ['NEXT'])
    const known = await orderCase(cloud.services, next as never, cloud.clock.nowMs, 60)
    expect(known.numbers.pastTickets).toBe(1)
    await database.updateTable('order').set({ deliveredAtMs: cloud.clock.nowMs }).where('id', '=', 'NEXT').execute()
    const history = await siteHistory(cloud.services, cloud.clock.nowMs + 4 * dayMs, 60)
    const found = history.find(({ id }) => id === 'NEXT')
    expect(found).toMatchObject({ complained: true, complainedAtMs: cloud.clock.nowMs, numbers: { pastTickets: 1 } })
    expect(await risk.round()).toBeGreaterThan(0)
  })
})
