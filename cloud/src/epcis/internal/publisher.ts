import { createHash } from 'node:crypto'
import type { Database } from '../../database/open.ts'
import type { Json } from '../event.ts'
import type { EventStore } from '../event-store.ts'
import { say } from '../fault.ts'
import { type PreparedEvent, prepare } from '../prepare.ts'
import type { DerivedEvent } from './lot-events.ts'

const atOnce = 200

/**
 * Puts the events of our own records into the store. A record that says something else than when it was published is a
 * correction: the old event is declared an error that the new one corrects.
 */
export class Publisher {
  readonly #database: Database
  readonly #events: EventStore
  readonly #now: () => number

  constructor(database: Database, events: EventStore, now: () => number) {
    this.#database = database
    this.#events = events
    this.#now = now
  }

  async publish(derived: readonly DerivedEvent[]): Promise<void> {
    for (let start = 0; start < derived.length; start += atOnce) {
      await this.#publish(derived.slice(start, start + atOnce))
    }
  }

  async #publish(derived: readonly DerivedEvent[]): Promise<void> {
    const published = await this.#database
      .selectFrom('epcisSource')
      .selectAll()
      .where(
        'source',
        'in',
        derived.map(({ source }) => source),
      )
      .execute()
    const known = new Map(published.map((row) => [row.source, row]))
    const events: PreparedEvent[] = []
    const sources: { source: string; fingerprint: string; event: string }[] = []
    for (const { source, event } of derived) {
      const fingerprint = fingerprintOf(event)
      const before = known.get(source)
      if (before?.fingerprint === fingerprint) continue
      const prepared = checked(event, source)
      const id = prepared.event.eventID
      if (before !== undefined && before.event !== id) events.push(await this.#declared(before.event, id, source))
      events.push(prepared)
      sources.push({ source, fingerprint, event: id })
    }
    if (sources.length === 0) return
    await this.#events.store(events, 'rollback', null)
    await this.#database
      .insertInto('epcisSource')
      .values(sources)
      .onConflict((conflict) =>
        conflict.column('source').doUpdateSet((set) => ({
          fingerprint: set.ref('excluded.fingerprint'),
          event: set.ref('excluded.event'),
        })),
      )
      .execute()
  }

  /** The event that was published, with the declaration that it was wrong. */
  async #declared(id: string, corrective: string, source: string): Promise<PreparedEvent> {
    const before = await this.#events.find(id)
    if (before === undefined) throw new Error(`the event ${id} of ${source} is not on file`)
    const errorDeclaration = {
      declarationTime: new Date(this.#now()).toISOString(),
      reason: 'incorrect_data',
      correctiveEventIDs: [corrective],
    }
    return checked({ ...before, errorDeclaration } as unknown as Json, source)
  }
}

function checked(event: Json, source: string): PreparedEvent {
  const outcome = prepare(event, source, undefined, new Set())
  if ('fault' in outcome) throw new Error(`our own event is not valid: ${say(outcome.fault)}`)
  return outcome.prepared
}

/** Where the site is reached may change without anything having happened. */
const fingerprintOf = (event: Json): string =>
  createHash('sha256')
    .update(JSON.stringify(event).replaceAll(/"rawData":"https?:\/\/[^/"]+/g, '"rawData":"'))
    .digest('base64url')
