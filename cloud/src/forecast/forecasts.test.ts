import type { Reading } from '@larder/contracts/reading'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { keepModel, modelFolder } from './model-file.ts'

const minute = 60_000
const hour = 60 * minute
let cloud: CloudUnderTest
beforeEach(async () => {
  cloud = await startCloud()
})
afterEach(() => cloud.stop())

/** A cabinet that cycles about 1 °C every 24 minutes; without cooling from `failedMs` on it nears 21 °C in 2.5 h. */
function cabinetAir(fromMs: number, untilMs: number, failedMs = Number.POSITIVE_INFINITY): Reading[] {
  const readings: Reading[] = []
  let celsius = 1
  for (let atMs = fromMs; atMs <= untilMs; atMs += minute) {
    const phase = (((atMs - fromMs) / minute) % 24) / 24
    const cycle = 0.5 + (phase < 0.5 ? phase * 2 : 2 - phase * 2)
    celsius = atMs < failedMs ? cycle : 21 - (21 - celsius) * Math.exp(-1 / 150)
    const place = { site: 'shop-1', asset: 'cabinet-1', probe: 'air' }
    readings.push({
      ...place,
      device: 'd',
      sequence: readings.length,
      observedAtMs: atMs,
      receivedAtMs: atMs,
      celsius,
    } as Reading)
  }
  return readings
}

async function ask(path = 'shop-1/cabinet-1') {
  const { status, body } = await (await cloud.as('staff')).get(`/api/assets/${path}/forecast`)
  return { status, body }
}

test('a new asset claims nothing: it says what is missing', async () => {
  const { body } = await ask()
  expect(body).toMatchObject({
    status: 'not-enough-history',
    reason: 'too short: there are no readings yet',
    methods: [],
    used: null,
    breach: null,
  })
  cloud.store.held = cabinetAir(cloud.clock.nowMs - 2 * hour, cloud.clock.nowMs)
  cloud.clock.nowMs += hour / 2
  expect((await ask()).body).toMatchObject({
    status: 'not-enough-history',
    reason: 'too short: 2.0 hours are known, 6 are needed',
  })
})

test('an asset that nobody configured is not found, and one without a thermometer says so', async () => {
  expect((await ask('shop-1/cellar')).status).toBe(404)
  expect((await ask('shop-1/truck-1')).body).toMatchObject({
    status: 'not-enough-history',
    reason: 'the asset has no probe that measures a temperature',
  })
})

test('while it cycles as ever no breach is expected; each method shows its next hour with a band and its errors', async () => {
  cloud.store.held = cabinetAir(cloud.clock.nowMs - 48 * hour, cloud.clock.nowMs)
  const { body } = await ask()
  expect(body).toMatchObject({
    status: 'ready',
    why: 'untrained',
    used: 'seasonal',
    trained: null,
    fromMs: cloud.clock.nowMs,
  })
  expect(body.methods.map((one: { method: string }) => one.method)).toEqual(['physical', 'persistence', 'seasonal'])
  for (const { points, errors } of body.methods) {
    expect(points).toHaveLength(12)
    expect(points.at(-1).atMs).toBe(cloud.clock.nowMs + hour)
    for (const { lowCelsius, celsius, highCelsius } of points) {
      expect(lowCelsius).toBeLessThanOrEqual(celsius)
      expect(highCelsius).toBeGreaterThanOrEqual(celsius)
    }
    expect(errors.horizons).toHaveLength(12)
  }
  expect(body.breach).toMatchObject({ state: 'ordinary', limitCelsius: 4, expected: null, probabilityPercent: 0 })
  expect(body.breach.ifCoolingFails.middleMinutes).toBeGreaterThan(5)
})

