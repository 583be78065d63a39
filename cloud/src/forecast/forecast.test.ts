import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sample } from '@larder/edge/thermal/grid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bestOf } from './evaluate.ts'
import { learned, outputsOf } from './lstm.ts'
import { currentVersion, keepModel, readModel } from './model-file.ts'
import { originsOf, planOf, TooShort } from './plan.ts'
import { readSeries } from './series-file.ts'
import { type TrainingOutcome, train } from './train.ts'

const minute = 60_000
/** A cycle of half an hour that slowly swells: nothing but a memory of the last hour can tell where it goes. */
const cycling = (rows: number, intervalMs = 5 * minute): Sample[] =>
  Array.from({ length: rows }, (_, index) => {
    const phase = (2 * Math.PI * index * intervalMs) / (34 * minute)
    const wobble = Math.sin(index * 12.9898) * 0.2
    return {
      atMs: 1_700_000_000_000 + index * intervalMs,
      value: 4 + Math.sin(phase) + 0.4 * Math.sin(phase / 7.3) + wobble,
    }
  })

let folder: string
let outcome: TrainingOutcome
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-forecast-'))
  outcome = await train(cycling(450), 3)
}, 120_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

test('on a cycling series the network beats the baselines on held-back data and is used', () => {
  const [lstm, physical, persistence] = outcome.errors
  expect(outcome.errors.slice(0, 3).map(({ method }) => method)).toEqual(['lstm', 'physical', 'persistence'])
  expect(lstm?.mae).toBeLessThan((physical?.mae ?? 0) / 2)
  expect(lstm?.mae).toBeLessThan((persistence?.mae ?? 0) / 2)
  expect(lstm?.horizons.map(({ horizonMinutes }) => horizonMinutes)).toEqual(
    Array.from({ length: 12 }, (_, i) => 5 * (i + 1)),
  )
  expect(lstm?.coveragePercent).toBeGreaterThan(60)
  expect(outcome.used).toBe('lstm')
})

test('the same seed and series train the same weights', { timeout: 120_000 }, async () => {
  const short = cycling(150)
  const [first, again, other] = [await train(short, 1), await train(short, 1), await train(short, 2)]
  expect(again.lstm).toEqual(first.lstm)
  expect(again.errors).toEqual(first.errors)
  expect(other.lstm).not.toEqual(first.lstm)
})

test('what comes after the part that is fitted changes neither scaling nor weights', { timeout: 120_000 }, async () => {
  const known = cycling(150)
  const { heldBackFrom } = planOf(known)
  const changed = known.map((sample, index) => (index >= heldBackFrom ? { ...sample, value: 1000 } : sample))
  const [one, other] = [await train(known, 1), await train(changed, 1)]
  expect(other.scaling).toEqual(one.scaling)
  expect(other.lstm).toEqual(one.lstm)
  expect(other.law).toEqual(one.law)
})

test('no window and no target crosses into a later part', () => {
  const plan = planOf(cycling(400))
  const ends = (part: 'train' | 'choose' | 'held-back') => originsOf(plan, part)
  expect(Math.max(...ends('train')) + plan.horizons).toBeLessThan(plan.trainUntil)
  expect(Math.min(...ends('choose')) + 1).toBeGreaterThanOrEqual(plan.trainUntil)
  expect(Math.max(...ends('choose')) + plan.horizons).toBeLessThan(plan.heldBackFrom)
  expect(Math.min(...ends('held-back')) + 1).toBeGreaterThanOrEqual(plan.heldBackFrom)
})

test('no forecast starts in a gap or soon after a long one', () => {
  const samples = cycling(600).filter((_, index) => index < 200 || index >= 230)
  const plan = planOf(samples)
  const origins = originsOf(plan, 'train')
  expect(origins.some((origin) => origin >= 200 && origin < 230 + plan.window / 2)).toBe(false)
  expect(origins).toContain(180)
  expect(origins).not.toContain(199)
})

test('a series that is too short is refused with the count that is missing', async () => {
  await expect(train(cycling(40), 1)).rejects.toThrow(TooShort)
  await expect(train(cycling(40), 1)).rejects.toThrow(
    /the 40 readings give \d+ windows to fit and \d+ to hold back; 30 and 10 are needed/,
  )
  await expect(train([], 1)).rejects.toThrow('fewer than two readings')
})

