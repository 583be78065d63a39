import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { bySoonestBreach, outlookOf } from './breach.ts'
import { failingAsset, minuteMs } from './failing-asset.fixture.ts'
import { type Grid, gridOf, quantile, type Sample, usualIntervalMs } from './grid.ts'
import { fitRelaxation, relaxed } from './relaxation.ts'
import { type Habits, habitsOf } from './runs.ts'
import { candidatesOf, celsiusAfter, goodsHoursTo, hoursTo, weightedQuantile } from './uncooled.ts'

const folder = fileURLToPath(new URL('../../../../shared/data/cold/', import.meta.url))
const present = existsSync(folder)
if (!present) console.warn(`skipped: the cold-chain series are not in ${folder}`)

const sixHours = 360
const upTo = (celsius: Float64Array, minute: number): Grid => ({
  startMs: 0,
  stepMs: minuteMs,
  values: celsius.subarray(Math.max(0, minute - sixHours), minute + 1),
})
const habitsBefore = (celsius: Float64Array, minute: number): Habits =>
  habitsOf({ startMs: 0, stepMs: minuteMs, values: celsius.subarray(0, minute) }) as Habits

test('a grid holds the mean of each step and leaves gaps as gaps, whatever the order of the samples', () => {
  const samples = [
    { atMs: 61_000, value: 3 },
    { atMs: 5000, value: 1 },
    { atMs: 250_000, value: 9 },
    { atMs: 119_000, value: 5 },
  ]
  const grid = gridOf(samples, minuteMs)
  expect(grid).toEqual({ startMs: 0, stepMs: minuteMs, values: Float64Array.of(1, 4, Number.NaN, Number.NaN, 9) })
  expect(gridOf([], minuteMs).values).toHaveLength(0)
  expect(() =>
    gridOf(
      [
        { atMs: 0, value: 1 },
        { atMs: 1e15, value: 1 },
      ],
      minuteMs,
    ),
  ).toThrow(/at most 525600 are taken/)
  expect(usualIntervalMs(samples)).toBe(58_000)
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5)
})

test('relaxation finds the equilibrium and the time constant that made a series', () => {
  const law = { equilibriumCelsius: 4, timeConstantMs: 40 * minuteMs }
  const values = new Float64Array(600)
  let celsius = 9
  values.forEach((_, index) => {
    values[index] = celsius
    celsius = index % 97 === 0 ? celsius + (index % 2 === 0 ? 3 : -3) : relaxed(law, celsius, minuteMs)
  })
  values.fill(Number.NaN, 200, 230)
  const fit = fitRelaxation({ startMs: 0, stepMs: minuteMs, values }, 30)
  expect(fit?.equilibriumCelsius).toBeGreaterThan(3.5)
  expect(fit?.equilibriumCelsius).toBeLessThan(6)
  expect((fit?.timeConstantMs ?? 0) / minuteMs).toBeGreaterThan(20)
  expect((fit?.timeConstantMs ?? 0) / minuteMs).toBeLessThan(60)
  expect(fitRelaxation({ startMs: 0, stepMs: minuteMs, values: Float64Array.of(1) }, 5)).toBeUndefined()
})

test('of a clean warming the surroundings and the time constant come out as they were', () => {
  const values = Float64Array.from({ length: 90 }, (_, minute) => 22 - 20 * Math.exp(-minute / 60 / 2))
  const habits = { slackKelvin: 0.2, usualHighCelsius: 3, runs: [], pause: undefined, gustKelvin: 0 }
  const candidates = candidatesOf(habits, values.at(-1) ?? 0, { values, stepMs: minuteMs })
  const middle = (of: (one: (typeof candidates)[number]) => number) =>
    weightedQuantile(
      candidates.map((one) => ({ value: of(one), weight: one.weight })),
      0.5,
    )
  const trueHours = 2 * Math.log((22 - (values.at(-1) ?? 0)) / (22 - 14))
  expect(middle((one) => hoursTo(one, 14))).toBeCloseTo(trueHours, 1)
  expect(middle((one) => one.surroundingsCelsius)).toBeGreaterThan(18)
  expect(middle((one) => one.surroundingsCelsius)).toBeLessThan(27)
  expect(candidates.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 6)
})

