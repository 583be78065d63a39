import type { ArticleInput, MindView } from '@larder/contracts/knowledge'
import type { Language } from '@larder/contracts/language'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { Articles } from './articles.ts'
import type { Learn } from './learning.ts'
import type { Minds } from './minds.ts'
import { Publishing } from './publishing.ts'
import { Suggestions } from './suggestions.ts'
import { Trying } from './trying.ts'
import { Unanswered } from './unanswered.ts'

export interface KnowledgeOptions {
  database: Database
  audit: AuditLog
  minds: Minds
  learn: Learn
  now(): number
}

const toldPublications = 100

/** The knowledge base: what staff teach the assistant. */
export class Knowledge {
  readonly articles: Articles
  readonly publishing: Publishing
  readonly unanswered: Unanswered
  readonly suggestions: Suggestions
  readonly trying: Trying
  readonly #database: Database
  readonly #minds: Minds

  constructor(options: KnowledgeOptions) {
    const { database, minds } = options
    this.#database = database
    this.#minds = minds
    const articles = new Articles({ ...options, frozenLines })
    const published = () => articles.published()
    this.articles = articles
    this.publishing = new Publishing({ ...options, articles })
    this.unanswered = new Unanswered({ ...options, articles, frozenLines, intents: () => this.#intents() })
    this.suggestions = new Suggestions({ published, mindVersion: () => minds.version() })
    this.trying = new Trying({ minds, published })
  }

  async mind(): Promise<MindView> {
    const { count } = await this.#database
      .selectFrom('trainingLine')
      .select((select) => select.fn.countAll().as('count'))
      .where('state', '=', 'approved')
      .where('learnedIn', 'is', null)
      .executeTakeFirstOrThrow()
    return {
      version: this.#minds.version(),
      intents: await this.#intents(),
      waitingLines: Number(count),
      publications: await this.publishing.history(toldPublications),
    }
  }

  /** Begins an article; the unanswered questions it is written for leave the queue. */
  async create({ id, text, answers = [] }: ArticleInput, by: string): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      await this.articles.createIn(transaction, id, text, by)
      await this.unanswered.settleIn(transaction, answers, 'article', id, by)
    })
  }

  async #intents(): Promise<string[]> {
    const { kioskPatterns } = await import('@larder/assistant/intents/kiosk-lines')
    const own = new Set(kioskPatterns('en').map(({ intent }) => intent))
    const published = (await this.articles.published()).map(({ id }) => `article:${id}`)
    return [...[...own].sort(), ...published]
  }
}

async function frozenLines(): Promise<Record<Language, string[]>> {
  const { frozenLines: read } = await import('@larder/assistant/intents/kiosk-lines')
  const texts = (language: Language): string[] => read(language).map(({ text }) => text)
  return { zh: texts('zh'), en: texts('en') }
}
