import { expect, test } from 'vitest'
import type { FindingLog } from './finding.ts'
import { ThresholdWatch } from './threshold-watch.ts'

const minuteMs = 60_000
const limits = { warnCelsius: 4, warnDelayMs: 10 * minuteMs, limitCelsius: 7, limitDelayMs: 15 * minuteMs }
const options = { side: 'high', limits, hysteresisCelsius: 0.5, gapMs: 10 * minuteMs, latched: true } as const

function fold(watch: ThresholdWatch, samples: readonly (readonly [minute: number, celsius: number])[]): FindingLog {
  const log: FindingLog = { closed: [], changes: 0 }
  for (const [minute, celsius] of samples) watch.step(minute * minuteMs, minute * minuteMs, celsius, celsius, log)
  return log
}

const held = (from: number, until: number, celsius: number) =>
  Array.from({ length: until - from }, (_, index) => [from + index, celsius] as const)

test('the threshold itself breaches, and the delay counts from the first breach to the last', () => {
  const watch = new ThresholdWatch(options)
  fold(watch, held(0, 10, 4))
  expect(watch.open).toBeNull()
  fold(watch, [[10, 4]])
  expect(watch.open).toMatchObject({ severity: 'warning', fromMs: 0, openedAtMs: 10 * minuteMs, limitCelsius: 4 })
})

test('one sample below the threshold starts the delay anew', () => {
  const watch = new ThresholdWatch(options)
  fold(watch, [...held(0, 9, 5), [9, 3.99], ...held(10, 20, 5)])
  expect(watch.open).toBeNull()
})

test('a critical finding knows when the limit was passed', () => {
  const watch = new ThresholdWatch(options)
  const log = fold(watch, [...held(0, 5, 5), ...held(5, 25, 8), ...held(25, 30, 5), [30, 3.5]])
  expect(log.closed).toMatchObject([
    {
      severity: 'critical',
      fromMs: 0,
      untilMs: 30 * minuteMs,
      criticalFromMs: 5 * minuteMs,
      criticalUntilMs: 24 * minuteMs,
      peakCelsius: 8,
    },
  ])
  // Opened, grew critical, ended.
  expect(log.changes).toBe(3)
})

test('a limit with the shorter delay opens the finding first', () => {
  const short = { ...limits, warnDelayMs: 90 * minuteMs }
  const watch = new ThresholdWatch({ ...options, limits: short })
  fold(watch, held(0, 16, 8))
  expect(watch.open).toMatchObject({ severity: 'critical', openedAtMs: 15 * minuteMs })
})

test('a report, unlike an alarm, begins anew after a gap', () => {
  const samples = [...held(0, 12, 5), ...held(40, 45, 5)]
  const alarm = new ThresholdWatch(options)
  expect(fold(alarm, samples).closed).toEqual([])
  expect(alarm.open).not.toBeNull()
  const report = new ThresholdWatch({ ...options, latched: false })
  expect(fold(report, samples).closed).toMatchObject([{ untilMs: 11 * minuteMs }])
  expect(report.open).toBeNull()
})

test('without hysteresis the first sample inside the threshold ends it', () => {
  const watch = new ThresholdWatch({ ...options, hysteresisCelsius: 0 })
  const log = fold(watch, [...held(0, 12, 4), [12, 3.9]])
  expect(log.closed).toMatchObject([{ untilMs: 12 * minuteMs }])
})

test('the low side mirrors the high one', () => {
  const low = { warnCelsius: 1, warnDelayMs: 10 * minuteMs, limitCelsius: -1, limitDelayMs: 10 * minuteMs }
  const watch = new ThresholdWatch({ ...options, side: 'low', limits: low })
  const log = fold(watch, [...held(0, 12, -1), [12, 1.4], [13, 1.5]])
  expect(log.closed).toMatchObject([
    { cause: 'too-cold', severity: 'critical', peakCelsius: -1, untilMs: 13 * minuteMs, limitCelsius: -1 },
  ])
})
