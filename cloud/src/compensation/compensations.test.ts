import type { Compensation, CompensationInput, PolicyVersion } from '@larder/contracts/compensation'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { careSeed } from '../care/care.fixture.ts'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { seed } from '../seed.ts'
import { dayMs } from './decide.ts'
import { defaultPolicy } from './default-policy.ts'
import { proposeForLateDeliveries } from './late-deliveries.ts'

const lotTrace = (lot: string, severity: 'warning' | 'critical') => ({
  ...{ lot: { id: lot }, product: { name: { zh: lot, en: lot } }, verdict: 'excursion', life: null },
  excursions: [{ severity }],
})

const yes = { reason: 'as the table says' }

describe.each(await databasesUnderTest())('compensation on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller
  let manager: Caller
  let administrator: Caller
  let orders = 0
  /** What the report of any order says; null while it cannot be had. */
  let report: object | null = null

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
    vi.spyOn(cloud.services.reports, 'get').mockImplementation(async () => {
      if (report === null) throw new Error('the store is away')
      return report as never
    })
    await seed(careSeed(), cloud.services.records, cloud.services.links)
    await signIn()
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  const signIn = async () => {
    staff = await cloud.as('staff')
    manager = await cloud.as('manager')
    administrator = await cloud.as('administrator')
  }
  /** Sessions do not last that long. */
  const daysPass = async (days: number) => {
    cloud.clock.nowMs += days * dayMs + 1
    await signIn()
  }

  /** An order of its own, delivered so many minutes after it was promised, just now. */
  const orderLate = async (minutes: number | null, customer?: string): Promise<string> => {
    orders += 1
    const id = `N${orders}`
    const at = (ms: number) => new Date(cloud.clock.nowMs + ms).toISOString()
    const answer = await staff.post('/api/orders', {
      ...{ id, customer: customer ?? `customer-${orders}`, store: 'shop-1', orderedAt: at(-8 * 3_600_000) },
      ...(minutes === null ? {} : { promisedAt: at(-minutes * 60_000), deliveredAt: at(0) }),
      lines: [
        { lot: 'L1', quantity: 1 },
        { lot: 'L2', quantity: 1 },
      ],
    })
    expect(answer.status).toBe(200)
    return id
  }
  const claim = (order: string, different: Partial<CompensationInput> = {}): CompensationInput => ({
    ...{ order, cause: 'late-delivery', evidence: [{ kind: 'order', id: order }] },
    ...different,
  })
  const damaged = (order: string, different: Partial<CompensationInput> = {}) =>
    claim(order, { cause: 'damaged', lot: 'L1', paidFen: 4000, ...different })
  const propose = (input: CompensationInput, by = staff) => by.post('/api/compensations', input)
  const act = (id: string, verb: string, by = administrator, body: object = yes) =>
    by.post(`/api/compensations/${id}/${verb}`, body)
  const issued = async (minutes = 30): Promise<Compensation> => {
    const { body } = await propose(claim(await orderLate(minutes)))
    return (await act(body.id, 'approve')).body
  }

  test('half an hour late is a coupon of ¥5 with no minimum spend, once approved, redeemed exactly once', async () => {
    const order = await orderLate(30)
    const proposed = await propose(claim(order))
    expect(proposed).toMatchObject({
      status: 201,
      body: { state: 'proposed', amountFen: 500, magnitude: 30, code: null },
    })
    const { id } = proposed.body
    const coupon = (await act(id, 'approve', manager)).body as Compensation
    expect(coupon).toMatchObject({ state: 'issued', decidedBy: 'manager', minimumSpendFen: 0 })
    expect(coupon.code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(coupon.validUntilMs).toBe(cloud.clock.nowMs + 30 * dayMs)
    const typed = coupon.code?.toLowerCase().replaceAll('-', ' ')
    const tries = await Promise.all(
      Array.from({ length: 10 }, () => staff.post('/api/coupons/redeem', { code: typed, spendFen: 600 })),
    )
    expect(tries.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)])
    const trail = await cloud.services.audit.entries({ subjectKind: 'compensation', subject: id, limit: 9 })
    expect(trail.map(({ action, by }) => `${action} ${by}`).reverse()).toEqual([
      'proposed staff',
      'approved manager',
      'redeemed staff',
    ])
    expect(JSON.stringify(trail)).not.toContain(coupon.code)
    expect(await cloud.services.audit.verify()).toMatchObject({ intact: true })
  })

  test('twenty proposals at once for one order and cause are one payout', async () => {
    const order = await orderLate(45)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => propose(claim(order), n % 2 ? staff : manager)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect((await staff.get(`/api/compensations?order=${order}`)).body).toHaveLength(1)
  })

  test('caps hold however many propose at once', async () => {
    const own = await Promise.all(Array.from({ length: 12 }, () => orderLate(30, 'often-late')))
    const answers = await Promise.all(own.map((order) => propose(claim(order))))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3)
    const others = answers.filter(({ status }) => status === 422)
    expect(others.map(({ body }) => body.error.code)).toEqual(Array(9).fill('customer-day-cap'))
    await daysPass(1)
    expect((await propose(claim(await orderLate(30, 'often-late')))).status).toBe(201)
  })

  test('what one role may not decide another may; refused stays refused until a manager voids it', async () => {
    const order = await orderLate(30)
    const { id } = (await propose(claim(order))).body
    const refused = await act(id, 'approve', staff)
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'above-limit' } } })
    expect(refused.body.error.message).toContain('ask agent')
    const dear = (await propose(claim(order, { cause: 'spoiled', lot: 'L2', paidFen: 30_000 }))).body
    expect(dear.amountFen).toBe(20_000)
    expect((await act(dear.id, 'approve', manager)).body.state).toBe('approved')
    await act(id, 'refuse', manager)
    expect((await propose(claim(order))).body).toMatchObject({ id, state: 'refused' })
    expect((await act(id, 'approve')).body.error.code).toBe('wrong-state')
    expect((await act(id, 'void', staff)).status).toBe(403)
    await act(id, 'void', manager)
    const anew = await propose(claim(order))
    expect(anew.status).toBe(201)
    expect(anew.body.id).not.toBe(id)
  })

  test('a refund is paid once, and no coupon is given for the goods beside it', async () => {
    const order = await orderLate(0)
    const { id } = (await propose(damaged(order))).body
    expect((await act(id, 'pay', staff, { payment: 'till 4, 1293' })).body.error.code).toBe('wrong-state')
    expect((await act(id, 'approve')).body).toMatchObject({ state: 'approved', amountFen: 2000, code: null })
    const beside = await propose(claim(order, { cause: 'excursion', lot: 'L1', magnitude: 1 }))
    expect(beside).toMatchObject({ status: 422, body: { error: { code: 'goods-compensated' } } })
    const paid = await act(id, 'pay', staff, { payment: 'till 4, 1293' })
    expect(paid.body).toMatchObject({ state: 'issued', payment: 'till 4, 1293' })
    expect((await act(id, 'pay', staff, { payment: 'again' })).status).toBe(409)
    expect((await act(id, 'void', manager)).body.error.code).toBe('already-paid')
  })

  test.each([
    ['a code nobody issued', { code: 'AAAA-AAAA-AAAA-AAAA' }, 404, 'unknown-code'],
    ['a code too short', { code: 'A' }, 400, 'invalid'],
    ['a negative purchase', { spendFen: -1 }, 400, 'invalid'],
  ])('%s is refused', async (_what, different, status, code) => {
    const { code: known } = await issued()
    const answer = await staff.post('/api/coupons/redeem', { code: known, spendFen: 1, ...different })
    expect(answer).toMatchObject({ status, body: { error: { code } } })
  })

  test('an expired, a voided and a redeemed coupon each say why', async () => {
    const [expired, voided, redeemed] = [await issued(), await issued(), await issued()]
    const redeem = async (coupon: Compensation) =>
      (await staff.post('/api/coupons/redeem', { code: coupon.code, spendFen: 1 })).body.error?.code
    await redeem(redeemed)
    expect(await redeem(redeemed)).toBe('already-redeemed')
    expect((await act(redeemed.id, 'void')).body.error.code).toBe('already-redeemed')
    await act(voided.id, 'void')
    expect(await redeem(voided)).toBe('not-valid')
    await daysPass(30)
    expect(await redeem(expired)).toBe('expired')
  })

  test('what a claim rests on must exist and be about its order', async () => {
    const order = await orderLate(30)
    const { ticket } = await cloud.services.tickets.open({
      ...{ scene: 'spoiled', order: 'O1', text: 'x', by: 'customer', evidence: null },
    })
    const field = async (different: Partial<CompensationInput>) => {
      const { status, body } = await propose(claim(order, different))
      return [status, body.error.fields?.[0]?.field]
    }
    expect(await field({ evidence: [] })).toEqual([400, 'evidence'])
    expect(await field({ evidence: [{ kind: 'order', id: 'O1' }] })).toEqual([422, 'evidence.0.id'])
    expect(await field({ evidence: [{ kind: 'ticket', id: ticket.id }] })).toEqual([422, 'evidence.0.id'])
    expect(await field({ evidence: [{ kind: 'alert', id: 'none' }] })).toEqual([422, 'evidence.0.id'])
    expect(await field({ lot: 'L9' })).toEqual([422, 'lot'])
    expect(await field({ order: 'none' })).toEqual([404, undefined])
    expect((await propose(claim(await orderLate(null)))).body.error.code).toBe('no-promised-time')
    expect((await propose(claim(await orderLate(29)))).body.error.code).toBe('below-threshold')
  })

  test('an excursion that no ticket froze is measured by the report as it is, and names its version', async () => {
    const order = await orderLate(0)
    const said = { cause: 'excursion', lot: 'L1', magnitude: 2, paidFen: 900 } as const
    report = { version: 3, hash: 'h', subject: { kind: 'order', id: order }, lots: [lotTrace('L1', 'warning')] }
    const { body } = await propose(claim(order, said))
    report = null
    expect(body).toMatchObject({ magnitude: 1, form: 'coupon', amountFen: 500 })
    expect(body.evidence).toContainEqual({ kind: 'report', id: `${order}@3` })
    const unmeasured = await propose(claim(await orderLate(0), said))
    expect(unmeasured.body).toMatchObject({ magnitude: 2, form: 'refund', amountFen: 900 })
  })

  test('the ticket it was asked for in keeps a line of each step', async () => {
    const order = await orderLate(0)
    const { ticket } = await cloud.services.tickets.open({
      ...{ scene: 'spoiled', order, text: 'x', by: 'customer', evidence: null },
    })
    const evidence = [{ kind: 'ticket', id: ticket.id } as const]
    const { id } = (await propose(damaged(order, { evidence }))).body
    await act(id, 'approve')
    const { history } = (await staff.get(`/api/tickets/${ticket.id}`)).body
    expect(history.slice(1).map(({ action, by, note }: Record<string, string>) => [action, by, note])).toEqual([
      ['compensation', 'staff', 'proposed refund damaged 2000'],
      ['compensation', 'administrator', 'approved refund damaged 2000'],
    ])
  })

  test('late deliveries are proposed by themselves, once, and never against a refusal', async () => {
    const { database, compensations, policies } = cloud.services
    const sources = { database, compensations, policies, now: () => cloud.clock.nowMs }
    await proposeForLateDeliveries(sources)
    const [late, onTime] = [await orderLate(40), await orderLate(5)]
    expect(await proposeForLateDeliveries(sources)).toBe(1)
    const of = async (order: string) => (await staff.get(`/api/compensations?order=${order}`)).body
    const [proposed] = await of(late)
    expect(proposed).toMatchObject({ proposedBy: 'larder', amountFen: 500, evidence: [{ kind: 'order', id: late }] })
    expect(await of(onTime)).toEqual([])
    await act(proposed.id, 'refuse')
    await act(proposed.id, 'void')
    expect(await proposeForLateDeliveries(sources)).toBe(0)
  })

  describe('the policy', () => {
    const edit = (by: Caller, basedOn: number, policy: object = defaultPolicy, why = 'a new season') =>
      by.post('/api/compensation-policy', { basedOn, policy, why })
    const current = async (): Promise<PolicyVersion> => (await staff.get('/api/compensation-policy')).body
    const generous = {
      ...defaultPolicy,
      tiers: defaultPolicy.tiers.map((tier, index) => (index === 0 ? { ...tier, amountFen: 600 } : tier)),
    }

    test('is edited by managers alone, with every fault named', async () => {
      expect((await edit(staff, 0)).status).toBe(403)
      const [first, ...rest] = defaultPolicy.tiers
      const twice = { ...defaultPolicy, tiers: [first, first, ...rest] }
      const faulty = await edit(manager, 0, twice)
      expect(faulty).toMatchObject({ status: 422, body: { error: { fields: [{ field: 'policy.tiers.1.from' }] } } })
      const negative = { ...defaultPolicy, tiers: [{ ...first, amountFen: -500 }] }
      expect((await edit(manager, 0, negative)).body.error.fields[0].field).toBe('policy.tiers.0.amountFen')
      expect((await edit(manager, 0, defaultPolicy, '')).body.error.fields[0].field).toBe('why')
      expect((await current()).version).toBe(0)
    })

    test('a dry run tells what a draft would have paid beside the one in force, and writes nothing', async () => {
      const rows = async () => {
        const tables = ['compensation', 'compensationPolicy', 'auditEntry', 'ticketEvent'] as const
        return Promise.all(
          tables.map(async (table) => (await cloud.services.database.selectFrom(table).selectAll().execute()).length),
        )
      }
      const before = await rows()
      const { status, body } = await manager.post('/api/compensation-policy/dry-run', { policy: generous, days: 60 })
      expect(status).toBe(200)
      const { draft, current: now } = body
      const late = (side: typeof draft) => side.tiers.find((tier: { from: number }) => tier.from === 30)
      expect(late(now).payouts).toBeGreaterThan(5)
      expect(late(draft).payouts).toBe(late(now).payouts)
      expect(draft.totalFen - now.totalFen).toBe(100 * late(draft).payouts)
      expect(draft.examples[0]).toMatchObject({ cause: 'late-delivery', form: 'coupon' })
      expect(now.refused['customer-day-cap']).toBeGreaterThan(0)
      expect(await rows()).toEqual(before)
      expect((await staff.post('/api/compensation-policy/dry-run', { policy: generous })).status).toBe(403)
    })

    test('of two who edit at once one is told, and the versions keep who and why', async () => {
      const answers = await Promise.all([edit(manager, 0, generous), edit(administrator, 0, generous, 'it is Monday')])
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
      expect(await current()).toMatchObject({ version: 1, policy: generous })
      const history = (await staff.get('/api/compensation-policy/history')).body
      expect(history.map(({ version }: PolicyVersion) => version)).toEqual([1, 0])
      expect(['a new season', 'it is Monday']).toContain(history[0].why)
      const trail = await cloud.services.audit.entries({ subjectKind: 'compensation-policy', limit: 9 })
      expect(trail).toHaveLength(1)
    })

    test('what is proposed from then on follows the new one', async () => {
      const { body } = await propose(claim(await orderLate(30)))
      expect(body).toMatchObject({ amountFen: 600, policyVersion: 1, tierFrom: 30 })
    })
  })
})
