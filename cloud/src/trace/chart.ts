import type { Pack } from '@larder/contracts/pack'
import type { Profile } from '@larder/contracts/profile'
import type { Chart } from '@larder/contracts/report'
import { evidenceGapMs } from '@larder/edge/excursion/rules'
import { goodsEstimate } from './goods-estimate.ts'
import type { LegRecord } from './leg-record.ts'
import { clip, type Span, union } from './spans.ts'
import { thinned } from './thinned.ts'
import type { ProbeHistory } from './trace-records.ts'

export function chartOf(
  span: Span,
  records: readonly LegRecord[],
  histories: readonly ProbeHistory[],
  profile: Profile,
  pack: Pack,
): Chart {
  const bySeries = Map.groupBy(
    records.flatMap(({ probes }) => probes),
    ({ history }) => history,
  )
  const legs = records.map(({ leg }) => leg)
  const estimate = goodsEstimate(span, records, pack)
  const measured = [...bySeries].map(([{ site, asset, probe, role, intervalSeconds }, probes]) => {
    const stretches = probes.flatMap((one) => one.stretches)
    return { site, asset, probe, role, points: thinned(stretches, span, evidenceGapMs(intervalSeconds)) }
  })
  return {
    ...span,
    highCelsius: profile.high?.limitCelsius ?? null,
    lowCelsius: profile.low?.limitCelsius ?? null,
    series: [...measured, ...(estimate === undefined ? [] : [estimate])],
    doors: intervals('doorOpen', histories, legs),
    defrosts: intervals('defrosting', histories, legs),
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
