import type { EventStore } from '../event-store.ts'
import { deriveEvents, type EventSources } from './derive.ts'
import { Publisher } from './publisher.ts'

/** Late data and corrected records are still noticed by the round for so long; an export looks at all of its time. */
const lookBackMs = 3 * 86_400_000

/** Our own records as events: what happened lately is published round by round, any time on demand. */
export class OwnEvents {
  readonly #sources: EventSources
  readonly #publisher: Publisher
  readonly #now: () => number
  #turn: Promise<unknown> = Promise.resolve()

  constructor(sources: EventSources, events: EventStore, now: () => number) {
    this.#sources = sources
    this.#publisher = new Publisher(sources.database, events, now)
    this.#now = now
  }

  publishLately(): Promise<void> {
    return this.publish(this.#now() - lookBackMs, this.#now())
  }

  /** One after the other: two at once would each declare what the other has corrected. */
  publish(fromMs: number, untilMs: number): Promise<void> {
    const published = this.#turn.then(async () => {
      await this.#publisher.publish(await deriveEvents(this.#sources, fromMs, untilMs, this.#now()))
    })
    this.#turn = published.catch(() => {})
    return published
  }
}
