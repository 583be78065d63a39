import type { Calibration } from '@larder/contracts/calibration'
import type { Profile } from '@larder/contracts/profile'
import type { Life, LotTrace } from '@larder/contracts/report'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprint } from './content-hash.ts'
import {
  dayMs,
  fish,
  fishRecords,
  hourMs,
  minuteMs,
  minutes,
  packedMs,
  probe,
  readingAt,
  telemetry,
} from './trace.fixture.ts'
import type { TraceRecords, TraceTelemetry } from './trace-records.ts'
import { traceReport } from './trace-report.ts'

const at = (minute: number): number => packedMs + minute * minuteMs

function lotOf(records: TraceRecords, seen: TraceTelemetry, nowMs: number): LotTrace {
  const lot = traceReport(records, seen, nowMs)?.lots[0]
  if (lot === undefined) throw new Error('no lot in the report')
  return lot
}

const calibration: Calibration = {
  site: 's1',
  asset: 'c1',
  probe: 'core',
  atMs: packedMs - dayMs,
  dueAtMs: packedMs + 300 * dayMs,
  offsetCelsius: 0,
  uncertaintyCelsius: 0,
  certificate: 'K-1',
}

test('an unknown lot or order has no report', () => {
  expect(traceReport(fishRecords({ subject: { kind: 'lot', id: 'X' } }), telemetry(), packedMs)).toBeUndefined()
  expect(traceReport(fishRecords({ subject: { kind: 'order', id: 'X' } }), telemetry(), packedMs)).toBeUndefined()
})

test('two days at 1 °C in the goods, calibrated: within limits, and the life spent is computed by hand', () => {
  const records = fishRecords({ calibrations: [calibration] })
  const lot = lotOf(records, telemetry(probe('core', 'product', minutes(0, 2880, 1))), packedMs + 2 * dayMs)
  expect(lot).toMatchObject({ verdict: 'within-limits', confidence: 'high', basis: 'product', excursions: [] })
  expect(lot.coverage).toEqual({ percent: 100, worstGap: null })
  // √RRS(1) = 1.1, so 2 days spend 2.42 of 12 ice-days; at 4 °C (RRS 1.96) that leaves 9.58 / 1.96 days.
  expect(lot.life?.leftDays.likely).toBeCloseTo(9.58 / 1.96, 6)
  // In the worst case the batch began with 10.8 days, and a calibrated core probe may be 0.1 °C wrong by its place.
  expect(lot.life?.leftDays.low).toBeCloseTo((10.8 - 2 * 1.11 ** 2) / 1.96, 6)
  expect(lot.life?.leftDays.high).toBeCloseTo((13.2 - 2 * 1.09 ** 2) / 1.96, 6)
  expect(lot.life?.percentLeft).toBeCloseTo((100 * 9.58) / 12, 6)
  expect(lot.advice).toBe('store-cold-and-enjoy')
  expect(lot.legs).toMatchObject([
    { minCelsius: 1, meanCelsius: 1, maxCelsius: 1, ongoing: true, coveragePercent: 100 },
  ])
})

test('without a calibration half a degree stands on both sides of the life left', () => {
  const lot = lotOf(fishRecords(), telemetry(probe('core', 'product', minutes(0, 1440, 1))), packedMs + dayMs)
  expect(lot.confidence).toBe('medium')
  const rateAt = (shift: number) => (1.1 + Math.hypot(0.5, 0.1) * shift) ** 2
  expect(lot.life?.leftDays.low).toBeCloseTo((10.8 - rateAt(0.1)) / 1.96, 6)
  expect(lot.life?.leftDays.high).toBeCloseTo((13.2 - rateAt(-0.1)) / 1.96, 6)
})

test("a probe's offset is taken off what it read", () => {
  const records = fishRecords({ calibrations: [{ ...calibration, offsetCelsius: 0.4 }] })
  const lot = lotOf(records, telemetry(probe('core', 'product', minutes(0, 60, 1.4))), packedMs + hourMs)
  expect(lot.warmest?.celsius).toBeCloseTo(1, 10)
})

