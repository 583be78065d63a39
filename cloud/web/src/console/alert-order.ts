import type { Alert } from '@larder/contracts/alert'
import type { Severity, Situation } from '@larder/contracts/situation'

export const isOpen = (alert: Alert): boolean => alert.closedAtMs === null

/** Critical before warning, unclaimed before acknowledged, then the one that has waited longest. */
export function byUrgency(a: Alert, b: Alert): number {
  return (
    severityRank(a) - severityRank(b) ||
    Number(a.acknowledgedBy !== null) - Number(b.acknowledgedBy !== null) ||
    a.situation.openedAtMs - b.situation.openedAtMs ||
    a.id.localeCompare(b.id)
  )
}

/** Late data showed that it never was: the edge ends such a situation where it began. */
export const isWithdrawn = (situation: Situation): boolean =>
  situation.past && situation.state === 'resolved' && situation.untilMs === situation.fromMs

/** How long it was a situation. What was found late ended when its condition did, not when we heard of it. */
export const lastedMs = (alert: Alert, nowMs: number): number =>
  (alert.situation.untilMs ?? alert.closedAtMs ?? nowMs) - alert.situation.openedAtMs

/** As many levels of people as the flows call. */
const highestLevel = 3

/** When the next level of people is told: counted from the last telling, until somebody acknowledges. */
export function nextEscalationMs(alert: Alert, afterMinutes: Record<Severity, number>): number | null {
  const told = alert.history.findLast(({ action }) => action === 'notified' || action === 'escalated')
  const settled = !isOpen(alert) || alert.situation.past || alert.acknowledgedBy !== null
  if (told === undefined || settled || alert.escalationLevel >= highestLevel) return null
  return told.atMs + afterMinutes[alert.situation.severity] * 60_000
}

export const byClosing = (a: Alert, b: Alert): number => (b.closedAtMs ?? 0) - (a.closedAtMs ?? 0)

const severityRank = (alert: Alert): number => (alert.situation.severity === 'critical' ? 0 : 1)

export interface AlertCount {
  open: number
  critical: number
}

export function countOf(alerts: Iterable<Alert>): AlertCount {
  const open = [...alerts].filter(isOpen)
  return { open: open.length, critical: open.filter((one) => severityRank(one) === 0).length }
}

/** An alert of the asset that asks for attention now, the most urgent one. */
export const worstOf = (alerts: Iterable<Alert>, site: string, asset: string): Alert | undefined =>
  [...alerts]
    .filter((one) => isOpen(one) && !one.situation.past && one.situation.site === site && one.situation.asset === asset)
    .sort(byUrgency)[0]
