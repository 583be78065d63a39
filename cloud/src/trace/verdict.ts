import type { Profile } from '@larder/contracts/profile'
import type { Excursion, Life, LotTrace } from '@larder/contracts/report'
import type { SortingRecord } from '@larder/contracts/sorting-record'
import type { Standing } from '@larder/contracts/standing'
import { type Limits, rulesOf } from '@larder/edge/excursion/rules'
import type { LegRecord } from './leg-record.ts'
import { lengthMs, type Span } from './spans.ts'

const leastCoveragePercent = 80
const highCoveragePercent = 95

/** The fastest that air beside open doors, and goods in their pack, are taken to change: the worst case of a gap. */
const celsiusPerMinute = { air: 1, product: 0.25 }

/** Between 5 °C and 60 °C for four hours in all, perishable food is thrown away (the 2-hour/4-hour rule of FSANZ). */
const discardCelsius = 5
const discardMs = 4 * 3_600_000

const eatSoonDays = 2

export interface Judged {
  excursions: readonly Excursion[]
  coveragePercent: number
  /** Of the whole life since packing, the supplier's part included. */
  lifeCoveragePercent: number
  gaps: readonly Span[]
  records: readonly LegRecord[]
}

export function verdictOf(
  { excursions, coveragePercent, gaps, records }: Judged,
  profile: Profile,
): LotTrace['verdict'] {
  if (excursions.some(({ severity }) => severity === 'critical')) return 'excursion'
  if (coveragePercent < leastCoveragePercent) return 'not-enough-data'
  return gaps.some((gap) => mayHideExcursion(gap, records, profile)) ? 'not-enough-data' : 'within-limits'
}

/** Whether within the gap the goods could have reached the limit, stayed there for its delay, and come back unseen. */
export function mayHideExcursion(gap: Span, records: readonly LegRecord[], profile: Profile): boolean {
  const there = records.filter(({ leg }) => leg.fromMs < gap.untilMs && leg.untilMs > gap.fromMs)
  const phases = there.length === 0 ? [undefined] : new Set(there.map(({ leg }) => leg.phase))
  return [...phases].some((phase) => {
    const { high, low } = rulesOf(profile, 60, phase)
    return hides(gap, records, high, 1) || hides(gap, records, low, -1)
  })
}

function hides(gap: Span, records: readonly LegRecord[], limits: Limits | null, sign: 1 | -1): boolean {
  if (limits === null) return false
  const limit = sign * limits.limitCelsius
  const edges = [valueAt(gap.fromMs, 'before', records, sign), valueAt(gap.untilMs, 'after', records, sign)]
  const travelMinutes = edges.reduce(
    (sum, edge) => sum + (edge === null ? 0 : Math.max(0, limit - edge.value) / celsiusPerMinute[edge.role]),
    0,
  )
  return lengthMs(gap) >= limits.limitDelayMs + travelMinutes * 60_000
}

/** The worst value beside the gap; null where nothing was seen there: then it may have begun at the limit. */
function valueAt(atMs: number, side: 'before' | 'after', records: readonly LegRecord[], sign: 1 | -1) {
  let worst: { value: number; role: 'air' | 'product' } | null = null
  for (const { deciding, basis } of records) {
    for (const { stretches, history } of deciding) {
      const nearMs = history.intervalSeconds * 2000
      const beside =
        side === 'before'
          ? stretches.findLast(({ firstMs, lastMs }) => firstMs < atMs && lastMs >= atMs - nearMs)
          : stretches.find(({ firstMs }) => firstMs >= atMs && firstMs <= atMs + nearMs)
      if (beside === undefined) continue
      const value = sign > 0 ? beside.maxCelsius : -beside.minCelsius
      const role = basis === 'product' ? 'product' : 'air'
      if (worst === null || value > worst.value) worst = { value, role }
    }
  }
  return worst
}

export function basisOf(records: readonly LegRecord[]): LotTrace['basis'] {
  const seen = records.filter(({ basis }) => basis !== 'none')
  if (seen.length === 0) return 'none'
  return seen.every(({ basis }) => basis === 'product') ? 'product' : 'air'
}

/** High needs probes in the goods, nearly no gaps since packing, and calibrations in force. */
export function confidenceOf(judged: Judged, verdict: LotTrace['verdict'], nowMs: number): LotTrace['confidence'] {
  const { coveragePercent, lifeCoveragePercent, records } = judged
  if (verdict === 'not-enough-data' || coveragePercent < leastCoveragePercent) return 'low'
  const calibrated = records.every(({ deciding }) =>
    deciding.every(({ calibration }) => calibration !== null && calibration.dueAtMs >= nowMs),
  )
  const sure = calibrated && lifeCoveragePercent >= highCoveragePercent && basisOf(records) === 'product'
  return sure ? 'high' : 'medium'
}

export function adviceOf(
  verdict: LotTrace['verdict'],
  excursions: readonly Excursion[],
  life: Life | null,
  useByMs: number | null,
  sorting: readonly SortingRecord[],
  nowMs: number,
): LotTrace['advice'] {
  const warmMs = excursions
    .filter(
      ({ kind, severity, peakCelsius }) =>
        kind === 'too-warm' && severity === 'critical' && peakCelsius >= discardCelsius,
    )
    .reduce((sum, excursion) => sum + lengthMs(excursion), 0)
  const expired = useByMs !== null && nowMs > useByMs
  if (expired || warmMs >= discardMs || (life !== null && life.leftDays.likely <= 0)) return 'do-not-eat'
  if (sorting.some(({ grade }) => grade === 'rejected')) return 'ask-staff'
  if (verdict === 'not-enough-data') return 'ask-staff'
  if (verdict === 'excursion') return 'check-before-eating'
  return life !== null && life.leftDays.likely <= eatSoonDays ? 'eat-soon' : 'store-cold-and-enjoy'
}

/** A recall overrules whatever the temperatures advise; of held goods staff decide, unless they are bad already. */
export function adviceUnder(standing: Standing, advice: LotTrace['advice']): LotTrace['advice'] {
  if (standing.state === 'recalled') return 'return-it'
  return standing.state === 'held' && advice !== 'do-not-eat' ? 'ask-staff' : advice
}