const failures = [
  { name: 'cabinet-1', limitCelsius: 4 },
  { name: 'cabinet-2', limitCelsius: 8 },
  { name: 'cabinet-3', limitCelsius: -12 },
  { name: 'coldroom-1', limitCelsius: 7 },
  { name: 'truck-2', limitCelsius: -15 },
]

test('over seeds, the 80 % interval holds the true time to breach of a failed asset at least so often', {
  timeout: 60_000,
}, () => {
  let [asked, held, silent] = [0, 0, 0]
  const misses: number[] = []
  for (const { name, limitCelsius } of failures) {
    for (let seed = 1; seed <= 4; seed++) {
      const { celsius, truth, failedAt } = failingAsset(name, seed, 48, 5)
      const habits = habitsBefore(celsius, failedAt)
      const breach = truth.findIndex((value, minute) => minute >= failedAt && value >= limitCelsius)
      expect(breach).toBeGreaterThan(failedAt)
      let told = 0
      for (let minute = failedAt + 1; minute < breach; minute += 3) {
        const { breach: outlook } = outlookOf(upTo(celsius, minute), habits, limitCelsius) ?? {}
        if (outlook?.state !== 'warming') continue
        const { lowMinutes, middleMinutes, highMinutes } = outlook.expected ?? {}
        told++
        const left = breach - minute
        if (left >= (lowMinutes ?? Infinity) - 1 && left <= (highMinutes ?? Infinity) + 1) held++
        misses.push(Math.abs((middleMinutes ?? Infinity) - left))
      }
      asked += told
      if (told === 0) silent++
    }
  }
  expect(asked).toBeGreaterThan(100)
  expect(held / asked).toBeGreaterThan(0.8)
  expect(quantile(misses, 0.5)).toBeLessThan(6)
  expect(silent).toBe(0)
})

test('cycles, customers at the door and forklifts make no breach expected', { timeout: 60_000 }, () => {
  for (const { name, limitCelsius } of failures.filter((one) => one.name !== 'cabinet-3')) {
    const { celsius, failedAt } = failingAsset(name, 11, 72, 0)
    const habits = habitsBefore(celsius, failedAt / 2)
    let warming = 0
    for (let minute = Math.floor(failedAt / 2); minute < failedAt; minute += 15) {
      if (outlookOf(upTo(celsius, minute), habits, limitCelsius)?.breach.state === 'warming') warming++
    }
    expect(warming / (failedAt / 30), name).toBeLessThan(0.02)
  }
})

test('a freezer’s defrost is a habit once three were seen, and never a warming while its controller reports it', {
  timeout: 60_000,
}, () => {
  const { celsius, failedAt } = failingAsset('cabinet-3', 2, 240, 0)
  const warmest = [...celsius.keys()].filter(
    (minute) =>
      minute > 160 * 60 && minute < failedAt && (celsius[minute] ?? 0) > -14 && (celsius[minute - 1] ?? 0) <= -14,
  )
  expect(warmest.length).toBeGreaterThan(0)
  const habits = habitsBefore(celsius, 160 * 60)
  for (const minute of warmest) {
    expect(outlookOf(upTo(celsius, minute), habits, 0)?.breach.state).toBe('ordinary')
    const young = habitsBefore(celsius, 20 * 60)
    expect(outlookOf(upTo(celsius, minute), young, 0, { defrosting: true })?.breach.state).toBe('ordinary')
  }
})

