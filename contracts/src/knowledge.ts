import { z } from 'zod'
import { articleId } from './article.ts'
import { language } from './language.ts'
import { bilingual } from './site.ts'

/** Fewer questions a language than this, and an article is not learned reliably: it can not be published. */
export const leastQuestions = 5

const why = z.string().trim().min(3).max(500)
const version = z.number().int().positive()
const title = z.string().trim().max(120)
const answer = z.string().trim().max(1200)
const questions = z.array(z.string().trim().min(2).max(200)).max(200)

/** What an author writes. A draft may be incomplete; what is handed in for review may not. */
export const articleText = z.strictObject({
  title: z.strictObject({ zh: title, en: title }),
  answer: z.strictObject({ zh: answer, en: answer }),
  questions: z.strictObject({ zh: questions, en: questions }),
})

/** A group of the unanswered queue by its `key`, which an article or an intent takes care of. */
const groupKeys = z
  .array(z.string().regex(/^[0-9a-f]{64}$/))
  .min(1)
  .max(200)

/** `POST /api/knowledge/articles` */
export const articleInput = z.strictObject({
  id: articleId,
  text: articleText,
  /** Unanswered questions that this article is written for. */
  answers: groupKeys.optional(),
})
/** `POST /api/knowledge/articles/{id}/draft`; `edit` is the one its author saw. */
export const draftInput = z.strictObject({ text: articleText, version, edit: z.number().int().positive() })
/** `POST /api/knowledge/articles/{id}/submit` */
export const submitInput = z.strictObject({ version, edit: z.number().int().positive() })
/** `POST /api/knowledge/articles/{id}/review`: `false` sends it back to its author. */
export const reviewInput = z.strictObject({ version, approve: z.boolean(), note: z.string().trim().max(500) })
/**
 * `POST /api/knowledge/publish`. An article's version is put in force, or with `null` taken out of use; without an
 * article, what was approved of the unanswered questions is learned.
 */
export const publishInput = z.strictObject({
  article: z.strictObject({ id: articleId, version: version.nullable() }).nullable(),
  why,
})
/** `POST /api/knowledge/try` */
export const tryInput = z.strictObject({ text: z.string().trim().min(1).max(400), language })
/** `POST /api/knowledge/unanswered/decide` */
export const unansweredInput = z.strictObject({
  keys: groupKeys,
  decision: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('dismissed'), reason: why }),
    z.strictObject({ kind: z.literal('intent'), intent: z.string().min(2).max(80) }),
    z.strictObject({ kind: z.literal('article'), article: articleId }),
  ]),
})
/** `POST /api/knowledge/lines/{id}/review` */
export const lineReviewInput = z.strictObject({ approve: z.boolean() })

export const versionState = z.enum(['draft', 'submitted', 'reviewed'])

/** One version of an article; what was once submitted is never written over. */
export const articleVersion = z.object({
  version,
  state: versionState,
  text: articleText,
  /** Rises with each saving of a draft. */
  edit: z.number().int().positive(),
  /** Everybody who has written in it: none of them may review it. */
  authors: z.array(z.string()),
  savedAtMs: z.number(),
  reviewedBy: z.string().nullable(),
  reviewedAtMs: z.number().nullable(),
  /** The reviewer's words; of a draft, why it was sent back. */
  note: z.string(),
  /** When it was last put in force; null of what never was. */
  publishedAtMs: z.number().nullable(),
})

export const articleView = z.object({
  id: articleId,
  title: z.object({ zh: z.string(), en: z.string() }),
  /** The version in force. */
  published: version.nullable(),
  /** The newest version where it is another one than that in force. */
  open: z.object({ version, state: versionState, authors: z.array(z.string()) }).nullable(),
  questions: z.object({ zh: z.number(), en: z.number() }),
  savedAtMs: z.number(),
})

export const articleDetail = z.object({
  id: articleId,
  published: version.nullable(),
  /** Newest first. */
  versions: z.array(articleVersion),
})

