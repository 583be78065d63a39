import type { Disposition } from '@larder/contracts/disposition'
import type { Receipt } from '@larder/contracts/receipt'
import type { Recall } from '@larder/contracts/standing'
import type { Transformation } from '@larder/contracts/transformation'
import type { Database } from '../database/open.ts'
import { Records } from '../records/records.ts'

/** Something that happened to lots, as a plain record with an id of its own. */
export type Happening =
  | { kind: 'receipt'; id: string; atMs: number; receipt: Receipt }
  | { kind: 'transformation'; id: string; atMs: number; transformation: Transformation }
  | { kind: 'disposition'; id: string; atMs: number; disposition: Disposition }
  | { kind: 'recall'; id: string; atMs: number; recall: Recall }
  | { kind: 'recall-lifted'; id: string; atMs: number; recall: Recall }

/** What happened to lots, for whoever tells it on: the export of events, above all. */
export class LotHappenings {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** What happened from `fromMs` until before `untilMs`, by the time it happened, the oldest first, `limit` at most. */
  async happenings(fromMs: number, untilMs: number, limit = 10_000): Promise<Happening[]> {
    const [receipts, transformations, dispositions, recalls] = await Promise.all([
      this.#rows('receipt', 'atMs', fromMs, untilMs, limit),
      this.#rows('transformation', 'atMs', fromMs, untilMs, limit),
      this.#rows('disposition', 'atMs', fromMs, untilMs, limit),
      this.#rows('recall', 'atMs', fromMs, untilMs, limit),
    ])
    const lifted = await this.#rows('recall', 'liftedAtMs', fromMs, untilMs, limit)
    const whole = await new Records(this.#database).findAll(
      'transformations',
      transformations.map(({ id }) => id),
    )
    const all: Happening[] = [
      ...receipts.map((receipt) => ({ kind: 'receipt' as const, ...stamp(receipt), receipt })),
      ...whole.map((one) => ({ kind: 'transformation' as const, ...stamp(one), transformation: one })),
      ...dispositions.map(({ ordinal: _, ...one }) => ({
        kind: 'disposition' as const,
        ...stamp(one),
        disposition: one,
      })),
      ...recalls.map((recall) => ({ kind: 'recall' as const, ...stamp(recall), recall })),
      ...lifted.map((recall) => ({
        kind: 'recall-lifted' as const,
        id: `${recall.id}-lifted`,
        atMs: recall.liftedAtMs ?? recall.atMs,
        recall,
      })),
    ]
    return all.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1)).slice(0, limit)
  }

  #rows<T extends 'receipt' | 'transformation' | 'disposition' | 'recall'>(
    table: T,
    column: 'atMs' | 'liftedAtMs',
    fromMs: number,
    untilMs: number,
    limit: number,
  ) {
    return this.#database
      .selectFrom(table as 'recall')
      .selectAll()
      .where(column, '>=', fromMs)
      .where(column, '<', untilMs)
      .orderBy(column)
      .orderBy('id')
      .limit(limit)
      .execute() as unknown as Promise<HappeningRows[T][]>
  }
}

interface HappeningRows {
  receipt: Receipt
  transformation: Omit<Transformation, 'lots'>
  disposition: Disposition & { ordinal: number }
  recall: Recall
}

const stamp = ({ id, atMs }: { id: string; atMs: number }) => ({ id, atMs })
