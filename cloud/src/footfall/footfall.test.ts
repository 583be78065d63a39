import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FootfallMessage, quarterMs } from '@larder/contracts/footfall'
import type { FootfallReport } from '@larder/contracts/footfall-view'
import { worldFootfall } from '@larder/firmware-sim/footfall-records'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { comparisons } from './compare-days.ts'
import { footfallIntake } from './intake.ts'
import { dayAfter, daysFrom, ShopClock } from './shop-clock.ts'
import { Stills } from './stills.ts'
import { takeFootfallSeed } from './take-seed.ts'

const site = 'shop-1'
const hourMs = 4 * quarterMs
/** Noon in Shanghai. */
const noon = Date.parse('2026-11-18T04:00:00Z')
const door = { camera: 'door', line: 'entrance', entrance: true }

const quarter = (fromMs: number, counts: { in: number | null; out: number | null }, reEntries: number | null = 0) =>
  ({
    fromMs,
    untilMs: fromMs + quarterMs,
    lines: [
      { ...door, ...counts, reEntries },
      { ...door, line: 'aisle', entrance: false, in: 99, out: 99, reEntries: 0 },
    ],
    zones: [{ camera: 'door', zone: 'till', stays: 10, dwellSeconds: 40, queueMean: 1.5, queueMost: 4 }],
    cameras: [{ camera: 'door', countedShare: 1 }],
  }) satisfies FootfallMessage

