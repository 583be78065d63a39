import { randomUUID } from 'node:crypto'
import type { Database } from '../database/open.ts'
import { Refusal } from '../http/refusal.ts'
import { type CaptureDocument, readDocument } from './document.ts'
import { type Behaviour, CaptureRefused, type EventStore } from './event-store.ts'
import type { Fault } from './fault.ts'
import { type PreparedEvent, prepare } from './prepare.ts'
import { faultProblem, type Problem, problem } from './problems.ts'

/** A capture job as the standard shows it; `stored` is ours. */
export interface CaptureJob {
  captureID: string
  createdAt: string
  finishedAt?: string
  running: boolean
  success: boolean
  captureErrorBehaviour: Behaviour
  stored: number
  errors: Problem[]
}

const mostWaiting = 20
/** A sender mends the first hundred and tries again. */
const mostErrors = 100
const keptMs = 90 * 86_400_000
/** Others get their turn at the event loop after so many events. */
const atOnce = 50

/** Documents are accepted once they are on disk, and captured one after the other. */
export class CaptureJobs {
  readonly #database: Database
  readonly #events: EventStore
  readonly #now: () => number
  readonly #log: (line: string) => void
  #waiting = 0
  #turn: Promise<void> = Promise.resolve()

  constructor(database: Database, events: EventStore, now: () => number, log: (line: string) => void) {
    this.#database = database
    this.#events = events
    this.#now = now
    this.#log = log
  }

  /** Takes up what a stopped process had accepted, and forgets jobs of long ago. */
  async start(): Promise<void> {
    await this.#database
      .deleteFrom('epcisCapture')
      .where('createdAtMs', '<', this.#now() - keptMs)
      .where('document', 'is', null)
      .execute()
    const left = await this.#database
      .selectFrom('epcisCapture')
      .select('id')
      .where('document', 'is not', null)
      .orderBy('createdAtMs')
      .execute()
    for (const { id } of left) this.#enqueue(id)
  }

  /** Resolves when every accepted document is captured. */
  async idle(): Promise<void> {
    await this.#turn
  }

  /** @returns the job's id. Throws a DocumentFault for what is no EPCIS document, and refuses while too many wait. */
  async accept(text: string, behaviour: Behaviour, client: string): Promise<string> {
    if (this.#waiting >= mostWaiting) {
      const message = `${mostWaiting} documents are waiting to be captured: come back in a moment`
      throw new Refusal(503, 'busy', message, { retryAfterSeconds: 2 })
    }
    readDocument(text)
    const id = randomUUID()
    const createdAtMs = this.#now()
    const row = { id, client, behaviour, createdAtMs, finishedAtMs: null, stored: 0, errors: '[]', document: text }
    await this.#database.insertInto('epcisCapture').values(row).execute()
    this.#enqueue(id)
    return id
  }

  async find(id: string): Promise<CaptureJob | undefined> {
    const row = await this.#jobs().where('id', '=', id).executeTakeFirst()
    return row === undefined ? undefined : jobOf(row)
  }

  /** The newest first. */
  async list(limit: number, offset: number): Promise<CaptureJob[]> {
    const rows = await this.#jobs().orderBy('createdAtMs', 'desc').orderBy('id').limit(limit).offset(offset).execute()
    return rows.map(jobOf)
  }

  #jobs() {
    return this.#database
      .selectFrom('epcisCapture')
      .select(['id', 'behaviour', 'createdAtMs', 'finishedAtMs', 'stored', 'errors'])
  }

  #enqueue(id: string): void {
    this.#waiting++
    this.#turn = this.#turn.then(async () => {
      try {
        await this.#run(id)
      } catch (error) {
        this.#log(`capture ${id}: ${error}`)
        await this.#finish(id, 0, [problem('ImplementationException', 500, 'it has been written to the log')]).catch(
          (again: unknown) => this.#log(`capture ${id} waits for the next start: ${again}`),
        )
      } finally {
        this.#waiting--
      }
    })
  }

  async #run(id: string): Promise<void> {
    const { document, behaviour } = await this.#database
      .selectFrom('epcisCapture')
      .select(['document', 'behaviour'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    if (document === null) return
    const { prepared, faults } = await prepareAll(readDocument(document))
    if (faults.length > 0 && behaviour === 'rollback') return this.#finish(id, 0, faults.map(faultProblem))
    try {
      await this.#events.store(prepared, behaviour, id, (transaction, outcome) =>
        this.#finish(id, outcome.stored, [...faults, ...outcome.faults].map(faultProblem), transaction),
      )
    } catch (error) {
      if (!(error instanceof CaptureRefused)) throw error
      await this.#finish(id, 0, error.faults.map(faultProblem))
    }
  }

  async #finish(id: string, stored: number, errors: Problem[], database: Database = this.#database): Promise<void> {
    await database
      .updateTable('epcisCapture')
      .set({
        document: null,
        finishedAtMs: this.#now(),
        stored,
        errors: JSON.stringify(errors.slice(0, mostErrors)),
      })
      .where('id', '=', id)
      .execute()
  }
}

async function prepareAll({ context, events, path, ignored }: CaptureDocument) {
  const prepared: PreparedEvent[] = []
  const faults: Fault[] = []
  for (const [index, event] of events.entries()) {
    const outcome = prepare(event, `${path}[${index}]`, context, ignored)
    if ('fault' in outcome) faults.push(outcome.fault)
    else prepared.push(outcome.prepared)
    if (index % atOnce === atOnce - 1) await new Promise(setImmediate)
  }
  return { prepared, faults }
}

interface JobRow {
  id: string
  behaviour: Behaviour
  createdAtMs: number
  finishedAtMs: number | null
  stored: number
  errors: string
}

function jobOf({ id, behaviour, createdAtMs, finishedAtMs, stored, errors }: JobRow): CaptureJob {
  const problems = JSON.parse(errors) as Problem[]
  return {
    captureID: id,
    createdAt: new Date(Number(createdAtMs)).toISOString(),
    ...(finishedAtMs === null ? {} : { finishedAt: new Date(Number(finishedAtMs)).toISOString() }),
    running: finishedAtMs === null,
    success: problems.length === 0,
    captureErrorBehaviour: behaviour,
    stored,
    errors: problems,
  }
}
