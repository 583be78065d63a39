import type { Cause, Severity, Situation } from '@larder/contracts/situation'

/** What only some causes can tell. */
export type Told = Partial<Pick<Situation, 'totalMinutes' | 'spentPercent' | 'celsiusPerHour' | 'breachAtMs'>>

/**
 * What the rules found at one probe: a condition that held long enough to be real.
 * All times are the device's clock. A situation is made of the findings of an asset's probes (situations.ts).
 */
export interface Finding {
  cause: Cause
  severity: Severity
  /** When the condition began. */
  fromMs: number
  /** When its delay had passed. */
  openedAtMs: number
  /** When it ended; null while nothing has shown its end. */
  untilMs: number | null
  /** The newest sample that supports it. */
  evidenceMs: number
  peakCelsius: number | null
  latestCelsius: number | null
  limitCelsius: number | null
  /** First and last sample beyond the critical limit, once that became real. */
  criticalFromMs: number | null
  criticalUntilMs: number | null
  told?: Told
}

/** Where a probe's watches put what they found. `changes` counts openings, endings and escalations. */
export interface FindingLog {
  closed: Finding[]
  changes: number
}

/** A finding of a cause that has no temperature. */
export const plainFinding = (cause: Cause, fromMs: number, openedAtMs: number, evidenceMs: number): Finding => ({
  cause,
  severity: 'warning',
  fromMs,
  openedAtMs,
  untilMs: null,
  evidenceMs,
  peakCelsius: null,
  latestCelsius: null,
  limitCelsius: null,
  criticalFromMs: null,
  criticalUntilMs: null,
})

/** Ends a finding and files it. */
export function close(finding: Finding, untilMs: number, log: FindingLog): null {
  finding.untilMs = untilMs
  log.closed.push(finding)
  log.changes++
  return null
}
