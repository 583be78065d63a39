import type {
  HealthConversation,
  HealthListQuery,
  HealthQuery,
  HealthQuestions,
  ServiceHealth,
} from '@larder/contracts/service-health'
import type { Site } from '@larder/contracts/site'
import type { SelectQueryBuilder } from 'kysely'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { Refusal } from '../http/refusal.ts'
import type { Unanswered } from '../knowledge/unanswered.ts'
import { Recent } from '../reports/recent.ts'
import type { FigureBook } from './figure-book.ts'
import { type Cell, type Counted, summarise } from './summarise.ts'

const dayMs = 86_400_000
const longestMs = 366 * dayMs
/** Of a year's waits the percentiles of so many are near enough. */
const mostWaits = 50_000
const topCount = 20
/** Many consoles that watch the same board ask once. */
const freshMs = 2000

export interface ServiceHealthOptions {
  database: Database
  book: Pick<FigureBook, 'catchUp'>
  unanswered: Pick<Unanswered, 'groups'>
  sites: { readonly all: readonly Site[] }
  now(): number
}

type Range = Pick<HealthQuery, 'fromMs' | 'untilMs' | 'site' | 'channel' | 'language'>

/** How well shoppers are served, live and in the past, down to the conversations behind each figure. */
export class ServiceHealthBoard {
  readonly #options: ServiceHealthOptions
  readonly #recent = new Recent<ServiceHealth>(freshMs, 50)

  constructor(options: ServiceHealthOptions) {
    this.#options = options
  }

  /** Rejects with 400 or 422 for a time that is none, longer than a year, or too full. */
  figures(query: HealthQuery): Promise<ServiceHealth> {
    checkRange(query)
    const { fromMs, untilMs, site, channel, language } = query
    const key = JSON.stringify([fromMs, untilMs, site, channel, language])
    return this.#recent.get(key, this.#options.now(), () => this.#figures(query))
  }

  /** What was asked most, and what nobody could answer. */
  async questions(query: HealthQuery): Promise<HealthQuestions> {
    checkRange(query)
    await this.#options.book.catchUp()
    const unanswered = await this.#options.unanswered.groups(query)
    return {
      top: await this.#topQuestions(query),
      unanswered: unanswered.slice(0, topCount).map(({ text, count, languages, newestConversation }) => {
        return { text, count, languages, newestConversation }
      }),
    }
  }

  /** The conversations behind a figure. */
  async conversations({ what, topic, intent, hour, day, limit, ...range }: HealthListQuery) {
    checkRange(range)
    await this.#options.book.catchUp()
    let query = within(this.#options.database.selectFrom('conversationFigure'), range).where('requests', '>', 0)
    if (topic !== undefined) query = query.where('topic', '=', topic)
    if (hour !== undefined) query = query.where('hour', '=', hour)
    if (day !== undefined) query = query.where('day', '=', day)
    if (intent !== undefined) {
      query = query.where('conversation', 'in', (from) =>
        from.selectFrom('conversationTopic').select('conversation').where('intent', '=', intent),
      )
    }
    const rows = await selected[what](query).selectAll().orderBy('conversation').limit(limit).execute()
    return rows.map(conversationOf)
  }

  async #figures(query: HealthQuery): Promise<ServiceHealth> {
    const { book, sites } = this.#options
    await book.catchUp()
    const site = sites.all.find(({ id }) => id === query.site) ?? sites.all[0]
    return {
      fromMs: query.fromMs,
      untilMs: query.untilMs,
      timeZone: site?.timeZone ?? 'UTC',
      ...summarise(await this.#counted(query)),
    }
  }

  async #counted(query: Range): Promise<Counted> {
    const { database } = this.#options
    const figures = () => within(database.selectFrom('conversationFigure'), query).where('requests', '>', 0)
    const places = ['hour', 'language', 'channel'] as const
    const waits = await figures()
      .select([...places, 'topic', 'day', 'personWaitMs'])
      .where('personWaitMs', 'is not', null)
      .limit(mostWaits)
      .execute()
    return {
      places: await summed(figures().select(places).groupBy(places)),
      topics: await summed(figures().select('topic').groupBy('topic')),
      days: await summed(figures().select('day').groupBy('day')),
      waits: waits.map((wait) => ({ ...wait, personWaitMs: wait.personWaitMs ?? 0 })),
    }
  }

  async #topQuestions(query: Range): Promise<HealthQuestions['top']> {
    const rows = await within(this.#options.database.selectFrom('conversationTopic'), query)
      .select((select) => [
        'intent',
        select.fn.sum('asked').as('asked'),
        select.fn.sum('unanswered').as('unanswered'),
        select.fn.countAll().as('conversations'),
      ])
      .groupBy('intent')
      .orderBy('asked', 'desc')
      .orderBy('intent')
      .limit(topCount)
      .execute()
    return rows.map(({ intent, asked, unanswered, conversations }) => ({
      intent,
      asked: Number(asked),
      unanswered: Number(unanswered),
      conversations: Number(conversations),
    }))
  }
}

