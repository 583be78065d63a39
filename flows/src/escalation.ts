import type { Severity } from '@larder/contracts/situation'

export const highestLevel = 3

/** One situation that nobody has taken yet. */
export interface Escalation {
  situation: string
  /** How often it was escalated so far, 0 to `highestLevel`. */
  level: number
  dueAtMs: number
}

/** What is known of the situation at the moment the clock is looked at. */
export interface Standing {
  open: boolean
  acknowledged: boolean
  past: boolean
  severity: Severity
}

export type Step = { action: 'wait' | 'escalate'; escalation: Escalation } | { action: 'stop' }

/**
 * One look at the clock. A situation that waits is escalated at most one level per look, so that a flow which was
 * off for an hour does not call three levels at once; and a clock set back never makes anyone wait longer than
 * one interval.
 */
export function step(
  escalation: Escalation,
  standing: Standing | undefined,
  intervalMs: Record<Severity, number>,
  nowMs: number,
): Step {
  if (standing === undefined || !mayEscalate(standing)) return { action: 'stop' }
  if (escalation.level >= highestLevel) return { action: 'wait', escalation }
  const latestMs = nowMs + intervalMs[standing.severity]
  if (escalation.dueAtMs > latestMs) return { action: 'wait', escalation: { ...escalation, dueAtMs: latestMs } }
  if (escalation.dueAtMs > nowMs) return { action: 'wait', escalation }
  return { action: 'escalate', escalation: { ...escalation, level: escalation.level + 1, dueAtMs: latestMs } }
}

/** Only what is happening now, and what nobody has taken, is escalated. */
export const mayEscalate = (standing: Standing): boolean => standing.open && !standing.acknowledged && !standing.past
