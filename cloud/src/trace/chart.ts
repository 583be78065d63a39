import type { Profile } from '@larder/contracts/profile'
import type { Chart, ChartPoint } from '@larder/contracts/report'
import { evidenceGapMs } from '@larder/edge/excursion/rules'
import type { LegRecord } from './leg-record.ts'
import { clip, gapsIn, type Span, union } from './spans.ts'
import type { ObservedStretch, ProbeHistory } from './trace-records.ts'

const mostPoints = 400
/** Of those, kept for gaps; the widest are shown. */
const mostGaps = 100

export function chartOf(
  span: Span,
  records: readonly LegRecord[],
  histories: readonly ProbeHistory[],
  profile: Profile,
): Chart {
  const bySeries = Map.groupBy(
    records.flatMap(({ probes }) => probes),
    ({ history }) => history,
  )
  const legs = records.map(({ leg }) => leg)
  return {
    ...span,
    highCelsius: profile.high?.limitCelsius ?? null,
    lowCelsius: profile.low?.limitCelsius ?? null,
    series: [...bySeries].map(([{ site, asset, probe, role, intervalSeconds }, probes]) => {
      const stretches = probes.flatMap((one) => one.stretches)
      return { site, asset, probe, role, points: thinned(stretches, span, evidenceGapMs(intervalSeconds)) }
    }),
    doors: intervals('doorOpen', histories, legs),
    defrosts: intervals('defrosting', histories, legs),
  }
}

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

/** When the flag was up, as far as single readings tell: each holds until the next, but not across a gap. */
function intervals(
  flag: 'doorOpen' | 'defrosting',
  histories: readonly ProbeHistory[],
  legs: readonly (Span & { site: string; asset: string })[],
): Span[] {
  const spans = histories.flatMap((history) => {
    const told = history.stretches.filter((one) => one[flag] !== undefined).sort((a, b) => a.firstMs - b.firstMs)
    const up = told.flatMap((one, index): Span[] => {
      const heldMs = Math.min(
        told[index + 1]?.firstMs ?? Number.POSITIVE_INFINITY,
        one.lastMs + evidenceGapMs(history.intervalSeconds),
      )
      return one[flag] ? [{ fromMs: one.firstMs, untilMs: heldMs }] : []
    })
    const here = legs.filter(({ site, asset }) => site === history.site && asset === history.asset)
    return here.flatMap((leg) => clip(up, leg))
  })
  return union(spans)
}