test('a model is kept whole, by version, and read back to the same forecasts', async () => {
  const { lstm, scaling, errors, bands, used, plan } = outcome
  const { grid, window, horizons } = plan
  const metadata = {
    ...{
      trainedAtMs: 1,
      source: 'test',
      seed: 3,
      rows: 450,
      fromMs: 0,
      untilMs: 1,
      stepMs: grid.stepMs,
      window,
      horizons,
    },
    ...{ units: lstm.units, features: lstm.features, scaling, errors, bands, used, epochs: 1, trainingSeconds: 1 },
  }
  expect(await currentVersion(folder)).toBeUndefined()
  for (let round = 1; round <= 5; round++) expect(await keepModel(folder, lstm, metadata)).toBe(round)
  expect((await readdir(folder)).sort()).toEqual(['3', '4', '5', 'current'])
  const model = await readModel(folder, (await currentVersion(folder)) ?? 0)
  expect(model.metadata).toEqual({ version: 5, ...metadata })
  const origin = originsOf(plan, 'held-back')[0] ?? 0
  expect(learned(plan, model.lstm, scaling)(origin)).toEqual(learned(plan, lstm, scaling)(origin))
  await truncate(join(folder, '5', 'weights.bin'), 100)
  await expect(readModel(folder, 5)).rejects.toThrow('100 bytes instead of')
})

test('a network of one unit gives what the LSTM equations give by hand', () => {
  const lstm = {
    ...{
      units: 1,
      features: 1,
      horizons: 1,
      kernel: Float32Array.of(1, 0.5, -1, 0.25),
      recurrent: Float32Array.of(0.1, 0.2, 0.3, 0.4),
    },
    ...{ bias: Float32Array.of(0, 1, 0, 0), dense: Float32Array.of(2), denseBias: Float32Array.of(0.5) },
  }
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
  const cell = sigmoid(2) * Math.tanh(-2)
  const hidden = sigmoid(0.5) * Math.tanh(cell)
  expect(outputsOf(lstm, Float32Array.of(2))[0]).toBeCloseTo(2 * hidden + 0.5, 6)
})

test('the network is used only where both its errors are below every baseline’s', () => {
  const of = (method: 'lstm' | 'physical' | 'persistence' | 'seasonal', mae: number, rmse: number) => ({
    method,
    mae,
    rmse,
    horizons: [],
    coveragePercent: 80,
  })
  const [physical, persistence] = [of('physical', 1, 2), of('persistence', 1.5, 1.8)]
  expect(bestOf([of('lstm', 0.9, 1.7), physical, persistence])).toBe('lstm')
  expect(bestOf([of('lstm', 0.9, 1.9), physical, persistence])).toBe('physical')
  expect(bestOf([of('lstm', 0.9, 1.7), physical, persistence, of('seasonal', 0.5, 1)])).toBe('seasonal')
  expect(bestOf([physical, persistence])).toBe('physical')
})

test('a file of the anomaly benchmark is read as it is, and a fault names its line and column', async () => {
  const file = join(folder, 'series.csv')
  await writeFile(
    file,
    '\ufefftimestamp,value\r\n2014-02-14 14:30:00,69.2\r\n2014-02-14 14:35:00,\r\n2014-02-14 14:40:00,"70.1"\r\n',
  )
  const first = Date.parse('2014-02-14T14:30:00Z')
  expect(await readSeries(file, {})).toEqual([
    { atMs: first, value: 69.2 },
    { atMs: first + 10 * minute, value: 70.1 },
  ])
  await writeFile(file, 'hours,A1\n0.5,4\n1,5\n')
  expect(await readSeries(file, { timestamp: 'hours', value: 'A1' }, 'hours')).toEqual([
    { atMs: 1_800_000, value: 4 },
    { atMs: 3_600_000, value: 5 },
  ])
  await expect(readSeries(file, { timestamp: 'hours', value: 'A1' })).rejects.toThrow(
    'series.csv:2: hours "0.5" is no stamp',
  )
  await expect(readSeries(file, {})).rejects.toThrow(
    'no column is a timestamp: name it with --columns timestamp=…,value=…; the file has hours, A1',
  )
  await writeFile(file, 'timestamp,value\n2014-02-14 14:30:00,1\n2014-02-14 14:35:00,warm\n')
  await expect(readSeries(file, {})).rejects.toThrow('series.csv:3: value "warm" is no number')
})
