import type { Article } from '@larder/contracts/article'
import type { ArticleDetail, ArticleText, ArticleVersion, ArticleView } from '@larder/contracts/knowledge'
import type { Language } from '@larder/contracts/language'
import type { Kysely, Transaction } from 'kysely'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { type ArticleFault, type Beside, faultsOf } from './article-faults.ts'

const mostArticles = 500

export interface ArticlesOptions {
  database: Database
  audit: AuditLog
  /** Loaded when they are first asked for: reading them brings a dictionary along. */
  frozenLines(): Promise<Record<Language, string[]>>
  now(): number
}

/** What its author saw. */
export interface Seen {
  version: number
  edit: number
}

/** The answers staff write, from draft to review; what puts them in force is `Publishing`. */
export class Articles {
  readonly #options: ArticlesOptions

  constructor(options: ArticlesOptions) {
    this.#options = options
  }

  async list(): Promise<ArticleView[]> {
    const rows = await shownVersions(this.#options.database).execute()
    const byArticle = Map.groupBy(rows.map(parsed), ({ article }) => article)
    const views = [...byArticle].map(([id, versions]): ArticleView => {
      const published = versions.find(({ version, publishedVersion }) => version === publishedVersion)
      const newest = versions.reduce((a, b) => (b.version > a.version ? b : a))
      const { version, state, authors } = newest
      const { title, questions } = (published ?? newest).text
      return {
        id,
        title,
        published: published?.version ?? null,
        open: newest === published || wasLeft(newest, published) ? null : { version, state, authors },
        questions: { zh: questions.zh.length, en: questions.en.length },
        savedAtMs: newest.savedAtMs,
      }
    })
    return views.sort((a, b) => b.savedAtMs - a.savedAtMs || (a.id < b.id ? -1 : 1))
  }

  /** Rejects with 404 for an unknown id. */
  async detail(id: string): Promise<ArticleDetail> {
    const { database } = this.#options
    const article = await database.selectFrom('article').selectAll().where('id', '=', id).executeTakeFirst()
    if (article === undefined) throw notFound(`article ${id}`)
    const rows = await database
      .selectFrom('articleVersion')
      .selectAll()
      .where('article', '=', id)
      .orderBy('version', 'desc')
      .execute()
    return { id, published: article.publishedVersion, versions: rows.map(versionOf) }
  }

  /** Begins an article with its first draft. */
  async create(id: string, text: ArticleText, by: string): Promise<void> {
    await this.#options.database.transaction().execute((transaction) => this.createIn(transaction, id, text, by))
  }

  async createIn(transaction: Transaction<Tables>, id: string, text: ArticleText, by: string): Promise<void> {
    const { count } = await transaction
      .selectFrom('article')
      .select((select) => select.fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    if (Number(count) >= mostArticles) {
      throw new Refusal(409, 'too-many', `there are ${mostArticles} articles already: use one of them`)
    }
    const made = await transaction
      .insertInto('article')
      .values({ id, publishedVersion: null, createdAtMs: this.#options.now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made === undefined) {
      const message = 'an article is called so already: choose another name or edit that one'
      throw new Refusal(409, 'exists', `id: ${message}`, { fields: [{ field: 'id', message }] })
    }
    await this.#insertDraft(transaction, id, 1, text, by)
  }

  /** Writes over a draft; of anything that was handed in, a new draft begins and what was handed in stays. */
  async save(id: string, seen: Seen, text: ArticleText, by: string): Promise<void> {
    await this.#options.database.transaction().execute((transaction) => this.saveIn(transaction, id, seen, text, by))
  }

  async saveIn(transaction: Transaction<Tables>, id: string, seen: Seen, text: ArticleText, by: string): Promise<void> {
    const newest = await newestOf(transaction, id, seen)
    if (newest.state !== 'draft') return this.#insertDraft(transaction, id, newest.version + 1, text, by)
    const change = {
      text: JSON.stringify(text),
      edit: newest.edit + 1,
      authors: JSON.stringify([...new Set([...newest.authors, by])]),
      savedAtMs: this.#options.now(),
    }
    await this.#change(transaction, id, newest, change)
  }

  /** Hands a draft in for review; refuses what could not be published, fault by fault. */
  async submit(id: string, seen: Seen, by: string): Promise<void> {
    const { database, audit } = this.#options
    const beside = await this.beside(id)
    await database.transaction().execute(async (transaction) => {
      await audit.append(transaction, {
        by,
        action: 'submitted',
        subjectKind: 'article',
        subject: id,
        why: '',
        detail: seen,
      })
      const newest = await newestOf(transaction, id, seen)
      if (newest.state !== 'draft') throw new Refusal(409, 'not-a-draft', 'this version was handed in already')
      refuseFaults(faultsOf(newest.text, beside))
      await this.#change(transaction, id, newest, { state: 'submitted', note: '' })
    })
  }

  /** By a person who has not written in it. */
  async review(
    id: string,
    { version, approve, note }: { version: number; approve: boolean; note: string },
    by: string,
  ) {
    const { database, audit, now } = this.#options
    if (!approve && note === '') {
      throw new Refusal(422, 'invalid', 'note: say what should be mended', {
        fields: [{ field: 'note', message: 'say what should be mended' }],
      })
    }
    await database.transaction().execute(async (transaction) => {
      const action = approve ? 'reviewed' : 'sent-back'
      await audit.append(transaction, {
        by,
        action,
        subjectKind: 'article',
        subject: id,
        why: note,
        detail: { version },
      })
      const newest = await newestOf(transaction, id, { version })
      if (newest.state !== 'submitted')
        throw new Refusal(409, 'not-submitted', 'this version does not wait for a review')
      if (newest.authors.includes(by)) {
        throw new Refusal(403, 'own-article', 'you have written in this version: another person must review it')
      }
      const reviewed = { reviewedBy: by, reviewedAtMs: now(), note }
      await this.#change(transaction, id, newest, { state: approve ? 'reviewed' : 'draft', ...reviewed })
    })
  }

  /** The newest version, whatever its state; undefined for an unknown id. */
  async newestIn(transaction: Transaction<Tables>, id: string): Promise<ArticleVersion | undefined> {
    const row = await newestRow(transaction, id)
    return row && versionOf(row)
  }

  /** What kiosks and the web answer with. */
  published(): Promise<Article[]> {
    return publishedArticles(this.#options.database)
  }

  /** What an article must not repeat: nobody's draft, but all that was handed in or is in force. */
  async beside(id: string): Promise<Beside> {
    const { database, frozenLines } = this.#options
    const rows = await shownVersions(database).where('articleVersion.article', '!=', id).execute()
    const others = rows
      .map(parsed)
      .filter(({ version, publishedVersion, state }) => version === publishedVersion || state !== 'draft')
      .map(({ article, text }) => ({ id: article, text }))
    return { others, frozen: await frozenLines() }
  }

  async #insertDraft(transaction: Transaction<Tables>, id: string, version: number, text: ArticleText, by: string) {
    const made = await transaction
      .insertInto('articleVersion')
      .values({
        article: id,
        version,
        state: 'draft',
        text: JSON.stringify(text),
        edit: 1,
        authors: JSON.stringify([by]),
        savedAtMs: this.#options.now(),
        reviewedBy: null,
        reviewedAtMs: null,
        note: '',
        publishedAtMs: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('version')
      .executeTakeFirst()
    if (made === undefined) throw editedMeanwhile()
  }

  /** Only if nobody else has changed it since it was read. */
  async #change(
    transaction: Transaction<Tables>,
    id: string,
    { version, edit, state }: ArticleVersion,
    change: Partial<Tables['articleVersion']>,
  ): Promise<void> {
    const { numUpdatedRows } = await transaction
      .updateTable('articleVersion')
      .set(change)
      .where('article', '=', id)
      .where('version', '=', version)
      .where('edit', '=', edit)
      .where('state', '=', state)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw editedMeanwhile()
  }
}

/** Every article in force, in the order of their names. */
export async function publishedArticles(database: Kysely<Tables>): Promise<Article[]> {
  const rows = await database
    .selectFrom('articleVersion')
    .innerJoin('article', 'article.id', 'articleVersion.article')
    .selectAll('articleVersion')
    .whereRef('articleVersion.version', '=', 'article.publishedVersion')
    .orderBy('articleVersion.article')
    .execute()
  return rows.map((row) => {
    const { version, text, publishedAtMs } = versionOf(row)
    return { id: row.article, version, ...text, publishedAtMs: publishedAtMs ?? 0 }
  })
}

/** Of each article the newest version and the one in force. */
const shownVersions = (database: Kysely<Tables>) =>
  database
    .selectFrom('articleVersion')
    .innerJoin('article', 'article.id', 'articleVersion.article')
    .selectAll('articleVersion')
    .select('article.publishedVersion')
    .where((where) =>
      where.or([
        where('articleVersion.version', '=', where.ref('article.publishedVersion')),
        where('articleVersion.version', '=', (from) =>
          from
            .selectFrom('articleVersion as newest')
            .select((select) => select.fn.max('newest.version').as('version'))
            .whereRef('newest.article', '=', 'articleVersion.article'),
        ),
      ]),
    )

const parsed = (row: Tables['articleVersion'] & { publishedVersion: number | null }) => ({
  article: row.article,
  publishedVersion: row.publishedVersion,
  ...versionOf(row),
})

export const versionOf = (row: Tables['articleVersion']): ArticleVersion => ({
  version: row.version,
  state: row.state,
  text: JSON.parse(row.text) as ArticleText,
  edit: row.edit,
  authors: JSON.parse(row.authors) as string[],
  savedAtMs: row.savedAtMs,
  reviewedBy: row.reviewedBy,
  reviewedAtMs: row.reviewedAtMs,
  note: row.note,
  publishedAtMs: row.publishedAtMs,
})

/** It was in force once and an earlier one was put back over it: nothing waits. */
const wasLeft = (newest: ArticleVersion, published: ArticleVersion | undefined): boolean =>
  published !== undefined && newest.publishedAtMs !== null

const newestRow = (database: Kysely<Tables>, id: string) =>
  database
    .selectFrom('articleVersion')
    .selectAll()
    .where('article', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()

async function newestOf(
  transaction: Kysely<Tables>,
  id: string,
  seen: { version: number; edit?: number },
): Promise<ArticleVersion> {
  const row = await newestRow(transaction, id)
  if (row === undefined) throw notFound(`article ${id}`)
  const newest = versionOf(row)
  if (newest.version !== seen.version || (seen.edit !== undefined && newest.edit !== seen.edit)) throw editedMeanwhile()
  return newest
}

const editedMeanwhile = () =>
  new Refusal(409, 'edited-meanwhile', 'somebody has edited it meanwhile: look at their version first')

export function refuseFaults(faults: ArticleFault[]): void {
  const [first] = faults
  if (first === undefined) return
  throw new Refusal(422, 'invalid', `${first.field}: ${first.message}`, { fields: faults })
}
