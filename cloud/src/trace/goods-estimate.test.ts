import { expect, test } from 'vitest'
import { fishRecords, hourMs, minuteMs, packedMs } from './trace.fixture.ts'
import type { ObservedStretch, ProbeHistory } from './trace-records.ts'
import { traceReport } from './trace-report.ts'

const history = (role: 'air' | 'product', celsiusAt: (minute: number) => number): ProbeHistory => ({
  site: 's1',
  asset: 'c1',
  probe: role === 'air' ? 'air' : 'core',
  role,
  intervalSeconds: 60,
  stretches: Array.from({ length: 600 }, (_, minute): ObservedStretch => {
    const atMs = packedMs + minute * minuteMs
    const celsius = celsiusAt(minute)
    return {
      firstMs: atMs,
      lastMs: atMs,
      longestGapMs: 0,
      count: 1,
      minCelsius: celsius,
      meanCelsius: celsius,
      maxCelsius: celsius,
    }
  }),
})

const report = (probes: ProbeHistory[]) =>
  traceReport(fishRecords(), { probes, positions: [] }, packedMs + 10 * hourMs)?.lots[0]
const estimateOf = (probes: ProbeHistory[]) =>
  report(probes)?.chart.series.find(({ probe }) => probe === 'goods-estimate')

test('from air alone the goods are estimated: a step of the air reaches them by 63 % after the pack’s time constant', () => {
  const minutes = report([history('air', () => 1)])?.goodsEstimate?.timeConstantMinutes ?? 0
  const stepped = estimateOf([history('air', (minute) => (minute < 300 ? 0 : 10))])
  const then = stepped?.points.find(({ atMs }) => atMs >= packedMs + (300 + minutes) * minuteMs)
  expect(minutes).toBe(50)
  expect(then?.mean).toBeGreaterThan(5.9)
  expect(then?.mean).toBeLessThan(6.8)
})

test('where a probe in the goods speaks nothing is estimated, and the report says so', () => {
  const probes = [history('air', () => 1), history('product', () => 1)]
  expect(estimateOf(probes)).toBeUndefined()
  expect(report(probes)?.goodsEstimate).toBeNull()
})
