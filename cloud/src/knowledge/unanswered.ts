import { randomUUID } from 'node:crypto'
import type { ArticleText, TrainingLine, UnansweredDecision, UnansweredGroup } from '@larder/contracts/knowledge'
import type { Language } from '@larder/contracts/language'
import type { Kysely, Transaction } from 'kysely'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import type { Articles } from './articles.ts'
import { groupAlike } from './likeness.ts'
import { questionHash, questionKey } from './question-key.ts'

/** The newest so many are looked at; older ones are asked again if they matter. */
const mostQuestions = 2000
const mostGroups = 200
const longestMs = 30 * 86_400_000

export interface UnansweredOptions {
  database: Database
  audit: AuditLog
  articles: Articles
  /** What a question may be assigned to. */
  intents(): Promise<string[]>
  frozenLines(): Promise<Record<Language, string[]>>
  now(): number
}

/** When, and of whom. */
export interface Asked {
  fromMs: number
  untilMs: number
  site?: string | undefined
  language?: Language | undefined
}

type Question = Tables['unansweredQuestion']
interface Wording {
  key: string
  count: number
  questions: Question[]
}

/** What shoppers asked and nobody answered, until staff decide what becomes of it. */
export class Unanswered {
  readonly #options: UnansweredOptions

  constructor(options: UnansweredOptions) {
    this.#options = options
  }

  /** The most asked first; settled ones too where a time is asked about. */
  async groups(asked?: Asked): Promise<UnansweredGroup[]> {
    const { database } = this.#options
    const waiting = await (asked === undefined ? this.#waiting(database) : this.#newest(database, asked))
    const wordings = [...Map.groupBy(waiting, ({ text }) => questionKey(text))]
      .filter(([key]) => key !== '')
      .map(([key, questions]): Wording => ({ key, count: questions.length, questions }))
    return groupAlike(wordings).slice(0, mostGroups).map(groupOf)
  }

  /** Settles groups; what is learned from them waits for another person's review and the next publication. */
  async decide(keys: readonly string[], decision: UnansweredDecision, by: string): Promise<void> {
    const { database, audit } = this.#options
    const chosen = new Set(keys)
    await this.#checkIntent(decision)
    const frozen = await this.#options.frozenLines()
    await database.transaction().execute(async (transaction) => {
      const target = targetOf(decision)
      const entry = { by, action: decision.kind, subjectKind: 'unanswered', subject: target.slice(0, 80) }
      await audit.append(transaction, { ...entry, why: decision.kind === 'dismissed' ? decision.reason : '' })
      const questions = (await this.#waiting(transaction)).filter(({ text }) => chosen.has(questionHash(text)))
      if (questions.length === 0) {
        throw new Refusal(409, 'settled', 'somebody has settled these questions meanwhile, or they are gone')
      }
      if (decision.kind === 'intent') await this.#propose(transaction, decision.intent, questions, frozen, by)
      if (decision.kind === 'article') await this.#addTo(transaction, decision.article, questions, by)
      await this.settleIn(transaction, keys, decision.kind, target, by)
    })
  }

  async settleIn(
    transaction: Transaction<Tables>,
    keys: readonly string[],
    decision: UnansweredDecision['kind'],
    target: string,
    by: string,
  ): Promise<void> {
    const settled = { decision, target, by, atMs: this.#options.now() }
    for (const key of new Set(keys)) {
      await transaction
        .insertInto('unansweredDecision')
        .values({ key, ...settled })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(settled))
        .execute()
    }
  }

  /** Proposed or approved and not yet learned. */
  async lines(): Promise<TrainingLine[]> {
    const rows = await this.#options.database
      .selectFrom('trainingLine')
      .selectAll()
      .where('learnedIn', 'is', null)
      .orderBy('proposedAtMs', 'desc')
      .limit(500)
      .execute()
    return rows.map(({ learnedIn: _, ...line }) => line)
  }

  /** By another person than who proposed it; what is refused goes back into the queue. */
  async review(id: string, approve: boolean, by: string): Promise<void> {
    const { database, audit } = this.#options
    await database.transaction().execute(async (transaction) => {
      const action = approve ? 'approved' : 'refused'
      const lines = transaction.selectFrom('trainingLine').selectAll().where('id', '=', id)
      const found = await lines.executeTakeFirst()
      if (found === undefined) throw notFound(`question ${id}`)
      await audit.append(transaction, { by, action, subjectKind: 'training-line', subject: id, why: found.intent })
      const line = await lines.executeTakeFirst()
      if (line?.state !== 'proposed') throw new Refusal(409, 'settled', 'somebody has reviewed this question already')
      if (line.proposedBy === by) {
        throw new Refusal(403, 'own-line', 'you have assigned this question: another person must review it')
      }
      if (approve) {
        const change = { state: 'approved', reviewedBy: by } as const
        await transaction.updateTable('trainingLine').set(change).where('id', '=', id).execute()
        return
      }
      await transaction.deleteFrom('trainingLine').where('id', '=', id).execute()
      await transaction.deleteFrom('unansweredDecision').where('key', '=', questionHash(line.text)).execute()
    })
  }

  /** Not yet settled, or asked again since: then the answer did not help. What was dismissed stays away. */
  async #waiting(database: Kysely<Tables>): Promise<Question[]> {
    const nowMs = this.#options.now()
    const rows = await this.#newest(database, { fromMs: nowMs - longestMs, untilMs: nowMs + longestMs })
    const decided = await database.selectFrom('unansweredDecision').select(['key', 'decision', 'atMs']).execute()
    const decisionOf = new Map(decided.map((one) => [one.key, one]))
    return rows.filter(({ text, atMs }) => {
      const decision = decisionOf.get(questionHash(text))
      return decision === undefined || (decision.decision !== 'dismissed' && atMs > decision.atMs)
    })
  }

  #newest(database: Kysely<Tables>, { fromMs, untilMs, site, language }: Asked): Promise<Question[]> {
    let query = database.selectFrom('unansweredQuestion').selectAll()
    query = query.where('atMs', '>=', fromMs).where('atMs', '<', untilMs)
    if (site !== undefined) query = query.where('site', '=', site)
    if (language !== undefined) query = query.where('language', '=', language)
    return query.orderBy('atMs', 'desc').limit(mostQuestions).execute()
  }

