import type { Excursion, LotTrace } from '@larder/contracts/report'
import type { ReportKey } from '../language/report-en.ts'
import type { IconName } from '../look/drawings.ts'

export type Tone = 'ok' | 'warning' | 'critical' | 'neutral'

/** Critical before warning, then the longest. */
export function worstExcursion(trace: LotTrace): Excursion | undefined {
  const weight = (one: Excursion): number => (one.severity === 'critical' ? 1 : 0)
  return [...trace.excursions].sort((a, b) => weight(b) - weight(a) || b.untilMs - b.fromMs - (a.untilMs - a.fromMs))[0]
}

export function toneOf(trace: LotTrace): Tone {
  if (trace.verdict === 'recalled') return 'critical'
  if (trace.verdict === 'within-limits') return 'ok'
  if (trace.verdict === 'not-enough-data') return 'neutral'
  return worstExcursion(trace)?.severity === 'warning' ? 'warning' : 'critical'
}

export const iconOf: Record<Tone, IconName> = {
  ok: 'ok',
  warning: 'warning',
  critical: 'critical',
  neutral: 'unknown',
}

/** Only a probe at the food itself may speak of the food; from air alone the sentence is about the air. */
export function sentenceOf(trace: LotTrace): ReportKey {
  if (trace.verdict === 'recalled') return 'verdict.recalled'
  if (trace.verdict === 'not-enough-data') return 'verdict.not-enough-data'
  if (trace.verdict === 'within-limits') {
    return trace.basis === 'product' ? 'verdict.within-limits.product' : 'verdict.within-limits.air'
  }
  const worst = worstExcursion(trace)
  return worst === undefined ? 'verdict.excursion' : `verdict.${worst.kind}.${worst.severity}`
}

export const adviceTone: Record<LotTrace['advice'], Tone> = {
  'return-it': 'critical',
  'store-cold-and-enjoy': 'ok',
  'eat-soon': 'warning',
  'check-before-eating': 'warning',
  'do-not-eat': 'critical',
  'ask-staff': 'neutral',
}
