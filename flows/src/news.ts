import type { Situation } from '@larder/contracts/situation'

/** What a new state of a situation means to people. */
export type News = 'raised' | 'resolved'

/** A situation on its way through the flow, as the payload and properties of a Node-RED message. */
export interface SituationMessage {
  topic: string
  payload: Situation
  /** What the flow's switches ask about. */
  news: News | 'escalated'
  /** 0 for the first notice, rising with each escalation. */
  level: number
}

/** Whether `next` replaces what we know: one situation's revisions may come twice and out of order. */
export const isNewer = (known: Situation | undefined, next: Situation): boolean =>
  known === undefined || next.revision > known.revision

/**
 * The news in a newer state, if people need to hear of it. A rise in severity is raised again; a fresh peak is not.
 * A situation found in late data is told once, as a record, whether or not it is over.
 */
export function newsOf(known: Situation | undefined, next: Situation): News | undefined {
  if (next.past) return known === undefined ? 'raised' : undefined
  if (next.state === 'resolved') return known?.state === 'open' ? 'resolved' : undefined
  const worse = known?.severity === 'warning' && next.severity === 'critical'
  return known?.state !== 'open' || worse ? 'raised' : undefined
}

/** The news to repeat after a restart, when nobody can know how far the last run came. */
export const newsAfterRestart = (known: Situation): News =>
  known.past || known.state === 'open' ? 'raised' : 'resolved'
