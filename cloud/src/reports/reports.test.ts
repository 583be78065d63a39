import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { seed } from '../seed.ts'
import { shopSeed as records } from './shop-seed.fixture.ts'
import { loadTracing } from './tracing.ts'

const hourMs = 3_600_000

describe.each(await databasesUnderTest())('trace reports on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let token: string

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server, loadTracing)
    token = (await seed(records, cloud.services.records, cloud.services.links)) as string
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  const settle = () => {
    cloud.clock.nowMs += 10_000
  }

  test('a link opens the report of its order without an account, and nothing in it names a person', async () => {
    const stranger = await cloud.as('nobody')
    const answer = await stranger.get(`/api/public/reports/${token}`)
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'private, no-cache' } })
    expect(answer.body).toMatchObject({ version: 1, subject: { kind: 'order', id: 'O1' } })
    expect(answer.body.lots[0].lot).toMatchObject({ id: 'L1', supplier: 'Nordic Farm' })
    expect(answer.text).not.toContain('C77')
    expect((await stranger.get('/api/reports/order/O1')).status).toBe(401)
  })

  test('the version stays while nothing changes and rises when a record is corrected', async () => {
    const staff = await cloud.as('staff')
    const version = async () => {
      settle()
      return (await staff.get('/api/reports/lot/L1')).body.version
    }
    expect([await version(), await version()]).toEqual([1, 1])
    await staff.post('/api/lots', { ...records.lots[0], supplier: 'Southern Farm' })
    expect([await version(), await version()]).toEqual([2, 2])
  })

  test('a link is made once per subject, holds 144 random bits and only for what exists', async () => {
    const staff = await cloud.as('staff')
    const first = await staff.post('/api/links', { kind: 'lot', id: 'L1' })
    expect(first.body.token).toMatch(/^[\w-]{24}$/)
    expect(first.body.url).toBe(`https://larder.example/t/${first.body.token}`)
    expect((await staff.post('/api/links', { kind: 'lot', id: 'L1' })).body).toEqual(first.body)
    expect((await staff.post('/api/links', { kind: 'lot', id: 'L404' })).status).toBe(404)
    expect((await (await cloud.as('nobody')).post('/api/links', { kind: 'lot', id: 'L1' })).status).toBe(401)
  })

  test('the code for the pack is a picture', async () => {
    const picture = await (await cloud.as('nobody')).get(`/api/public/reports/${token}/qr.svg`)
    expect(picture).toMatchObject({ status: 200, headers: { 'content-type': 'image/svg+xml' } })
    expect(picture.text).toMatch(/^<svg /)
  })

  test.each(['AAAAAAAAAAAAAAAAAAAAAAAA', 'x', "'; drop table link; --"])(
    'the unknown link %s is honestly not found',
    async (unknown) => {
      const stranger = await cloud.as('nobody')
      const path = encodeURIComponent(unknown)
      expect((await stranger.get(`/api/public/reports/${path}`)).body.error.code).toBe('not-found')
      expect((await stranger.get(`/api/public/reports/${path}/qr.svg`)).status).toBe(404)
      expect((await stranger.get(`/t/${path}`)).status).toBe(404)
    },
  )

  test('while the telemetry store is away the report says so, and comes back by itself', async () => {
    const staff = await cloud.as('staff')
    settle()
    cloud.store.down = true
    const answer = await staff.get('/api/reports/lot/L1')
    expect(answer).toMatchObject({ status: 503, body: { error: { code: 'store-unreachable' } } })
    cloud.store.down = false
    expect((await staff.get('/api/reports/lot/L1')).status).toBe(200)
  })

  test("an asset's history has its readings, its gaps as points without values, its doors and its situations", async () => {
    const untilMs = cloud.clock.nowMs
    const fromMs = untilMs - hourMs
    const at = (minutes: number) => fromMs + minutes * 60_000
    const sample = (minutes: number, more: object) => ({
      site: 'shop-1',
      asset: 'cabinet-1',
      probe: 'air',
      sequence: minutes,
      observedAtMs: at(minutes),
      receivedAtMs: at(minutes),
      ...more,
    })
    cloud.store.held = [
      ...Array.from({ length: 10 }, (_, minute) => sample(minute, { celsius: 2 })),
      ...Array.from({ length: 10 }, (_, minute) => sample(30 + minute, { celsius: 3 })),
      sample(41, { probe: 'door', doorOpen: true }),
      sample(42, { probe: 'door', doorOpen: true }),
      sample(43, { probe: 'door', doorOpen: false }),
    ]
    const staff = await cloud.as('staff')
    const url = `/api/assets/shop-1/cabinet-1/history?fromMs=${fromMs}&untilMs=${untilMs}&points=600`
    const { chart } = (await staff.get(url)).body
    expect(chart).toMatchObject({ highCelsius: 4, lowCelsius: -1.5, doors: [{ fromMs: at(41), untilMs: at(43) }] })
    const means = chart.series[0].points.map(({ mean }: { mean: number | null }) => mean)
    expect(means).toEqual([...Array(10).fill(2), null, ...Array(10).fill(3)])
    expect((await staff.get(`/api/assets/shop-1/none/history?fromMs=1&untilMs=2`)).status).toBe(404)
    expect((await staff.get(url.replace(`untilMs=${untilMs}`, 'untilMs=1'))).body.error.fields[0].field).toBe('untilMs')
  })
})
