import type { Profile } from '@larder/contracts/profile'
import type { Excursion } from '@larder/contracts/report'
import { type Condition, conditionsOf, type ProbeFinding } from '@larder/edge/excursion/conditions'
import { DefrostLog } from '@larder/edge/excursion/defrost-log'
import type { FindingLog } from '@larder/edge/excursion/finding'
import { rulesOf } from '@larder/edge/excursion/rules'
import { ThresholdWatch } from '@larder/edge/excursion/threshold-watch'
import type { LegRecord } from './leg-record.ts'
import type { ProbeRecord } from './probe-record.ts'
import type { ProbeHistory } from './trace-records.ts'

/** Where the goods were beyond their limits, by the edge's own rules. Only observed time counts. */
export function excursionsOf(record: LegRecord, histories: readonly ProbeHistory[], profile: Profile): Excursion[] {
  const defrosts = defrostsOf(record, histories)
  const findings = record.deciding.flatMap((probe) => findingsOf(probe, profile, defrosts))
  return (['too-warm', 'too-cold'] as const).flatMap((kind) =>
    conditionsOf(findings.filter(({ cause }) => cause === kind)).map((condition) => ({
      kind,
      severity: condition.severity,
      site: record.leg.site,
      asset: record.leg.asset,
      probe: condition.probe,
      ...beyond(condition),
      peakCelsius: condition.peakCelsius ?? 0,
      limitCelsius: condition.limitCelsius ?? 0,
    })),
  )
}

/** A critical excursion lasts while the critical limit was passed, a warning from its threshold to its end. */
function beyond(condition: Condition): { fromMs: number; untilMs: number } {
  const { fromMs, untilMs, evidenceMs, findings } = condition
  if (condition.severity === 'warning') return { fromMs, untilMs: untilMs ?? evidenceMs }
  const critical = findings.filter((finding) => finding.criticalFromMs !== null)
  return {
    fromMs: Math.min(...critical.map((finding) => finding.criticalFromMs ?? fromMs)),
    untilMs: Math.max(...critical.map((finding) => finding.criticalUntilMs ?? evidenceMs)),
  }
}

/** What any probe of the leg's asset said of defrosts: it holds for all the air there. */
function defrostsOf({ leg }: LegRecord, histories: readonly ProbeHistory[]): DefrostLog {
  const defrosts = new DefrostLog()
  for (const { site, asset, stretches } of histories) {
    if (site !== leg.site || asset !== leg.asset) continue
    for (const { firstMs, defrosting } of stretches) if (defrosting !== undefined) defrosts.note(firstMs, defrosting)
  }
  return defrosts
}

function findingsOf({ history, stretches }: ProbeRecord, profile: Profile, defrosts: DefrostLog): ProbeFinding[] {
  const rules = rulesOf(profile, history.intervalSeconds)
  const log: FindingLog = { closed: [], changes: 0 }
  const high = rules.high && new ThresholdWatch({ ...rules, side: 'high', limits: rules.high, latched: false })
  const low = rules.low && new ThresholdWatch({ ...rules, side: 'low', limits: rules.low, latched: false })
  for (const { firstMs, lastMs, minCelsius, meanCelsius, maxCelsius } of stretches) {
    if (history.role !== 'product' && defrosts.excuses(firstMs)) high?.suspend(lastMs)
    else high?.step(firstMs, lastMs, meanCelsius, maxCelsius, log)
    low?.step(firstMs, lastMs, meanCelsius, minCelsius, log)
  }
  const open = [high?.open, low?.open].flatMap((finding) => (finding ? [finding] : []))
  return [...log.closed, ...open].map((finding) => ({ ...finding, probe: history.probe }))
}
