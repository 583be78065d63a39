import type { Severity } from '@larder/contracts/situation'
import type { Finding } from './finding.ts'

export interface ProbeFinding extends Finding {
  probe: string
}

/** What an asset's probes found of one cause, as one: the findings that overlap in time. */
export interface Condition extends ProbeFinding {
  findings: ProbeFinding[]
}

/** One condition per stretch of time in which at least one probe found the cause; the worst probe speaks for it. */
export function conditionsOf(findings: readonly ProbeFinding[]): Condition[] {
  const sorted = [...findings].sort((a, b) => a.fromMs - b.fromMs || (a.probe < b.probe ? -1 : 1))
  const groups: ProbeFinding[][] = []
  let untilMs = Number.NEGATIVE_INFINITY
  for (const finding of sorted) {
    if (finding.fromMs > untilMs || groups.length === 0) groups.push([])
    groups.at(-1)?.push(finding)
    untilMs = Math.max(untilMs, finding.untilMs ?? Number.POSITIVE_INFINITY)
  }
  return groups.map(merged)
}

function merged(findings: ProbeFinding[]): Condition {
  const worst = findings.reduce((a, b) => (isWorse(b, a) ? b : a))
  const gravest = findings.find((finding) => finding.severity === 'critical') ?? worst
  const until = findings.map((finding) => finding.untilMs)
  return {
    ...worst,
    severity: gravest.severity,
    limitCelsius: gravest.limitCelsius,
    fromMs: Math.min(...findings.map((finding) => finding.fromMs)),
    openedAtMs: Math.min(...findings.map((finding) => finding.openedAtMs)),
    untilMs: until.includes(null) ? null : Math.max(...(until as number[])),
    evidenceMs: Math.max(...findings.map((finding) => finding.evidenceMs)),
    findings,
  }
}

const isWorse = (a: Finding, b: Finding): boolean => isWorsePeak(a.cause, a.peakCelsius, b.peakCelsius)

/** Whether `a` lies further on the wrong side than `b`. */
export function isWorsePeak(cause: Finding['cause'], a: number | null, b: number | null): boolean {
  if (a === null || b === null) return b === null && a !== null
  return cause === 'too-cold' || cause === 'too-cold-in-total' ? a < b : a > b
}

export const graver = (a: Severity, b: Severity): Severity => (a === 'critical' ? a : b)
