import type { Phase } from '@larder/contracts/phase'
import type { Profile } from '@larder/contracts/profile'
import type { Excursion } from '@larder/contracts/report'
import { type Condition, conditionsOf, type ProbeFinding } from '@larder/edge/excursion/conditions'
import { DefrostLog } from '@larder/edge/excursion/defrost-log'
import type { FindingLog } from '@larder/edge/excursion/finding'
import { recordRulesOf } from '@larder/edge/excursion/rules'
import { TemperatureFold } from '@larder/edge/excursion/temperature-fold'
import type { LegRecord } from './leg-record.ts'
import type { ProbeRecord } from './probe-record.ts'
import type { ProbeHistory } from './trace-records.ts'

const excursionKinds = ['too-warm', 'too-cold', 'too-warm-in-total', 'too-cold-in-total'] as const

/** Where the goods were beyond their limits, by the edge's own rules. Only observed time counts. */
export function excursionsOf(record: LegRecord, histories: readonly ProbeHistory[], profile: Profile): Excursion[] {
  const defrosts = defrostsOf(record, histories)
  const findings = record.deciding.flatMap((probe) => findingsOf(probe, { profile, phase: record.leg.phase }, defrosts))
  return excursionKinds.flatMap((kind) =>
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

function findingsOf(
  { history, stretches }: ProbeRecord,
  { profile, phase }: { profile: Profile; phase: Phase },
  defrosts: DefrostLog,
): ProbeFinding[] {
  const rules = recordRulesOf(profile, history.intervalSeconds, phase)
  const log: FindingLog = { closed: [], changes: 0 }
  // Before the goods came nobody asked the probe: its first reading is no start.
  const fold = new TemperatureFold(rules, { latched: false, listeningSinceMs: Number.POSITIVE_INFINITY })
  for (const { firstMs, lastMs, minCelsius, meanCelsius, maxCelsius } of stretches) {
    const celsius = { typical: meanCelsius, coldest: minCelsius, warmest: maxCelsius }
    fold.step(firstMs, lastMs, celsius, history.role !== 'product' && defrosts.excuses(firstMs), log)
  }
  const open = fold.watches().flatMap((watch) => (watch?.open ? [watch.open] : []))
  return [...log.closed, ...open].map((finding) => ({ ...finding, probe: history.probe }))
}
