import type { Transaction } from 'kysely'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import type { EpcisEvent } from './event.ts'
import type { Fault } from './fault.ts'
import type { PreparedEvent } from './prepare.ts'

/** Small enough for one statement of either database, and to let others at the event loop in between. */
const chunk = 200

const isoOf = (atMs: number): string => new Date(atMs).toISOString()

/** What becomes of the others when one event cannot be captured. */
export type Behaviour = 'rollback' | 'proceed'

export interface Stored {
  stored: number
  /** Already on file, saying the same. */
  unchanged: number
  faults: Fault[]
}

/** Raised within a transaction that must not stand. */
export class CaptureRefused extends Error {
  readonly faults: Fault[]

  constructor(faults: Fault[]) {
    super(`${faults.length} events cannot be captured`)
    this.faults = faults
  }
}

/** Captured events. Nothing here is ever changed or deleted: a wrong event is declared so by another. */
export class EventStore {
  readonly #database: Database
  readonly #now: () => number
  /** One writer at a time: ordinals rise in the order of recording. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
  }

  /**
   * Stores what is new, in one transaction. With `rollback` an event that cannot be stored refuses them all, by
   * CaptureRefused.
   * @param note what is written with the events, so that both stand or neither
   */
  store(
    events: readonly PreparedEvent[],
    behaviour: Behaviour,
    capture: string | null,
    note: (transaction: Transaction<Tables>, stored: Stored) => Promise<void> = async () => {},
  ): Promise<Stored> {
    const stored = this.#turn.then(() =>
      this.#database.transaction().execute(async (transaction) => {
        const outcome = await this.#store(transaction, events, behaviour, capture)
        await note(transaction, outcome)
        return outcome
      }),
    )
    this.#turn = stored.catch(() => {})
    return stored
  }

  async #store(
    transaction: Transaction<Tables>,
    events: readonly PreparedEvent[],
    behaviour: Behaviour,
    capture: string | null,
  ): Promise<Stored> {
    const onFile = await hashesOf(transaction, events)
    const { fresh, unchanged, faults } = sortOut(events, onFile)
    if (faults.length > 0 && behaviour === 'rollback') throw new CaptureRefused(faults)
    if (fresh.length === 0) return { stored: 0, unchanged, faults }
    const { last } = await transaction
      .selectFrom('epcisEvent')
      .select((select) => select.fn.max('ordinal').as('last'))
      .executeTakeFirstOrThrow()
    const recordTimeMs = this.#now()
    const recordTime = isoOf(recordTimeMs)
    for (let start = 0; start < fresh.length; start += chunk) {
      const part = fresh.slice(start, start + chunk)
      const firstOrdinal = Number(last ?? 0) + 1 + start
      await transaction
        .insertInto('epcisEvent')
        .values(
          part.map(({ event, hash, declared }, index) => ({
            ordinal: firstOrdinal + index,
            id: event.eventID,
            declared,
            hash,
            eventTimeMs: Date.parse(event.eventTime),
            recordTimeMs,
            capture,
            body: JSON.stringify({ ...event, recordTime }),
          })),
        )
        .execute()
      const terms = part.flatMap(({ event, terms }, index) =>
        terms.map((term) => ({ ...term, eventTimeMs: Date.parse(event.eventTime), event: firstOrdinal + index })),
      )
      for (let from = 0; from < terms.length; from += chunk) {
        await transaction
          .insertInto('epcisTerm')
          .values(terms.slice(from, from + chunk))
          .execute()
        // One event may name hundreds of thousands of identifiers.
        await new Promise(setImmediate)
      }
    }
    return { stored: fresh.length, unchanged, faults }
  }

  /** The event of this id; where it was declared an error, the declaration, which says the same and that. */
  async find(id: string): Promise<EpcisEvent | undefined> {
    const row = await this.#database
      .selectFrom('epcisEvent')
      .select('body')
      .where('id', '=', id)
      .orderBy('ordinal', 'desc')
      .executeTakeFirst()
    return row === undefined ? undefined : (JSON.parse(row.body) as EpcisEvent)
  }
}

type OnFile = Map<string, { hash: string; declared: Set<string> }>

/** What is on file under the ids of these events, and under those that they name as corrections. */
async function hashesOf(transaction: Transaction<Tables>, events: readonly PreparedEvent[]): Promise<OnFile> {
  const ids = [
    ...new Set(events.flatMap(({ event }) => [event.eventID, ...(event.errorDeclaration?.correctiveEventIDs ?? [])])),
  ]
  const onFile: OnFile = new Map()
  for (let start = 0; start < ids.length; start += chunk) {
    const rows = await transaction
      .selectFrom('epcisEvent')
      .select(['id', 'hash', 'declared'])
      .where('id', 'in', ids.slice(start, start + chunk))
      .execute()
    for (const { id, hash, declared } of rows) remember(onFile, id, hash, declared)
  }
  return onFile
}

function remember(onFile: OnFile, id: string, hash: string, declared: string): void {
  const known = onFile.get(id)
  if (known === undefined) onFile.set(id, { hash, declared: new Set([declared]) })
  else known.declared.add(declared)
}

/** Which events are new, which say what is known already, and which contradict it. */
function sortOut(events: readonly PreparedEvent[], onFile: OnFile) {
  const fresh: PreparedEvent[] = []
  const faults: Fault[] = []
  let unchanged = 0
  const inDocument = new Set(events.map(({ event }) => event.eventID))
  for (const prepared of events) {
    const { event, hash, declared } = prepared
    const known = onFile.get(event.eventID)
    const fault = contradiction(prepared, known?.hash, (id) => onFile.has(id) || inDocument.has(id))
    if (fault !== undefined) faults.push(fault)
    else if (known?.declared.has(declared)) unchanged++
    else {
      fresh.push(prepared)
      remember(onFile, event.eventID, hash, declared)
    }
  }
  return { fresh, unchanged, faults }
}

function contradiction(
  { event, path, hash, declared }: PreparedEvent,
  knownHash: string | undefined,
  isKnown: (id: string) => boolean,
): Fault | undefined {
  if (knownHash !== undefined && knownHash !== hash) {
    const message = 'an event with this id says something else: correct it by an errorDeclaration and a new event'
    return { path: `${path}.eventID`, message }
  }
  if (declared === '') return undefined
  if (knownHash === undefined) {
    return { path: `${path}.eventID`, message: 'the event that is declared an error is not on file: capture it first' }
  }
  const unknown = event.errorDeclaration?.correctiveEventIDs?.findIndex((id) => !isKnown(id)) ?? -1
  if (unknown === -1) return undefined
  return {
    path: `${path}.errorDeclaration.correctiveEventIDs[${unknown}]`,
    message: 'there is no such event on file nor in this document',
  }
}
