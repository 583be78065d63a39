import type { EdgeStatus } from '@larder/contracts/edge-status'
import type { Reading } from '@larder/contracts/reading'
import type { Observation } from '../telemetry/store.ts'
import { fold, foldWindowsMs, sampleOf } from './fold.ts'
import { JournalFile } from './journal-file.ts'
import type { Entry, Sample } from './journal-rows.ts'
import { fingerprintOf, type Outcome, Recall, type Trace } from './recall.ts'

export type { Sample } from './journal-rows.ts'

export interface JournalOptions {
  file: string
  maxBytes: number
}

interface Append {
  samples: readonly Sample[]
  resolve(outcomes: Outcome[]): void
  reject(error: unknown): void
}

/** A commit holds what arrives within this time, or this many rows, whichever comes first. */
const commitAfterMs = 2
const commitRows = 2000
/** An eighth of the rows is folded at a time, within these bounds: one fold holds the event loop for some 50 ms. */
const leastFoldRows = 500
const mostFoldRows = 20_000
const saveNewestEveryMs = 5000
/** At start, so many of the newest entries are learned again: what a broker might still send again, in 0.3 s. */
const learnedEntries = 200_000

/**
 * What the edge has taken and the store has not yet confirmed. `append` resolves when the rows are fsynced: only then
 * may a device be told that its sample arrived. Bounded on disk: at the bound the oldest rows are folded to aggregates.
 */
export class Journal {
  readonly #file: JournalFile
  readonly #recalls = new Map<number, Recall>()
  readonly #changed = new Map<number, Trace>()
  readonly #listeners = new Set<() => void>()
  #waiting: Append[] = []
  #waitingRows = 0
  #timer: NodeJS.Timeout | undefined
  #taken = new Set<number>()
  #nextId = 1
  #entries = 0
  #folded = 0
  #aggregated = 0
  #savedAtMs = 0

  constructor(options: JournalOptions) {
    this.#file = new JournalFile(options.file, options.maxBytes)
  }