test('thirty minutes at the limit are an excursion, twenty-nine are a warning', () => {
  const warm = (until: number) => [...minutes(0, 60, 1), ...minutes(60, until, 4), ...minutes(until, 240, 1)]
  const long = lotOf(fishRecords(), telemetry(probe('core', 'product', warm(91))), at(240))
  expect(long).toMatchObject({ verdict: 'excursion', advice: 'check-before-eating' })
  expect(long.excursions).toMatchObject([
    { kind: 'too-warm', severity: 'critical', fromMs: at(60), untilMs: at(90), peakCelsius: 4, limitCelsius: 4 },
  ])
  const short = lotOf(fishRecords(), telemetry(probe('core', 'product', warm(90))), at(240))
  expect(short.verdict).toBe('within-limits')
  expect(short.excursions).toMatchObject([{ severity: 'warning', limitCelsius: 2 }])
})

test('four hours above 5 °C are thrown away', () => {
  const seen = [...minutes(0, 10, 1), ...minutes(10, 260, 8), ...minutes(260, 300, 1)]
  expect(lotOf(fishRecords(), telemetry(probe('core', 'product', seen)), at(300)).advice).toBe('do-not-eat')
})

test('the probe in the goods decides over the probe in the air', () => {
  const seen = telemetry(
    probe('core', 'product', minutes(0, 240, 1)),
    probe('air', 'air', [...minutes(0, 60, 1), ...minutes(60, 180, 6), ...minutes(180, 240, 1)]),
  )
  expect(lotOf(fishRecords(), seen, at(240))).toMatchObject({ verdict: 'within-limits', basis: 'product' })
})

test('a product probe that mostly was not watching does not decide', () => {
  const seen = telemetry(
    probe('core', 'product', minutes(0, 30, 1)),
    probe('air', 'air', [...minutes(0, 60, 1), ...minutes(60, 180, 6), ...minutes(180, 240, 1)]),
  )
  expect(lotOf(fishRecords(), seen, at(240))).toMatchObject({ verdict: 'excursion', basis: 'air' })
})

test('without telemetry nothing is claimed', () => {
  const lot = lotOf(fishRecords(), telemetry(), at(240))
  expect(lot).toMatchObject({
    verdict: 'not-enough-data',
    confidence: 'low',
    basis: 'none',
    life: null,
    advice: 'ask-staff',
  })
  expect(lot.coverage).toEqual({ percent: 0, worstGap: { fromMs: packedMs, untilMs: at(240) } })
})

test('less than four fifths watched is not enough', () => {
  const seen = telemetry(probe('core', 'product', minutes(0, 790, 1)))
  const lot = lotOf(fishRecords(), seen, at(1000))
  expect(lot.coverage.percent).toBeCloseTo(79, 6)
  expect(lot.verdict).toBe('not-enough-data')
})

test('a gap that could hide an excursion leaves the verdict open; one too short for that does not', () => {
  const withGap = (length: number) =>
    telemetry(probe('air', 'air', [...minutes(0, 1000, 1), ...minutes(1000 + length, 2000, 1)]))
  // In the air: 2.5 min down to −1.5 °C, 30 min there, 2.5 min back.
  expect(lotOf(fishRecords(), withGap(34), at(2000)).verdict).toBe('within-limits')
  const open = lotOf(fishRecords(), withGap(36), at(2000))
  expect(open.verdict).toBe('not-enough-data')
  expect(open.coverage.worstGap).toEqual({ fromMs: at(1000), untilMs: at(1036) })
})

test('time in a gap does not count as time beyond the limit', () => {
  const seen = [...minutes(0, 60, 1), ...minutes(60, 74, 5), ...minutes(94, 106, 5), ...minutes(106, 400, 1)]
  expect(lotOf(fishRecords(), telemetry(probe('core', 'product', seen)), at(400)).excursions).toMatchObject([
    { severity: 'warning' },
    { severity: 'warning' },
  ])
})

test('short times beyond the limit add up to an excursion of their own', () => {
  const warm = [60, 120, 180, 240].flatMap((from) => [
    ...minutes(from, from + 9, 4),
    ...minutes(from + 9, from + 60, 1),
  ])
  const { excursions, verdict } = lotOf(fishRecords(), telemetry(probe('core', 'product', warm)), at(300))
  expect(verdict).toBe('excursion')
  expect(excursions).toEqual([
    expect.objectContaining({ kind: 'too-warm-in-total', severity: 'critical', fromMs: at(240), peakCelsius: 4 }),
  ])
})

