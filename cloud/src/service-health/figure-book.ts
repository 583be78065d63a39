import { createHash } from 'node:crypto'
import type { ConversationView } from '@larder/contracts/conversation'
import type { Site } from '@larder/contracts/site'
import type { Transaction } from 'kysely'
import { repeatMs } from '../care/related.ts'
import type { Conversations } from '../conversations/conversations.ts'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { type Figure, figureOf, orderOf } from './figure.ts'
import { storeTime } from './store-time.ts'

const dayMs = 86_400_000
/** As long as what was said can be read: older ones do not change. */
const readableMs = 30 * dayMs
/** Written down at a time: between two such parts the room answers others. */
const partSize = 200

export interface FigureBookOptions {
  database: Database
  conversations: Pick<Conversations, 'view' | 'watch'>
  sites: { readonly all: readonly Site[] }
  now(): number
}

/** Writes down what each conversation counts as, while its words can still be read. */
export class FigureBook {
  readonly #options: FigureBookOptions
  readonly #changed = new Set<string>()
  #writing: Promise<void> = Promise.resolve()

  constructor(options: FigureBookOptions) {
    this.#options = options
    options.conversations.watch(({ conversation }) => this.#changed.add(conversation))
  }

  /** Writes down what has changed since the last time. Two who ask at once wait for one writing. */
  catchUp(): Promise<void> {
    const before = this.#writing
    this.#writing = before.catch(() => undefined).then(() => this.#write())
    return this.#writing
  }

  /** Finds what changed unseen, before this start or without a word of it, and erases what is personal in time. */
  async reconcile(): Promise<void> {
    const { database, now } = this.#options
    const missed = await database
      .selectFrom('conversation')
      .leftJoin('conversationFigure', 'conversationFigure.conversation', 'conversation.id')
      .leftJoin('conversationRating', 'conversationRating.conversation', 'conversation.id')
      .select('conversation.id')
      .where('conversation.lastAtMs', '>', now() - readableMs)
      .where((where) =>
        where.or([
          where('conversationFigure.conversation', 'is', null),
          where('conversationFigure.lastAtMs', '!=', where.ref('conversation.lastAtMs')),
          where.and([where('conversationFigure.ended', '=', 0), where('conversation.mode', '=', 'ended')]),
          where.and([where('conversationFigure.ended', '=', 1), where('conversation.mode', '!=', 'ended')]),
          where.and([
            where('conversationRating.score', 'is not', null),
            where.or([
              where('conversationFigure.score', 'is', null),
              where('conversationFigure.score', '!=', where.ref('conversationRating.score')),
            ]),
          ]),
        ]),
      )
      .orderBy('conversation.startedAtMs')
      .execute()
    for (const { id } of missed) this.#changed.add(id)
    await this.catchUp()
    await database
      .updateTable('conversationFigure')
      .set({ subjectKey: null })
      .where('subjectKey', 'is not', null)
      .where('startedAtMs', '<=', now() - Math.max(readableMs, repeatMs))
      .execute()
  }

  async #write(): Promise<void> {
    const changed = [...this.#changed]
    for (let at = 0; at < changed.length; at += partSize) {
      const part = changed.slice(at, at + partSize)
      // Before they are read: what changes while they are written is told again, and written once more.
      for (const id of part) this.#changed.delete(id)
      try {
        await this.#writePart(part)
      } catch (error) {
        for (const id of part) this.#changed.add(id)
        throw error
      }
    }
  }

  async #writePart(ids: readonly string[]): Promise<void> {
    const views: ConversationView[] = []
    for (const id of ids) views.push(await this.#options.conversations.view(id))
    await this.#options.database.transaction().execute(async (transaction) => {
      for (const view of views) await this.#writeOne(transaction, view)
    })
  }

  async #writeOne(transaction: Transaction<Tables>, view: ConversationView): Promise<void> {
    const sites = this.#options.sites.all
    const { topics, ...figure } = figureOf(view)
    const { id, site, channel, language, startedAtMs, lastAtMs } = view
    const zone = (sites.find((one) => one.id === site) ?? sites[0])?.timeZone ?? 'UTC'
    const about = { site, channel, language, startedAtMs }
    const subject = await subjectOf(transaction, orderOf(view), view.ticket)
    const row = {
      ...about,
      ...flags(figure),
      ...storeTime(startedAtMs, zone),
      lastAtMs,
      subjectKey: subject?.key ?? null,
      repeated: subject === null ? null : Number(subject.again || (await wasHere(transaction, subject.key, view))),
    }
    await transaction
      .insertInto('conversationFigure')
      .values({ conversation: id, ...row })
      .onConflict((conflict) => conflict.column('conversation').doUpdateSet(row))
      .execute()
    await transaction.deleteFrom('conversationTopic').where('conversation', '=', id).execute()
    if (topics.length === 0) return
    await transaction
      .insertInto('conversationTopic')
      .values(topics.map((topic) => ({ conversation: id, ...about, ...topic })))
      .execute()
  }
}

/** To ten milliseconds: conversations that took equally long are summed up together. */
const rounded = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 10) * 10)

const flags = ({ ended, resolved, handedOff, firstAnswerMs, ...rest }: Omit<Figure, 'topics'>) => ({
  ...rest,
  firstAnswerMs: rounded(firstAnswerMs),
  ended: Number(ended),
  resolved: Number(resolved),
  handedOff: Number(handedOff),
})

/** The trouble a conversation is about, hashed; `again` where its ticket says that the customer came back. */
async function subjectOf(transaction: Transaction<Tables>, order: string | null, ticket: string | null) {
  const found =
    ticket === null
      ? undefined
      : await transaction
          .selectFrom('ticket')
          .select(['order', 'contactNumber'])
          .where('id', '=', ticket)
          .executeTakeFirst()
  const name = order ?? found?.order ?? (found === undefined ? null : `ticket ${ticket}`)
  if (name === null) return null
  return { key: createHash('sha256').update(name).digest('hex'), again: (found?.contactNumber ?? 1) > 1 }
}

/** Whether another conversation was about the same, before this one and within the time of repeat contact. */
async function wasHere(
  transaction: Transaction<Tables>,
  key: string,
  { id, startedAtMs }: { id: string; startedAtMs: number },
): Promise<boolean> {
  const earlier = await transaction
    .selectFrom('conversationFigure')
    .select('conversation')
    .where('subjectKey', '=', key)
    .where('startedAtMs', '<', startedAtMs)
    .where('startedAtMs', '>=', startedAtMs - repeatMs)
    .where('conversation', '!=', id)
    .limit(1)
    .executeTakeFirst()
  return earlier !== undefined
}
