import type { Severity, Situation } from '@larder/contracts/situation'
import type { News } from './news.ts'
import type { Notifier } from './notifier.ts'
import type { State } from './state.ts'

/** What the room lends to its nodes; it outlives them, so a deploy loses nothing. */
export interface Services {
  state: State
  notifier: Notifier
  escalateAfterMs: Record<Severity, number>
  now(): number
  /** Runs what a timer started: an error is logged and does not end the room; after the stop nothing runs. */
  attempt(work: () => void): void
  newsListeners: Set<(situation: Situation, news: News) => void>
}
