import type { Backtest, DefrostsView } from '@larder/contracts/backtest'
import { profiles } from '@larder/contracts/profiles'
import type { Reading } from '@larder/contracts/reading'
import { freezer, startMs } from '@larder/edge/backtest/freezer.fixture'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts'

const dayMs = 86_400_000
let cloud: CloudUnderTest

beforeEach(async () => {
  cloud = await startCloud()
  const { samples } = freezer({ seed: 4, days: 10, eventAtHour: 70.2, defrost: { everyHours: 20, jitterHours: 1 } })
  cloud.store.held = samples.map(({ atMs, celsius = 0 }, sequence): Reading => {
    const at = { observedAtMs: atMs, receivedAtMs: atMs, sequence, celsius }
    return { site: 'shop-1', asset: 'cabinet-1', probe: 'air', ...at }
  })
  cloud.clock.nowMs = startMs + 10 * dayMs
})
afterEach(() => cloud.stop())

const draft = { site: 'shop-1', asset: 'cabinet-1', profile: profiles['frozen-cabinet'], days: 10 }

test('a manager tries a draft on stored readings: the event is told, defrosts are not, and nothing comes into force', async () => {
  const manager = await cloud.as('manager')
  const { status, body } = await manager.post('/api/backtest', draft)
  expect(status).toBe(200)
  const result = body as Backtest
  expect(result.situations).toMatchObject([{ cause: 'unexplained-warmth', peakCelsius: 8.4 }])
  expect(result.defrosts.length).toBeGreaterThanOrEqual(11)
  expect(result.plainThreshold?.alarms).toBeGreaterThan(50)
  expect(cloud.services.profiles.all['fresh-fish']).toEqual(profiles['fresh-fish'])
})

test('a door beside the air is judged too', async () => {
  const fromMs = startMs + 5 * dayMs
  for (let minute = 0; minute <= 20; minute++) {
    const at = { observedAtMs: fromMs + minute * 60_000, receivedAtMs: fromMs, sequence: minute }
    cloud.store.held.push({ site: 'shop-1', asset: 'cabinet-1', probe: 'door', ...at, doorOpen: minute < 20 })
  }
  const { body } = await (await cloud.as('manager')).post('/api/backtest', draft)
  expect((body as Backtest).situations.map(({ cause }) => cause)).toContain('door-open')
})

test('what makes no sense is refused by its field, and staff may not try rules', async () => {
  const manager = await cloud.as('manager')
  expect(await (await cloud.as('staff')).post('/api/backtest', draft)).toMatchObject({ status: 403 })
  const upsideDown = { ...draft.profile, high: { ...draft.profile.high, limitCelsius: -30 } }
  const refused = await manager.post('/api/backtest', { ...draft, profile: upsideDown })
  expect(refused).toMatchObject({ status: 400, body: { error: { fields: [{ field: 'profile.high.limitCelsius' }] } } })
  expect(await manager.post('/api/backtest', { ...draft, days: 400 })).toMatchObject({ status: 400 })
  expect(await manager.post('/api/backtest', { ...draft, asset: 'nowhere' })).toMatchObject({ status: 404 })
  expect(await manager.post('/api/backtest', { ...draft, asset: 'truck-1' })).toMatchObject({ status: 422 })
})

test('an asset’s page is told what its air taught of defrosts', async () => {
  const frozen = { ...profiles['fresh-fish'], high: profiles['frozen-cabinet'].high }
  await cloud.services.profiles.edit(
    { name: 'fresh-fish', version: 0, by: 'manager', why: 'it is a freezer now' },
    { ...frozen, low: undefined, lifeSpent: undefined },
  )
  const { body } = await (await cloud.as('staff')).get('/api/assets/shop-1/cabinet-1/defrosts')
  const [air] = (body as DefrostsView).probes
  expect(air?.learned).toMatchObject({ sure: true, periodHours: { typical: expect.closeTo(20, -0.5) } })
  expect(air?.learned?.durationMinutes.typical).toBeGreaterThan(45)
  expect(air?.learned?.nextExpectedMs).toBeGreaterThan(air?.learned?.lastFromMs ?? 0)
})
