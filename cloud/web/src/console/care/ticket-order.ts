import type { Ticket } from '@larder/contracts/ticket'

export const isActive = ({ state }: Ticket): boolean => state !== 'resolved' && state !== 'closed'

/** What runs out next comes first; what waits for the customer comes last. */
export const byDue = (a: Ticket, b: Ticket): number =>
  (a.dueAtMs ?? Number.POSITIVE_INFINITY) - (b.dueAtMs ?? Number.POSITIVE_INFINITY) || a.openedAtMs - b.openedAtMs

export const bySettled = (a: Ticket, b: Ticket): number => (b.resolvedAtMs ?? 0) - (a.resolvedAtMs ?? 0)

export const isLate = ({ dueAtMs }: Ticket, nowMs: number): boolean => dueAtMs !== null && dueAtMs < nowMs

/** The listed tickets brought up to what has been heard since; a longer history is the later one. */
export function upToDate(listed: readonly Ticket[], heard: Iterable<Ticket>): Ticket[] {
  const tickets = new Map(listed.map((one) => [one.id, one]))
  for (const one of heard) {
    if (one.history.length >= (tickets.get(one.id)?.history.length ?? 0)) tickets.set(one.id, one)
  }
  return [...tickets.values()]
}

export type Clock =
  | { kind: 'answer-in' | 'answer-late' | 'resolve-in' | 'resolve-late'; ms: number }
  | { kind: 'clock-stands' | 'no-clock' }

/** What the clock beside a ticket says. */
export function clockOf(ticket: Ticket, nowMs: number): Clock {
  const { dueAtMs, firstAnsweredAtMs } = ticket
  if (dueAtMs === null) return { kind: isActive(ticket) ? 'clock-stands' : 'no-clock' }
  const late = dueAtMs < nowMs
  const ms = Math.abs(dueAtMs - nowMs)
  if (firstAnsweredAtMs === null) return { kind: late ? 'answer-late' : 'answer-in', ms }
  return { kind: late ? 'resolve-late' : 'resolve-in', ms }
}
