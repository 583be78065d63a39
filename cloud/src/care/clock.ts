import type { Priority, Scene, TicketState } from '@larder/contracts/ticket'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const priorities: Partial<Record<Scene, Priority>> = {
  'felt-ill': 'urgent',
  'foreign-object': 'high',
  spoiled: 'high',
  'warm-on-arrival': 'high',
  'past-date': 'high',
  'refund-status': 'low',
  invoice: 'low',
}

export const priorityOf = (scene: Scene): Priority => priorities[scene] ?? 'normal'

/** Until a person has answered, and until it is settled, from the opening on. */
export const promises: Record<Priority, { answerMs: number; resolutionMs: number }> = {
  urgent: { answerMs: 15 * minuteMs, resolutionMs: 4 * hourMs },
  high: { answerMs: 2 * hourMs, resolutionMs: 24 * hourMs },
  normal: { answerMs: 8 * hourMs, resolutionMs: 72 * hourMs },
  low: { answerMs: 24 * hourMs, resolutionMs: 168 * hourMs },
}

export interface Clocks {
  state: TicketState
  firstAnswerDueAtMs: number
  firstAnsweredAtMs: number | null
  resolutionDueAtMs: number
  waitingSinceMs: number | null
}

export const isActive = (state: TicketState): boolean => state !== 'resolved' && state !== 'closed'

/** The clock that runs out next: the first answer's, then the resolution's; none while the customer is waited for. */
export function dueAtMs({ state, firstAnswerDueAtMs, firstAnsweredAtMs, resolutionDueAtMs }: Clocks): number | null {
  if (!isActive(state)) return null
  if (firstAnsweredAtMs === null) return Math.min(firstAnswerDueAtMs, resolutionDueAtMs)
  return state === 'waiting' ? null : resolutionDueAtMs
}

/** What a change of state does to the clocks: the time spent waiting for the customer is not ours. */
export function moved(clocks: Clocks, to: TicketState, nowMs: number): Clocks {
  const waitedMs = clocks.waitingSinceMs === null ? 0 : nowMs - clocks.waitingSinceMs
  return {
    ...clocks,
    state: to,
    resolutionDueAtMs: clocks.resolutionDueAtMs + (to === 'waiting' ? 0 : waitedMs),
    waitingSinceMs: to === 'waiting' ? (clocks.waitingSinceMs ?? nowMs) : null,
  }
}

/** The clocks of a ticket that goes on for two: whatever was promised first, and no answer is owed twice. */
export function mergedClocks(kept: Clocks, gone: Clocks, nowMs: number): Clocks {
  const due = ({ resolutionDueAtMs, waitingSinceMs }: Clocks): number =>
    resolutionDueAtMs + (waitingSinceMs === null ? 0 : nowMs - waitingSinceMs)
  const answers = [kept.firstAnsweredAtMs, gone.firstAnsweredAtMs].filter((atMs) => atMs !== null)
  return {
    state: kept.state,
    firstAnswerDueAtMs: Math.min(kept.firstAnswerDueAtMs, gone.firstAnswerDueAtMs),
    firstAnsweredAtMs: answers.length === 0 ? null : Math.min(...answers),
    resolutionDueAtMs: Math.min(due(kept), due(gone)),
    // What was waited until now is in the due time already.
    waitingSinceMs: kept.waitingSinceMs === null ? null : nowMs,
  }
}

/** Where a ticket may go from where it is. What is closed stays closed: a new complaint opens a new ticket. */
export const moves: Record<TicketState, readonly TicketState[]> = {
  open: ['in-progress', 'waiting', 'resolved'],
  'in-progress': ['waiting', 'resolved'],
  waiting: ['in-progress', 'resolved'],
  resolved: ['in-progress', 'closed'],
  closed: [],
}