test('a profile as edited is the one the report judges by, and a phase may have its own limits', () => {
  const seen = telemetry(
    probe('core', 'product', [...minutes(0, 60, 1), ...minutes(60, 100, 3.5), ...minutes(100, 200, 1)]),
  )
  const strict = { warnCelsius: 2, warnDelayMinutes: 10, limitCelsius: 3, limitDelayMinutes: 30 }
  const verdictBy = (profile: Profile) =>
    lotOf(fishRecords({ profiles: { 'fresh-fish': profile } }), seen, at(200)).verdict
  expect(verdictBy(fish)).toBe('within-limits')
  expect(verdictBy({ ...fish, high: strict })).toBe('excursion')
  expect(verdictBy({ ...fish, phases: { cabinet: { high: strict } } })).toBe('excursion')
  expect(verdictBy({ ...fish, phases: { transit: { high: strict } } })).toBe('within-limits')
})

test('a gap widens the life left: at the limit in the worst case, at the mean in the best', () => {
  const records = fishRecords({ calibrations: [calibration] })
  const seen = [...minutes(0, 720, 0), ...minutes(864, 1440, 0)]
  const life = lotOf(records, telemetry(probe('core', 'product', seen)), packedMs + dayMs).life
  expect(life?.leftDays.high).toBeCloseTo((13.2 - 0.9 * 0.99 ** 2 - 0.1) / 1.96, 6)
  expect(life?.leftDays.low).toBeCloseTo((10.8 - 0.9 * 1.01 ** 2 - 0.1 * 1.96) / 1.96, 6)
})

test('what happened at the supplier before our first leg is not asked, but spends life and confidence', () => {
  const records = fishRecords({ calibrations: [calibration] })
  const consignments = records.consignments.map((one) => ({
    ...one,
    legs: one.legs.map((leg) => ({ ...leg, fromMs: at(1440) })),
  }))
  const seen = telemetry(probe('core', 'product', minutes(1440, 2880, 0)))
  const lot = lotOf({ ...records, consignments }, seen, packedMs + 2 * dayMs)
  expect(lot).toMatchObject({
    verdict: 'within-limits',
    confidence: 'medium',
    coverage: { percent: 100, worstGap: null },
  })
  expect(lot.life?.leftDays.high).toBeCloseTo((13.2 - 1 - 0.99 ** 2) / 1.96, 6)
  expect(lot.life?.leftDays.low).toBeCloseTo((10.8 - 1.01 ** 2 - 1.96) / 1.96, 6)
})

test('life never falls below nothing, and never lasts beyond the use-by date', () => {
  const spoiled = lotOf(
    fishRecords(),
    telemetry(probe('core', 'product', minutes(0, 7 * 1440, 10))),
    packedMs + 7 * dayMs,
  )
  expect(spoiled.life?.leftDays).toMatchObject({ low: 0, likely: 0 })
  expect(spoiled.advice).toBe('do-not-eat')
  const records = fishRecords()
  const lots = records.lots.map((lot) => ({ ...lot, useByMs: packedMs + 2 * dayMs }))
  const fresh = lotOf({ ...records, lots }, telemetry(probe('core', 'product', minutes(0, 1440, 0))), packedMs + dayMs)
  expect(fresh.life?.leftDays.high).toBeCloseTo(1, 6)
  expect(fresh.life?.leftDays.likely).toBeCloseTo(0.95, 6)
})