test('with its cooling lost the time to breach holds the truth, and the law of an uncooled space is drawn', async () => {
  const failedMs = cloud.clock.nowMs - 14 * minute
  const ahead = cabinetAir(cloud.clock.nowMs - 48 * hour, cloud.clock.nowMs + 2 * hour, failedMs)
  cloud.store.held = ahead.filter(({ observedAtMs }) => observedAtMs <= cloud.clock.nowMs)
  const { body } = await ask()
  const breachMs =
    ahead.find(({ observedAtMs, celsius = 0 }) => observedAtMs > failedMs && celsius >= 4)?.observedAtMs ?? 0
  const minutes = (breachMs - cloud.clock.nowMs) / minute
  expect(minutes).toBeGreaterThan(3)
  expect(body).toMatchObject({ used: 'physical', why: 'warming', breach: { state: 'warming' } })
  expect(body.breach.expected.lowMinutes).toBeLessThanOrEqual(minutes)
  expect(body.breach.expected.highMinutes).toBeGreaterThanOrEqual(minutes)
  expect(body.breach.probabilityPercent).toBeGreaterThan(90)
  expect(body.breach.goods.middleMinutes).toBeGreaterThan(body.breach.expected.middleMinutes)
})

test('from a reading that is too old nothing is looked ahead to', async () => {
  cloud.store.held = cabinetAir(cloud.clock.nowMs - 48 * hour, cloud.clock.nowMs - hour)
  expect((await ask()).body).toMatchObject({ status: 'stale', methods: [], breach: null })
})

test('a store that is down is a refusal, and is asked again the next time', async () => {
  cloud.store.held = cabinetAir(cloud.clock.nowMs - 48 * hour, cloud.clock.nowMs)
  cloud.store.down = true
  expect((await ask()).status).toBe(503)
  cloud.store.down = false
  expect((await ask()).body.status).toBe('ready')
})

test('a network that was trained is used from the next question on, where it was best on held-back data', async () => {
  cloud.store.held = cabinetAir(cloud.clock.nowMs - 48 * hour, cloud.clock.nowMs)
  expect((await ask()).body.why).toBe('untrained')
  const [units, features, horizons] = [1, 3, 12]
  const lstm = {
    ...{ units, features, horizons, kernel: new Float32Array(12), recurrent: new Float32Array(4) },
    ...{ bias: new Float32Array(4), dense: new Float32Array(12), denseBias: new Float32Array(12).fill(1) },
  }
  const band = { low: new Array(12).fill(-0.25), high: new Array(12).fill(0.25) }
  const errorsOf = (method: 'lstm' | 'physical' | 'persistence', mae: number) => ({
    method,
    mae,
    rmse: mae,
    horizons: [],
    coveragePercent: 80,
  })
  const metadata = {
    ...{
      trainedAtMs: 1,
      source: 'test',
      seed: 1,
      rows: 2880,
      fromMs: 0,
      untilMs: 1,
      stepMs: 5 * minute,
      window: 32,
      horizons,
      units,
      features,
    },
    scaling: { mean: 1, deviation: 1, stepDeviation: 1, aheadDeviation: 0.5, hours: false },
    ...{
      bands: { lstm: band, physical: band, persistence: band },
      used: 'lstm' as const,
      epochs: 1,
      trainingSeconds: 2,
    },
  }
  const folder = modelFolder(cloud.dataDirectory, 'shop-1', 'cabinet-1')
  await keepModel(folder, lstm, {
    ...metadata,
    errors: [errorsOf('lstm', 0.1), errorsOf('physical', 0.2), errorsOf('persistence', 0.3)],
  })
  const { body } = await ask()
  expect(body).toMatchObject({ used: 'lstm', why: 'learned-best', trained: { version: 1, rows: 2880, seconds: 2 } })
  const [first] = body.methods[0].points
  expect(first.highCelsius - first.celsius).toBeCloseTo(0.25)
  await keepModel(folder, lstm, {
    ...metadata,
    errors: [errorsOf('lstm', 0.25), errorsOf('physical', 0.2), errorsOf('persistence', 0.3)],
  })
  expect((await ask()).body).toMatchObject({ used: 'physical', why: 'baseline-best', trained: { version: 2 } })
})
