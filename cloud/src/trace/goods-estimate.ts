import type { Pack } from '@larder/contracts/pack'
import type { Chart, ChartPoint } from '@larder/contracts/report'
import { evidenceGapMs } from '@larder/edge/excursion/rules'
import { productEstimate } from '../telemetry/product-estimate.ts'
import type { LegRecord } from './leg-record.ts'
import type { Span } from './spans.ts'
import { thinned } from './thinned.ts'

/**
 * What the goods had where only air was measured: a first-order lag behind it by the pack's time constant, carried from
 * leg to leg. Undefined where every leg with measurements has a probe in the goods.
 */
export function goodsEstimate(
  span: Span,
  records: readonly LegRecord[],
  pack: Pack,
): Chart['series'][number] | undefined {
  let celsius: number | undefined
  let last: Chart['series'][number] | undefined
  const points: ChartPoint[] = []
  for (const { leg, basis, deciding } of [...records].sort((a, b) => a.leg.fromMs - b.leg.fromMs)) {
    const [probe] = deciding
    if (probe === undefined) continue
    const { site, asset, intervalSeconds } = probe.history
    const seen = thinned(probe.stretches, span, evidenceGapMs(intervalSeconds))
    const had = basis === 'air' ? productEstimate(seen, pack, celsius) : seen
    celsius = had.findLast(({ mean }) => mean !== null)?.mean ?? celsius
    if (basis !== 'air') continue
    // The line is broken between legs: nobody saw the goods change places.
    if (points.length > 0) points.push({ atMs: leg.fromMs, min: null, mean: null, max: null })
    points.push(...had)
    last = { site, asset, probe: 'goods-estimate', role: 'product', points }
  }
  return last
}