test('the life left is never a bare number, whatever was seen, calibrated and promised', () => {
  const level = fc.double({ min: -1, max: 6, noNaN: true })
  const promised = fc.option(fc.integer({ min: 2, max: 30 }), { nil: null })
  const role = fc.constantFrom('air' as const, 'product' as const)
  fc.assert(
    fc.property(
      level,
      fc.integer({ min: 60, max: 1440 }),
      role,
      promised,
      fc.boolean(),
      (celsius, length, kind, days, sure) => {
        const exact = { ...calibration, probe: 'core', uncertaintyCelsius: 0 }
        const records = fishRecords({ calibrations: sure ? [exact] : [] })
        const useByMs = days === null ? null : packedMs + days * dayMs
        const lots = records.lots.map((lot) => ({ ...lot, useByMs }))
        const seen = telemetry(probe('core', kind, minutes(0, length, celsius)))
        const life = lotOf({ ...records, lots }, seen, packedMs + dayMs).life as Life
        for (const { low, likely, high } of [life.leftDays, life.usedDays]) {
          expect(low).toBeLessThan(likely)
          expect(likely).toBeLessThan(high)
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('after delivery the goods are taken to be stored as stated', () => {
  const order = {
    id: 'O1',
    customer: null,
    store: 's1',
    orderedAtMs: packedMs,
    promisedAtMs: null,
    deliveredAtMs: packedMs + dayMs,
    lines: [{ lot: 'L1', quantity: 1 }],
  }
  const records = fishRecords({ subject: { kind: 'order', id: 'O1' }, order, calibrations: [calibration] })
  const seen = telemetry(probe('core', 'product', minutes(0, 2880, 0)))
  const lot = lotOf(records, seen, packedMs + 3 * dayMs)
  expect(lot.legs).toMatchObject([{ untilMs: packedMs + dayMs, ongoing: false }])
  expect(lot.life?.leftDays.likely).toBeCloseTo((12 - 1 - 2 * 1.96) / 1.96, 6)
})

test('error codes and single spikes are not temperatures', () => {
  const seen = minutes(0, 240, 1).map((one, index) =>
    readingAt(one.firstMs, index === 50 ? -127 : index === 90 ? 85 : index === 130 ? 60 : 1),
  )
  expect(lotOf(fishRecords(), telemetry(probe('core', 'product', seen)), at(240))).toMatchObject({
    verdict: 'within-limits',
    coldest: { celsius: 1 },
    warmest: { celsius: 1 },
  })
})

test('frozen goods have no square-root life, and a reported defrost is no excursion', () => {
  const records = fishRecords()
  const products = records.products.map((product) => ({ ...product, profile: 'frozen-cabinet' as const }))
  const defrost = minutes(60, 130, 5).map((one) => ({ ...one, defrosting: true }))
  const after = minutes(130, 300, -20).map((one) => ({ ...one, defrosting: false }))
  const seen = telemetry(probe('air', 'air', [...minutes(0, 60, -20), ...defrost, ...after]))
  const lot = lotOf({ ...records, products }, seen, at(300))
  expect(lot).toMatchObject({ life: null, verdict: 'within-limits', advice: 'store-cold-and-enjoy' })
  expect(lot.chart.defrosts).toEqual([{ fromMs: at(60), untilMs: at(130) }])
})

test('the chart is bounded, and gaps are points of nulls', () => {
  const seen = telemetry(probe('core', 'product', [...minutes(0, 5000, 1), ...minutes(5200, 10_000, 2)]))
  const chart = lotOf(fishRecords(), seen, at(10_000)).chart
  const points = chart.series[0]?.points ?? []
  expect(points.length).toBeLessThanOrEqual(400)
  expect(points.filter(({ mean }) => mean === null)).toEqual([
    { atMs: expect.any(Number), min: null, mean: null, max: null },
  ])
  expect(chart).toMatchObject({ highCelsius: 4, lowCelsius: -1.5 })
})

test('the same telemetry of several probes in any order, with repeats, gives the same report', () => {
  const short = [60, 90, 120, 150].flatMap((from) => [
    ...minutes(from, from + 9, 4.5),
    ...minutes(from + 9, from + 30, 1),
  ])
  const sums = [...minutes(0, 60, 1), ...short, ...minutes(180, 220, -2)]
  const long = [...minutes(0, 60, 1), ...minutes(60, 100, 5), ...minutes(130, 200, 0.5)]
  const air = [...long, { ...readingAt(at(61), 5), defrosting: true }, { ...readingAt(at(70), 5), defrosting: false }]
  const seenAs = (...all: (typeof long)[]) =>
    telemetry(...all.map((stretches, index) => probe(`p${index}`, index < 2 ? 'product' : 'air', stretches)))
  const expected = traceReport(fishRecords(), seenAs(sums, long, air), at(240))
  const kinds = new Set(expected?.lots[0]?.excursions.map(({ kind }) => kind))
  expect(kinds).toEqual(new Set(['too-warm', 'too-warm-in-total', 'too-cold']))
  const shuffled = (base: typeof long) =>
    fc.shuffledSubarray([...base, ...base.slice(0, 40)], { minLength: base.length + 40 })
  fc.assert(
    fc.property(shuffled(sums), shuffled(long), shuffled(air), (...all) => {
      expect(traceReport(fishRecords(), seenAs(...all), at(240))).toEqual(expected)
    }),
    { numRuns: 30 },
  )
})

test('the fingerprint stays while time goes on, and changes when late data changes the past', () => {
  const hash = (length: number, extra: ReturnType<typeof minutes> = []): string => {
    const seen = telemetry(probe('core', 'product', [...minutes(0, length, 1), ...extra]))
    const report = traceReport(fishRecords(), seen, at(300 + length))
    if (report === undefined) throw new Error('no report')
    return fingerprint(report)
  }
  expect(hash(2000)).toBe(hash(2010))
  expect(hash(2000, minutes(2100, 2140, 5))).not.toBe(hash(2000))
})