test('past the limit is said to be so; a gap at the end says nothing', () => {
  const { celsius, failedAt } = failingAsset('cabinet-1', 1, 24, 5)
  const habits = habitsBefore(celsius, failedAt)
  const late = outlookOf(upTo(celsius, celsius.length - 1), habits, 4)
  expect(late?.breach).toMatchObject({ state: 'breached', probabilityPercent: 100, expected: { middleMinutes: 0 } })
  const gap = upTo(celsius, failedAt)
  expect(outlookOf({ ...gap, values: Float64Array.of(...gap.values, Number.NaN) }, habits, 4)).toBeUndefined()
  expect(habitsOf({ startMs: 0, stepMs: minuteMs, values: Float64Array.of(Number.NaN) })).toBeUndefined()
})

test('if cooling failed now, a frozen cabinet holds for about as long as it then does', { timeout: 60_000 }, () => {
  let held = 0
  for (let seed = 1; seed <= 5; seed++) {
    const { celsius, truth, failedAt } = failingAsset('cabinet-3', seed, 48, 5)
    const now = failedAt - 5
    const outlook = outlookOf(upTo(celsius, now), habitsBefore(celsius, now), -12)
    const { lowMinutes, highMinutes } = outlook?.breach.ifCoolingFails ?? {}
    const breach = truth.findIndex((value, minute) => minute >= failedAt && value >= -12)
    if (breach - failedAt >= (lowMinutes ?? Infinity) && breach - failedAt <= (highMinutes ?? 0)) held++
  }
  expect(held).toBeGreaterThanOrEqual(4)
})

test('goods reach the limit after the air, by the exact law of both', () => {
  const air = { surroundingsCelsius: 20, timeConstantHours: 2, nowCelsius: 4, weight: 1 }
  const goods = { celsius: 2, timeConstantHours: 1 }
  let [celsius, hours] = [goods.celsius, 0]
  for (; celsius < 8; hours += 1e-4) celsius += (celsiusAfter(air, hours) - celsius) * (1e-4 / goods.timeConstantHours)
  expect(goodsHoursTo(air, goods, 8, 24)).toBeCloseTo(hours, 1)
  expect(goodsHoursTo(air, goods, 8, 24)).toBeGreaterThan(hoursTo(air, 8))
  expect(goodsHoursTo(air, { celsius: 2, timeConstantHours: 2 }, 8, 24)).toBeGreaterThan(hours)
  expect(goodsHoursTo(air, goods, 21, 24)).toBe(Number.POSITIVE_INFINITY)
  expect(goodsHoursTo(air, { ...goods, celsius: 9 }, 8, 24)).toBe(0)
})

test('what breaches first comes first; what is not expected to comes last', () => {
  const { celsius, failedAt } = failingAsset('cabinet-1', 3, 24, 5)
  const habits = habitsBefore(celsius, failedAt)
  const at = (minute: number) => outlookOf(upTo(celsius, minute), habits, 4)?.breach ?? null
  const [ordinary, soon, now] = [at(failedAt - 30), at(failedAt + 21), at(celsius.length - 1)]
  expect([ordinary, null, soon, now].sort(bySoonestBreach).slice(0, 2)).toEqual([now, soon])
})

test.skipIf(!present).each([
  ['ruuvi_fridge.csv', 8],
  ['ruuvi_freezer.csv', -12],
])('the second half of the real %s makes no false breach', (name, limitCelsius) => {
  const rows = readFileSync(`${folder}${name}`, 'utf8').trim().split('\n').slice(1)
  const samples = rows.map((row): Sample => {
    const [stamp = '', celsius = ''] = row.split(',')
    return { atMs: Date.parse(stamp), value: Number(celsius) }
  })
  const half = Math.floor(samples.length / 2)
  const habits = habitsOf(gridOf(samples.slice(0, half), 5 * minuteMs)) as Habits
  const states = samples.slice(half).map((_, index) => {
    const known = samples.slice(Math.max(0, half + index - 100), half + index + 1)
    return outlookOf(gridOf(known, 5 * minuteMs), habits, limitCelsius)?.breach
  })
  const short = states.filter((one) => one?.state === 'warming' && (one.expected?.middleMinutes ?? Infinity) < 60)
  expect(short).toEqual([])
})
