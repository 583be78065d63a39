import type { LotTrace, TraceReport } from '@larder/contracts/report'
import type { LotStanding } from '@larder/contracts/standing'
import type { LotBrief, TraceBrief } from '@larder/contracts/store-copy'
import { adviceUnder } from '../trace/verdict.ts'

/** A trace report in few words: the same facts, without charts, probes and routes. */
export const traceBriefOf = ({ subject, version, generatedAtMs, lots }: TraceReport): TraceBrief => ({
  subject,
  version,
  generatedAtMs,
  lots: lots.map(lotBriefOf),
})

export const lotBriefOf = ({ lot, product, standing, life, ...trace }: LotTrace): LotBrief => ({
  lot: lot.id,
  product: product.id,
  name: product.name,
  supplier: lot.supplier,
  origin: lot.origin,
  packedAtMs: lot.packedAtMs,
  useByMs: lot.useByMs,
  standing: standingBriefOf(standing),
  verdict: trace.verdict,
  confidence: trace.confidence,
  basis: trace.basis,
  advice: trace.advice,
  life: life && { percentLeft: life.percentLeft, leftDays: life.leftDays, storageCelsius: life.storageCelsius },
  coveragePercent: trace.coverage.percent,
  coldestCelsius: trace.coldest?.celsius ?? null,
  warmestCelsius: trace.warmest?.celsius ?? null,
  excursions: trace.excursions.map(({ kind, asset, fromMs, untilMs, peakCelsius, limitCelsius }) => ({
    ...{ kind, asset, fromMs, untilMs, peakCelsius, limitCelsius },
  })),
  legs: trace.legs.map(({ phase, name, fromMs, untilMs, ongoing, meanCelsius, maxCelsius }) => ({
    ...{ phase, name, fromMs, untilMs, ongoing, meanCelsius, maxCelsius },
  })),
})

/** A brief of a while ago under what recalls and holds say now. */
export function underStanding(brief: LotBrief, standing: LotStanding): LotBrief {
  if (standing.state === brief.standing.state) return { ...brief, standing: standingBriefOf(standing) }
  // What was lifted or released is advised on anew by the next report.
  if (standing.state === 'free') return { ...brief, standing: { state: 'free' } }
  return {
    ...brief,
    standing: standingBriefOf(standing),
    verdict: standing.state === 'recalled' ? 'recalled' : brief.verdict,
    advice: adviceUnder(standing, brief.advice),
  }
}

const standingBriefOf = (standing: LotTrace['standing'] | LotStanding): LotBrief['standing'] =>
  standing.state === 'recalled'
    ? { state: 'recalled', hazard: standing.hazard, reason: standing.reason }
    : { state: standing.state }