describe.each(await databasesUnderTest())('footfall on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
  })
  afterAll(async () => {
    await cloud.stop()
    await server.stop()
  })

  const say = (kind: string, message: unknown) =>
    footfallIntake({ ...cloud.services.footfall, log: (line) => expect.fail(line) })(
      `larder/v1/${kind}`,
      message === '' ? Buffer.alloc(0) : Buffer.from(JSON.stringify(message)),
    )

  test('quarters become hours and days of the shop’s clock, once however often they are told', async () => {
    const messages = [
      quarter(noon, { in: 20, out: 10 }, 5),
      quarter(noon + quarterMs, { in: 7, out: null }),
      quarter(noon + hourMs, { in: 5, out: 5 }),
      // Three in the morning of the next date belongs to the day before.
      quarter(Date.parse('2026-11-18T19:00:00Z'), { in: 6, out: 0 }),
    ]
    for (const message of [...messages, ...messages]) await say(`footfall/${site}`, message)
    const manager = await cloud.as('manager')
    const { body } = await manager.get(`/api/footfall/${site}/report?from=2026-11-18&until=2026-11-19`)
    const { days, zones, simulated } = body as FootfallReport
    expect(days).toMatchObject([
      { day: '2026-11-18', in: 38, out: 15, visitors: 33, heldBack: true, conversion: 0, weather: null },
      { day: '2026-11-19', in: 0, visitors: 0, conversion: null },
    ])
    expect(days[0]?.hours[12]).toEqual({ in: 27, out: 10, heldBack: true, countedShare: 0.5 })
    expect(days[0]?.hours[13]).toEqual({ in: 5, out: 5, heldBack: false, countedShare: 0.25 })
    expect(days[0]?.hours[9]).toBeNull()
    expect(zones).toMatchObject([{ zone: 'till', stays: 40, dwellSeconds: 40, queueMean: 1.5, queueMost: 4 }])
    expect(simulated).toBe(false)
    const csv = await manager.get(`/api/footfall/${site}/report.csv?from=2026-11-18&until=2026-11-18`)
    expect(csv.text.split('\r\n')[1]).toBe('shop-1,2026-11-18,3,6,0,25,,33,0,0,,,')
    expect(csv.headers['content-disposition']).toContain('footfall-shop-1-2026-11-18')
  })

  test('the simulated shop’s past brings its days’ trade, once, and is told to be invented', async () => {
    const past = worldFootfall(Date.parse('2026-10-01T12:00:00Z'))
    const { footfall, risk } = cloud.services
    const folder = mkdtempSync(join(tmpdir(), 'larder-seed-'))
    writeFileSync(join(folder, 'footfall-seed.json'), JSON.stringify(past))
    await takeFootfallSeed(folder, { footfall, risk })
    await footfall.reports.keepTrade(past.site, past.trade)
    const report = await footfall.reports.of(past.site, '2026-09-10', '2026-09-12')
    expect(report.simulated).toBe(true)
    for (const { conversion, day, kioskConversations, orders } of report.days) {
      expect(past.trade).toContainEqual({ day, orders, kioskConversations })
      expect(conversion).toBeGreaterThan(0.3)
      expect(conversion).toBeLessThan(0.6)
    }
    expect(existsSync(join(folder, 'footfall-seed.json'))).toBe(false)
    rmSync(folder, { recursive: true })
  })

  test('members who asked to be recognised are told apart from visitors, of the site’s own kiosks', async () => {
    const { footfall } = cloud.services
    const of = async (name: string) => (await footfall.reports.of(name, '2026-11-18', '2026-11-18')).members
    expect(await of(site)).toBeNull()
    for (const [id, at, recognised30Days] of [
      ['door-kiosk', site, 7],
      ['till-kiosk', site, 4],
      ['elsewhere', 'shop-2', 90],
    ] as const) {
      await cloud.services.database
        .insertInto('kiosk')
        .values({ id, site: at, hash: id, createdBy: 'test', createdAtMs: noon })
        .execute()
      const figures = JSON.stringify({ enrolled: 3, recognised30Days })
      await cloud.services.database
        .insertInto('recognitionFigures')
        .values({ kiosk: id, atMs: noon, figures })
        .execute()
    }
    expect(await of(site)).toEqual({ enrolled: 6, recognised30Days: 11 })
  })

  test('lines and zones are drawn with a reason, one editor at a time, and audited', async () => {
    const manager = await cloud.as('manager')
    const line = { name: 'entrance', from: { x: 0.1, y: 0.5 }, to: { x: 0.9, y: 0.5 } }
    const draw = (version: number, to = line.to) =>
      manager.post(`/api/footfall/${site}/plan`, {
        version,
        plan: { cameras: { door: { lines: [{ ...line, to }], zones: [] } }, resetHour: 3 },
        why: 'the door was moved',
      })
    expect((await draw(0)).body).toMatchObject({ version: 1, plan: { resetHour: 3 }, history: [{ by: 'manager' }] })
    expect((await draw(0)).status).toBe(409)
    const outside = await draw(1, { x: 1.4, y: 0.5 })
    expect(outside.status).toBe(400)
    expect(JSON.stringify(outside.body)).toContain('outside the picture')
    const entries = await cloud.services.audit.entries({ subjectKind: 'footfall-plan', limit: 5 })
    expect(entries).toMatchObject([{ action: 'drew', subject: site, why: 'the door was moved' }])
    expect((await (await cloud.as('staff')).get(`/api/footfall/${site}/plan`)).status).toBe(403)
  })

  test('how many are inside is corrected with a reason, audited, and waits for the store', async () => {
    const manager = await cloud.as('manager')
    expect((await manager.post(`/api/footfall/${site}/occupancy`, { inside: 12, why: 'x' })).status).toBe(400)
    expect((await manager.post(`/api/footfall/${site}/occupancy`, { inside: 12, why: 'counted by eye' })).status).toBe(
      202,
    )
    const waiting = await cloud.services.database.selectFrom('outbox').selectAll().execute()
    expect(waiting.map(({ topic, payload }) => ({ topic, ...JSON.parse(payload) }))).toMatchObject([
      { topic: `larder/v1/occupancy/${site}`, inside: 12 },
    ])
    const [entry] = await cloud.services.audit.entries({ subjectKind: 'occupancy', limit: 1 })
    expect(entry).toMatchObject({ by: 'manager', why: 'counted by eye', detail: { inside: 12 } })
  })

  test('a count by hand is held against the cameras’ of the same time', async () => {
    const manager = await cloud.as('manager')
    const at = `/api/footfall/${site}/hand-counts`
    expect((await manager.post(at, {})).body.error.code).toBe('not-counting')
    const now = (entered: number, out: number) =>
      say(`footfall-now/${site}`, {
        ...{ atMs: cloud.clock.nowMs, day: '2026-11-20', in: entered, out },
        ...{ reEntries: 2, inside: null, clamped: 0 },
      })
    await now(100, 80)
    expect((await manager.get(`/api/footfall/${site}/today`)).body).toMatchObject({ now: { in: 100 }, visitors: 98 })
    const { id } = (await manager.post(at, {})).body
    await now(119, 91)
    const finished = await manager.post(`${at}/${id}/finish`, { in: 20, out: 10 })
    expect(finished.body).toMatchObject({ hand: { in: 20, out: 10 }, system: { in: 19, out: 11 }, error: 2 / 30 })
    expect((await manager.post(`${at}/${id}/finish`, { in: 20, out: 10 })).status).toBe(409)
    expect((await manager.get(at)).body).toHaveLength(1)
    cloud.clock.nowMs += 120_000
    expect((await manager.get(`/api/footfall/${site}/today`)).body).toMatchObject({ now: null, visitors: null })
  })

  test('a camera that the edge does not tell of any more is lost, and one taken away is gone', async () => {
    const manager = await cloud.as('manager')
    const status = {
      ...{ atMs: cloud.clock.nowMs, state: 'counting', faults: [], framesPerSecond: 5, lookedPerSecond: 5 },
      ...{ lastFrameAtMs: cloud.clock.nowMs, picture: { width: 640, height: 480 }, dropped: 0, refused: 0 },
      ...{ refusal: null, detectorRestarts: 0 },
    }
    const cameras = async () => (await manager.get(`/api/footfall/${site}/today`)).body.cameras
    await say(`camera/${site}/door`, status)
    expect(await cameras()).toMatchObject([{ name: 'door', status: { state: 'counting' } }])
    cloud.clock.nowMs += 120_000
    expect(await cameras()).toMatchObject([{ status: { state: 'lost', faults: ['lost'], framesPerSecond: 0 } }])
    await say(`camera/${site}/door`, '')
    expect(await cameras()).toEqual([])
  })

  test('a picture is asked for with a reason that is audited before the store hears of it; its answer is handed on as it is', async () => {
    const { audit, database } = cloud.services
    const sealed = { wrappedKey: 'AAAA', nonce: 'AAAA', sealed: 'AAAA' }
    const publish = async (_topic: string, payload: string) => stills.take({ id: JSON.parse(payload).id, ...sealed })
    const publisher = { connected: true, publish }
    const stills = new Stills({ database, audit, publisher, now: () => cloud.clock.nowMs })
    const asked = { publicKey: 'AAAA', why: 'to draw the entrance', by: 'manager' }
    expect(await stills.ask({ site, camera: 'door' }, asked)).toMatchObject(sealed)
    const [entry] = await audit.entries({ subjectKind: 'camera', limit: 1 })
    expect(entry).toMatchObject({ action: 'asked for a picture', subject: 'shop-1/door', why: 'to draw the entrance' })
    const silent = new Stills({
      database,
      audit,
      publisher: { ...publisher, publish: async () => {} },
      now: () => 0,
      patienceMs: 5,
    })
    await expect(silent.ask({ site, camera: 'door' }, asked)).rejects.toThrow('is the camera lost?')
  })
})

