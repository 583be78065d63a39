import { instantStretch } from '@larder/edge/telemetry/stretch'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { loadTracing } from '../reports/tracing.ts'

const hourMs = 3_600_000

describe.each(await databasesUnderTest())('remaining life on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server, loadTracing)
    const { nowMs } = cloud.clock
    const at = (hours: number): string => new Date(nowMs + hours * hourMs).toISOString()
    const manager = await cloud.as('manager')
    const post = async (path: string, body: object) => {
      const answer = await manager.post(`/api/${path}`, body)
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    }
    const name = { nameZh: '奶', nameEn: 'Milk', profile: 'dairy', unit: 'piece' }
    await post('products', { id: 'milk', ...name })
    const lot = { product: 'milk', supplier: 'Farm', originZh: '场', originEn: 'Farm', quantity: 10 }
    await post('lots', { id: 'OLD', packedAt: at(-72), ...lot })
    await post('lots', { id: 'NEW', packedAt: at(-24), ...lot })
    const lines = ['NEW', 'OLD'].map((id) => ({ lot: id, quantity: 1 }))
    await post('orders', { id: 'O1', store: 'shop-1', orderedAt: at(-1), lines })
    const leg = { site: 'shop-1', asset: 'cabinet-1', phase: 'cabinet', from: at(-24) }
    await post('consignments', { id: 'K1', lots: ['NEW', 'OLD'], legs: [leg] })
    const readings = Array.from({ length: 1440 }, (_, minute) =>
      instantStretch(nowMs - 24 * hourMs + minute * 60_000, 5),
    )
    cloud.store.stretches = async ({ probe }) => {
      if (cloud.store.down) throw new Error('connection refused')
      return probe === 'air' ? readings : []
    }
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  test.each([
    ['order', 'O1'],
    ['consignment', 'K1'],
  ])('the worst lot leads the %s', async (kind, id) => {
    const { status, body } = await (await cloud.as('staff')).get(`/api/life/${kind}/${id}`)
    expect(status).toBe(200)
    expect(body.subject).toEqual({ kind, id })
    expect(body.lots.map(({ lot }: { lot: string }) => lot)).toEqual(['OLD', 'NEW'])
    const [worst, best] = body.lots
    expect(worst.life.leftDays.likely).toBeLessThan(best.life.leftDays.likely - 1.9)
    expect(worst.life.leftDays.low).toBeLessThan(worst.life.leftDays.likely)
    expect(best.kinetic).toMatchObject({ mktCelsius: expect.closeTo(5), limitCelsius: 8, aboveLimitMs: 0 })
  })

  test('of one lot it is the life of its report', async () => {
    const staff = await cloud.as('staff')
    const report = (await staff.get('/api/reports/lot/NEW')).body.lots[0]
    const { body } = await staff.get('/api/life/lot/NEW')
    expect(body.lots).toHaveLength(1)
    expect(body.lots[0].life).toEqual(report.life)
    expect(report.life.spoilage).toMatchObject({ rate: { model: 'arrhenius', activationKjPerMol: 65.9 }, verify: true })
  })

  test('what is unknown is not found, and nobody asks without an account', async () => {
    const staff = await cloud.as('staff')
    for (const kind of ['lot', 'consignment', 'order'])
      expect((await staff.get(`/api/life/${kind}/X`)).status).toBe(404)
    expect((await staff.get('/api/life/truck/X')).status).toBe(400)
    expect((await (await cloud.as('nobody')).get('/api/life/lot/NEW')).status).toBe(401)
  })

  test('while the telemetry store is away it says so', async () => {
    cloud.store.down = true
    const answer = await (await cloud.as('staff')).get('/api/life/lot/NEW')
    cloud.store.down = false
    expect(answer).toMatchObject({ status: 503, body: { error: { code: 'store-unreachable' } } })
  })
})
