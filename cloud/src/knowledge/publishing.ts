import type { Article } from '@larder/contracts/article'
import type { ArticleVersion, GateView, Publication, PublishInput, PublishOutcome } from '@larder/contracts/knowledge'
import { type Language, languages } from '@larder/contracts/language'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { Refusal } from '../http/refusal.ts'
import { faultsOf } from './article-faults.ts'
import { type Articles, refuseFaults } from './articles.ts'
import type { Learn } from './learning.ts'
import type { Minds } from './minds.ts'

export interface PublishingOptions {
  database: Database
  audit: AuditLog
  articles: Articles
  minds: Minds
  learn: Learn
  now(): number
}

interface Plan {
  action: Publication['action']
  /** In force when this is done. */
  articles: Article[]
  lines: { id: string; text: string; language: Language; intent: string }[]
}

/** Puts articles in force and takes them back: learned, judged by the gate, and only then in use. */
export class Publishing {
  readonly #options: PublishingOptions
  #busy = false

  constructor(options: PublishingOptions) {
    this.#options = options
  }

  /** Takes seconds. Where the gate refuses, nothing is changed. */
  async publish(input: PublishInput, by: string): Promise<PublishOutcome> {
    if (this.#busy) throw new Refusal(409, 'publishing', 'somebody publishes now: try again in a minute')
    this.#busy = true
    try {
      const { minds } = this.#options
      const base = minds.version()
      const plan = await this.#plan(input)
      const began = performance.now()
      const models: Partial<Record<Language, Uint8Array>> = {}
      const gate: GateView[] = []
      // One after the other: two at once would hold twice the memory.
      for (const language of languages) {
        const learned = await this.#learn(plan, language)
        if (learned.gate !== null) gate.push(learned.gate)
        if (learned.model !== null) models[language] = learned.model
      }
      const seconds = Math.round((performance.now() - began) / 100) / 10
      const { zh, en } = models
      if (zh === undefined || en === undefined) return { published: false, mindVersion: base, seconds, gate }
      const mindVersion = base + 1
      await minds.keep(mindVersion, { zh, en })
      await this.#write(input, plan, { mindVersion, by, seconds, gate })
      await minds.use(mindVersion)
      return { published: true, mindVersion, seconds, gate }
    } finally {
      this.#busy = false
    }
  }

  /** What was put in force, newest first. */
  async history(limit: number): Promise<Publication[]> {
    const rows = await this.#options.database
      .selectFrom('knowledgePublication')
      .selectAll()
      .orderBy('mindVersion', 'desc')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ ...row, gate: JSON.parse(row.gate) as GateView[] }))
  }

  async #plan({ article }: PublishInput): Promise<Plan> {
    const { articles } = this.#options
    const inForce = await articles.published()
    const action = article === null ? 'learned' : await this.#actionOf(article, inForce)
    const after = article === null ? inForce : inForce.filter(({ id }) => id !== article.id)
    if (article !== null && article.version !== null) {
      const { text } = await this.#version(article.id, article.version)
      const others = inForce.filter(({ id }) => id !== article.id).map((other) => ({ id: other.id, text: other }))
      refuseFaults(faultsOf(text, { ...(await articles.beside(article.id)), others }))
      after.push({ id: article.id, version: article.version, ...text, publishedAtMs: 0 })
    }
    const known = new Set(after.map(({ id }) => `article:${id}`))
    const lines = (await this.#approvedLines()).filter(
      ({ intent }) => !intent.startsWith('article:') || known.has(intent),
    )
    if (article === null && lines.every(({ learnedIn }) => learnedIn !== null)) {
      throw new Refusal(409, 'nothing-to-learn', 'no approved question waits to be learned')
    }
    return { action, articles: after.sort((a, b) => (a.id < b.id ? -1 : 1)), lines }
  }

  async #actionOf({ id, version }: NonNullable<PublishInput['article']>, inForce: Article[]): Promise<Plan['action']> {
    const current = inForce.find((one) => one.id === id)?.version
    if (version === null) {
      if (current !== undefined) return 'withdrawn'
      throw new Refusal(409, 'not-published', `the article ${id} is not in use`)
    }
    if (version === current) throw new Refusal(409, 'in-force', `version ${version} is in use already`)
    const { state, publishedAtMs } = await this.#version(id, version)
    if (state !== 'reviewed') {
      throw new Refusal(409, 'not-reviewed', `version ${version} must be approved by another person first`)
    }
    return publishedAtMs === null ? 'published' : 'rolled-back'
  }

  async #version(id: string, version: number): Promise<ArticleVersion> {
    const found = (await this.#options.articles.detail(id)).versions.find((one) => one.version === version)
    if (found === undefined) throw new Refusal(404, 'not-found', `the article ${id} has no version ${version}`)
    return found
  }

  async #learn({ articles, lines }: Plan, language: Language) {
    const { database, minds, learn } = this.#options
    const rows = await database.selectFrom('product').select(['nameZh', 'nameEn']).execute()
    const products = rows.map(({ nameZh, nameEn }) => (language === 'zh' ? nameZh : nameEn))
    const extra = lines.filter((line) => line.language === language).map(({ text, intent }) => ({ text, intent }))
    const learnable = articles.map(({ id, title, questions }) => ({ id, title, questions }))
    const given = { language, products, articles: learnable, extra, svmOnly: true }
    return learn({ given, before: await minds.inUse(language) })
  }

  #approvedLines() {
    const lines = this.#options.database.selectFrom('trainingLine').selectAll()
    return lines.where('state', '=', 'approved').orderBy('id').execute()
  }

  async #write(
    { article, why }: PublishInput,
    { action, articles, lines }: Plan,
    { mindVersion, by, seconds, gate }: { mindVersion: number; by: string; seconds: number; gate: GateView[] },
  ): Promise<void> {
    const { database, audit, now } = this.#options
    const atMs = now()
    await database.transaction().execute(async (transaction) => {
      const subject = article?.id ?? 'unanswered'
      const detail = { mindVersion, version: article?.version ?? null }
      await audit.append(transaction, { by, action, subjectKind: 'article', subject, why, detail })
      const written = await transaction
        .insertInto('knowledgePublication')
        .values({
          mindVersion,
          action,
          article: article?.id ?? null,
          version: article?.version ?? null,
          articles: articles.length,
          by,
          why,
          atMs,
          seconds,
          gate: JSON.stringify(gate),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('mindVersion')
        .executeTakeFirst()
      if (written === undefined) throw new Refusal(409, 'publishing', 'somebody has published meanwhile: try again')
      if (article !== null) {
        await transaction
          .updateTable('article')
          .set({ publishedVersion: article.version })
          .where('id', '=', article.id)
          .execute()
        await transaction
          .updateTable('articleVersion')
          .set({ publishedAtMs: atMs })
          .where('article', '=', article.id)
          .where('version', '=', article.version ?? 0)
          .execute()
      }
      const learned = lines.map(({ id }) => id)
      if (learned.length === 0) return
      await transaction
        .updateTable('trainingLine')
        .set({ learnedIn: mindVersion })
        .where('id', 'in', learned)
        .where('learnedIn', 'is', null)
        .execute()
    })
  }
}
