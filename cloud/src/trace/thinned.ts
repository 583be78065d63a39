import type { ChartPoint } from '@larder/contracts/report'
import { gapsIn, type Span, union } from './spans.ts'
import type { ObservedStretch } from './trace-records.ts'

const mostPoints = 400
/** Of those, kept for gaps; the widest are shown. */
const mostGaps = 100

/** At most 400 points; a gap longer than `gapMs` becomes a point of nulls. */
export function thinned(stretches: readonly ObservedStretch[], span: Span, gapMs: number): ChartPoint[] {
  const bucketMs = Math.max(1, (span.untilMs - span.fromMs) / (mostPoints - mostGaps))
  const buckets = Map.groupBy(stretches, ({ firstMs }) =>
    Math.min(mostPoints - mostGaps - 1, Math.floor((firstMs - span.fromMs) / bucketMs)),
  )
  const points = [...buckets.values()].map(pointOf)
  const seen = stretches.map(({ firstMs, lastMs }) => ({ fromMs: firstMs, untilMs: lastMs + 1 }))
  const [first, last] = [stretches[0], stretches.at(-1)]
  if (first === undefined || last === undefined) return []
  const gaps = gapsIn({ fromMs: first.firstMs, untilMs: last.lastMs }, union(seen, gapMs))
  const widest = gaps.sort((a, b) => b.untilMs - b.fromMs - (a.untilMs - a.fromMs)).slice(0, mostGaps)
  const nulls = widest.map((gap) => ({
    atMs: Math.round((gap.fromMs + gap.untilMs) / 2),
    min: null,
    mean: null,
    max: null,
  }))
  return [...points, ...nulls].sort((a, b) => a.atMs - b.atMs)
}

function pointOf(stretches: ObservedStretch[]): ChartPoint {
  const count = stretches.reduce((sum, one) => sum + one.count, 0)
  const first = stretches[0] as ObservedStretch
  const last = stretches.at(-1) as ObservedStretch
  return {
    atMs: Math.round((first.firstMs + last.lastMs) / 2),
    min: Math.min(...stretches.map((one) => one.minCelsius)),
    mean: stretches.reduce((sum, one) => sum + one.meanCelsius * one.count, 0) / count,
    max: Math.max(...stretches.map((one) => one.maxCelsius)),
  }
}