const frozenLine = z.object({ text: z.string(), intent: z.string(), takenFor: z.string() })

/** How one language's understanding did on the frozen lines, which are in no training. Shares are 0 to 1. */
export const gateView = z.object({
  language,
  passes: z.boolean(),
  accuracyBefore: z.number(),
  accuracyAfter: z.number(),
  lines: z.number().int(),
  /** Understood before, and no longer. */
  worse: z.array(frozenLine),
  better: z.array(frozenLine),
  /** Articles whose own rehearsed question would be taken for something else. */
  articles: z.array(z.object({ id: z.string(), question: z.string(), takenFor: z.string() })),
  reasons: z.array(z.string()),
})

/** `published: false` where the gate refused: nothing was changed. */
export const publishOutcome = z.object({
  published: z.boolean(),
  mindVersion: z.number().int(),
  seconds: z.number(),
  gate: z.array(gateView),
})

export const publication = z.object({
  mindVersion: z.number().int(),
  action: z.enum(['published', 'rolled-back', 'withdrawn', 'learned']),
  article: z.string().nullable(),
  version: z.number().int().nullable(),
  articles: z.number().int(),
  by: z.string(),
  why: z.string(),
  atMs: z.number(),
  seconds: z.number(),
  gate: z.array(gateView),
})

/** `GET /api/knowledge/mind` */
export const mindView = z.object({
  version: z.number().int(),
  /** What could be assigned to: the intents the assistant knows. */
  intents: z.array(z.string()),
  /** Lines that are approved and not yet learned. */
  waitingLines: z.number().int(),
  /** Newest first. */
  publications: z.array(publication),
})

const ranked = z.object({ intent: z.string(), confidence: z.number() })

/** What the mind in use understands, and what it would do with it. */
export const tried = z.object({
  mindVersion: z.number().int(),
  first: ranked,
  second: ranked.nullable(),
  outOfScope: z.boolean(),
  /** `asks` chooses between two by buttons, `human` calls a person. */
  does: z.enum(['answers', 'asks', 'human']),
  /** The article's words; null where a skill answers from the shop's facts. */
  answer: bilingual.nullable(),
})

/** Questions nobody could answer, alike enough to be one. */
export const unansweredGroup = z.object({
  keys: groupKeys,
  /** The most asked wording. */
  text: z.string(),
  wordings: z.array(z.object({ text: z.string(), language, count: z.number().int() })),
  count: z.number().int(),
  languages: z.array(language),
  newestAtMs: z.number(),
  newestConversation: z.string(),
})

/** A question that was assigned to an intent, for another person to approve. */
export const trainingLine = z.object({
  id: z.string(),
  text: z.string(),
  language,
  intent: z.string(),
  state: z.enum(['proposed', 'approved']),
  proposedBy: z.string(),
  proposedAtMs: z.number(),
  reviewedBy: z.string().nullable(),
})

export const suggestion = z.object({
  article: articleId,
  title: bilingual,
  answer: bilingual,
  /** Higher is nearer; only good for comparing the suggestions of one answer. */
  score: z.number(),
})

export type ArticleText = z.infer<typeof articleText>
export type ArticleInput = z.infer<typeof articleInput>
export type ArticleVersion = z.infer<typeof articleVersion>
export type ArticleView = z.infer<typeof articleView>
export type ArticleDetail = z.infer<typeof articleDetail>
export type GateView = z.infer<typeof gateView>
export type PublishInput = z.infer<typeof publishInput>
export type PublishOutcome = z.infer<typeof publishOutcome>
export type Publication = z.infer<typeof publication>
export type MindView = z.infer<typeof mindView>
export type Tried = z.infer<typeof tried>
export type UnansweredGroup = z.infer<typeof unansweredGroup>
export type UnansweredDecision = z.infer<typeof unansweredInput>['decision']
export type TrainingLine = z.infer<typeof trainingLine>
export type Suggestion = z.infer<typeof suggestion>