test('days are compared with days like them, and hardly counted ones with none', () => {
  const today = '2026-11-20'
  const hours = Array.from({ length: 24 }, () => ({ in: 0, out: 0, heldBack: false, countedShare: 1 }))
  const days = daysFrom('2026-11-06', today).map((day, index) => ({
    ...{ day, in: 0, out: 0, visitors: index < 7 ? 100 : 120, heldBack: false, hours, orders: 0, conversion: null },
    ...{ kioskConversations: 0, weather: { rainMm: index % 2, meanCelsius: 12 } },
    offers: index >= 10 ? [{ id: 'fish', name: { zh: '鱼', en: 'Fish' } }] : [],
  }))
  const [week, rain, promotion] = comparisons(days, today)
  expect(week).toMatchObject({ days: 7, otherDays: 7, meanVisitors: 120, otherMeanVisitors: 100 })
  expect(week?.change).toBeCloseTo(0.2)
  expect(rain).toMatchObject({ group: 'rain', days: 7, otherDays: 7 })
  expect(promotion).toMatchObject({ kind: 'promotion', group: 'fish', days: 4, otherDays: 10, meanVisitors: 120 })
  const blind = days.map((day) => ({ ...day, hours: hours.map((hour) => ({ ...hour, countedShare: 0.5 })) }))
  expect(comparisons(blind, today)[0]).toMatchObject({ days: 0, meanVisitors: null, change: null })
})

test('the shop’s day and hour follow its own clock', () => {
  const clock = new ShopClock('Asia/Shanghai', 4)
  expect(clock.at(Date.parse('2026-11-19T19:30:00Z'))).toEqual({ day: '2026-11-19', hour: 3 })
  expect(clock.at(Date.parse('2026-11-19T20:00:00Z'))).toEqual({ day: '2026-11-20', hour: 4 })
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01')
})