/** The sums of each group, by how long the first answer took: the percentiles need that. */
async function summed<Keys>(query: SelectQueryBuilder<Tables, 'conversationFigure', Keys>): Promise<(Cell & Keys)[]> {
  const rows = await query
    .select('firstAnswerMs')
    .select((select) => [
      select.fn.countAll().as('conversations'),
      select.fn.sum('ended').as('ended'),
      select.fn.sum('resolved').as('resolved'),
      select.fn.sum('handedOff').as('handedOff'),
      select.fn.count('repeated').as('withSubject'),
      select.fn.sum('repeated').as('repeated'),
      select.fn.sum('requests').as('requests'),
      select.fn.sum('unanswered').as('unanswered'),
      select.fn.count('score').as('rated'),
      select.fn.sum(select.case().when('score', '>=', 4).then(1).else(0).end()).as('satisfied'),
      select.fn.sum('score').as('scores'),
    ])
    .groupBy('firstAnswerMs')
    .execute()
  // PostgreSQL tells sums as text, and both tell the sum of nothing as null.
  return rows.map((row) => ({ ...row, ...numbersOf(row) })) as unknown as (Cell & Keys)[]
}

const sums = [
  'conversations',
  'ended',
  'resolved',
  'handedOff',
  'withSubject',
  'repeated',
  'requests',
  'unanswered',
  'rated',
  'satisfied',
  'scores',
] as const
const numbersOf = (row: object): Record<string, number> =>
  Object.fromEntries(sums.map((name) => [name, Number((row as Record<string, unknown>)[name] ?? 0)]))

function within<Table extends 'conversationFigure' | 'conversationTopic', Row>(
  query: SelectQueryBuilder<Tables, Table, Row>,
  { fromMs, untilMs, site, channel, language }: Range,
): SelectQueryBuilder<Tables, Table, Row> {
  // Both tables have these columns; Kysely can not tell that of a name that may be either.
  let found = query as unknown as SelectQueryBuilder<Tables, 'conversationFigure', Row>
  found = found.where('startedAtMs', '>=', fromMs).where('startedAtMs', '<', untilMs)
  if (site !== undefined) found = found.where('site', '=', site)
  if (channel !== undefined) found = found.where('channel', '=', channel)
  if (language !== undefined) found = found.where('language', '=', language)
  return found as unknown as SelectQueryBuilder<Tables, Table, Row>
}

type Figures = SelectQueryBuilder<Tables, 'conversationFigure', unknown>
const newestFirst = (query: Figures): Figures => query.orderBy('startedAtMs', 'desc')

/** What each figure counts. */
const selected: Record<HealthListQuery['what'], (query: Figures) => Figures> = {
  all: newestFirst,
  resolved: (query) => newestFirst(query.where('resolved', '=', 1)),
  unresolved: (query) => newestFirst(query.where('ended', '=', 1).where('resolved', '=', 0)),
  'handed-off': (query) => newestFirst(query.where('handedOff', '=', 1)),
  repeated: (query) => newestFirst(query.where('repeated', '=', 1)),
  unanswered: (query) => newestFirst(query.where('unanswered', '>', 0)),
  rated: (query) => newestFirst(query.where('score', 'is not', null)),
  unsatisfied: (query) => query.where('score', '<', 4).orderBy('score').orderBy('startedAtMs', 'desc'),
  slowest: (query) => query.where('firstAnswerMs', 'is not', null).orderBy('firstAnswerMs', 'desc'),
  'longest-wait': (query) => query.where('personWaitMs', 'is not', null).orderBy('personWaitMs', 'desc'),
}

const conversationOf = (row: Tables['conversationFigure']): HealthConversation => ({
  id: row.conversation,
  site: row.site,
  channel: row.channel,
  language: row.language,
  startedAtMs: row.startedAtMs,
  ended: row.ended === 1,
  topic: row.topic,
  requests: row.requests,
  unanswered: row.unanswered,
  resolved: row.resolved === 1,
  handedOff: row.handedOff === 1,
  repeated: row.repeated === null ? null : row.repeated === 1,
  firstAnswerMs: row.firstAnswerMs,
  personWaitMs: row.personWaitMs,
  score: row.score,
})

function checkRange({ fromMs, untilMs }: Range): void {
  if (untilMs > fromMs && untilMs - fromMs <= longestMs) return
  const message = 'must be after fromMs, by 366 days at most'
  throw new Refusal(400, 'invalid', `untilMs: ${message}`, { fields: [{ field: 'untilMs', message }] })
}