  async #checkIntent(decision: UnansweredDecision): Promise<void> {
    if (decision.kind !== 'intent' || (await this.#options.intents()).includes(decision.intent)) return
    const message = `there is no intent ${decision.intent}: choose one of the list`
    throw new Refusal(422, 'invalid', message, { fields: [{ field: 'decision.intent', message }] })
  }

  async #propose(
    transaction: Transaction<Tables>,
    intent: string,
    questions: Question[],
    frozen: Record<Language, string[]>,
    by: string,
  ): Promise<void> {
    for (const { text, language } of distinct(questions)) {
      if (frozen[language].some((line) => questionKey(line) === questionKey(text))) {
        throw new Refusal(422, 'frozen', `“${text}” is a line of the frozen test set, which must stay unlearned`)
      }
      const about = { text, language, intent, proposedBy: by, proposedAtMs: this.#options.now() }
      const fresh = { id: randomUUID(), state: 'proposed', reviewedBy: null, learnedIn: null } as const
      await transaction
        .insertInto('trainingLine')
        .values({ ...fresh, ...about })
        .execute()
    }
  }

  /** A draft of the article with these questions; its author still has it reviewed. */
  async #addTo(transaction: Transaction<Tables>, article: string, questions: Question[], by: string): Promise<void> {
    const { articles } = this.#options
    const newest = await articles.newestIn(transaction, article)
    if (newest === undefined) throw notFound(`article ${article}`)
    await articles.saveIn(transaction, article, newest, withQuestions(newest.text, questions), by)
  }
}

const targetOf = (decision: UnansweredDecision): string => {
  if (decision.kind === 'dismissed') return decision.reason
  return decision.kind === 'intent' ? decision.intent : decision.article
}

function groupOf(wordings: Wording[]): UnansweredGroup {
  const questions = wordings.flatMap((wording) => wording.questions)
  const newest = questions.reduce((a, b) => (b.atMs > a.atMs ? b : a))
  return {
    keys: wordings.slice(0, 200).map(({ questions: [first] }) => questionHash(first?.text ?? '')),
    text: wordings[0]?.questions[0]?.text ?? '',
    wordings: wordings.slice(0, 20).map(({ count, questions: [first] }) => {
      return { text: first?.text ?? '', language: first?.language ?? 'zh', count }
    }),
    count: questions.length,
    languages: [...new Set(questions.map(({ language }) => language))].sort(),
    newestAtMs: newest.atMs,
    newestConversation: newest.conversation,
  }
}

/** Each wording once. */
const distinct = (questions: Question[]): Question[] => [
  ...new Map(questions.map((question) => [questionKey(question.text), question])).values(),
]

function withQuestions(text: ArticleText, added: readonly Question[]): ArticleText {
  const known = new Set(Object.values(text.questions).flat().map(questionKey))
  const fresh = distinct([...added]).filter((question) => !known.has(questionKey(question.text)))
  const of = (language: Language): string[] =>
    [
      ...text.questions[language],
      ...fresh.filter((one) => one.language === language).map((one) => one.text.slice(0, 200)),
    ].slice(0, 200)
  return { ...text, questions: { zh: of('zh'), en: of('en') } }
}