  async start(): Promise<void> {
    this.#file.open()
    const { entries, folded, lastId } = this.#file.count()
    this.#entries = entries
    this.#folded = folded
    this.#nextId = lastId + 1
    this.#aggregated = this.#file.total('aggregated')
    for (const { source, ...trace } of this.#file.traces(lastId - learnedEntries)) this.#recall(source).learn(trace)
  }

  async stop(): Promise<void> {
    this.#commit()
    if (this.#changed.size > 0) this.#file.lazyTransaction(() => this.#saveNewest())
    this.#file.close()
    this.#recalls.clear()
    this.#taken.clear()
  }

  /**
   * One outcome per sample, once everything accepted is durable. Rejects, with nothing taken, when the disk is full or
   * the journal is at its bound: the caller then acknowledges nothing, and the same samples may be appended again.
   */
  append(samples: readonly Sample[]): Promise<Outcome[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ samples, resolve, reject })
      this.#waitingRows += samples.length
      if (this.#waitingRows >= commitRows) this.#commit()
      else this.#timer ??= setTimeout(() => this.#commit(), commitAfterMs)
    })
  }

  /** Up to `limit` entries, which stay until released. One taker at a time: a new call forgets the last one's batch. */
  take(limit: number, order: 'newest' | 'oldest'): Entry[] {
    const entries = this.#file.entries(order, limit)
    const batch = entries.length > 0 ? entries : this.#file.folded(limit)
    this.#taken = new Set(batch.map((entry) => entry.id))
    return batch
  }

  /** The store has confirmed them, or they were kept aside. A power cut may bring them back; the store is idempotent. */
  release(ids: readonly number[]): void {
    try {
      this.#file.lazyTransaction(() => this.#file.remove(ids))
    } catch (error) {
      throw explain(error)
    }
    const entries = ids.filter((id) => id > 0).length
    this.#entries -= entries
    this.#folded -= ids.length - entries
    this.#taken.clear()
  }

  get rows(): number {
    return this.#entries + this.#folded
  }

  /** 0 to 1 of the bound: raise the alarm at one half, long before anything is folded. */
  get fillRatio(): number {
    return this.#file.usedBytes() / this.#file.maxBytes
  }

  figures(): EdgeStatus['journal'] {
    const oldestAtMs = this.#file.oldestAtMs()
    return {
      rows: this.rows,
      bytes: this.#file.usedBytes(),
      maxBytes: this.#file.maxBytes,
      aggregated: this.#aggregated,
      ...(oldestAtMs === undefined ? {} : { oldestAtMs }),
    }
  }

  /** Readings not yet delivered with a stamp from `fromMs` on, in order of arrival; the newest `limit` of them. */
  since(fromMs: number, limit = 100_000): Reading[] {
    const entries = this.#file.entriesSince(fromMs, limit).reverse()
    return entries.flatMap(({ observation }) => (observation.kind === 'reading' ? [observation.reading] : []))
  }

  /** Calls back after every commit that added rows; returns how to stop that. */
  onAppended(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #commit(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const appends = this.#waiting
    this.#waiting = []
    this.#waitingRows = 0
    if (appends.length === 0) return
    const forget: (() => void)[] = []
    const firstId = this.#nextId
    try {
      this.#makeRoom()
      const outcomes = this.#file.transaction(() => {
        const all = appends.map(({ samples }) => samples.map((sample) => this.#admit(sample, forget)))
        if (performance.now() - this.#savedAtMs >= saveNewestEveryMs) this.#saveNewest()
        return all
      })
      this.#entries += this.#nextId - firstId
      appends.forEach((append, index) => {
        append.resolve(outcomes[index] as Outcome[])
      })
    } catch (error) {
      this.#nextId = firstId
      for (const undo of forget.reverse()) undo()
      for (const append of appends) append.reject(explain(error))
      return
    }
    if (this.#nextId > firstId) for (const listener of this.#listeners) listener()
  }

  #admit(sample: Sample, forget: (() => void)[]): Outcome {
    const source = this.#file.sourceId(sample)
    const { sequence, observedAtMs } = sampleOf(sample)
    const trace = { sequence, observedAtMs, fingerprint: fingerprintOf(sampleOf(sample)) }
    const recall = this.#recall(source)
    const outcome = recall.judge(trace)
    if (outcome !== 'accepted') return outcome
    forget.push(recall.learn(trace))
    this.#file.add(this.#nextId, source, sample)
    this.#nextId += 1
    if (recall.newest !== undefined) this.#changed.set(source, recall.newest)
    return 'accepted'
  }

  /** So that a value repeated over our own restart is still known as stale. */
  #saveNewest(): void {
    for (const [source, trace] of this.#changed) this.#file.saveNewest(source, trace)
    this.#changed.clear()
    this.#savedAtMs = performance.now()
  }

  /** Folds the oldest rows, coarser each time, until the journal is within its bound. */
  #makeRoom(): void {
    while (this.#file.usedBytes() >= this.#file.maxBytes) {
      const levels = this.#folded > this.#entries ? [1, 2, 0] : [0, 1, 2]
      if (levels.some((level) => this.#foldSome(level))) continue
      throw new Error(
        `the journal is at its bound of ${this.#file.maxBytes} bytes and holds nothing more to fold: ` +
          'bring the telemetry store back or raise edge.journalMaxBytes',
      )
    }
  }

  /** Replaces a part of the oldest rows of a level by their fold, in one transaction; false when that saves nothing. */
  #foldSome(level: number): boolean {
    const all = level === 0 ? this.#entries : this.#folded
    const part = Math.max(leastFoldRows, Math.min(mostFoldRows, all >> 3))
    const rows = level === 0 ? this.#file.entries('oldest', part) : this.#file.foldedAt(level, part)
    const free = rows.filter((row) => !this.#taken.has(row.id))
    if (free.length === 0) return false
    const observations = free.map((row) => row.observation)
    for (const [index, windowMs] of foldWindowsMs.entries()) {
      if (index < level) continue
      const folded = fold(observations, windowMs)
      if (folded.length * 2 > free.length) continue
      this.#replace(level, free, index + 1, folded)
      return true
    }
    return false
  }

  #replace(level: number, entries: readonly Entry[], coarser: number, folded: readonly Observation[]): void {
    const aggregated = level === 0 ? entries.length : 0
    this.#file.transaction(() => {
      this.#file.remove(entries.map((row) => row.id))
      for (const observation of folded) this.#file.addFolded(coarser, observation)
      this.#file.addToTotal('aggregated', aggregated)
    })
    this.#aggregated += aggregated
    this.#entries -= aggregated
    this.#folded += folded.length - (entries.length - aggregated)
  }

  #recall(source: number): Recall {
    let recall = this.#recalls.get(source)
    if (recall === undefined) {
      recall = new Recall()
      this.#recalls.set(source, recall)
    }
    return recall
  }
}

function explain(error: unknown): unknown {
  if (!(error instanceof Error) || !/disk is full/.test(error.message)) return error
  return new Error(
    'the disk is full, or the journal is a quarter above edge.journalMaxBytes: free space in the data folder, ' +
      'or raise the bound; nothing of this was done',
    { cause: error },
  )
}
