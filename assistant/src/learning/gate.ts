import type { Language } from '@larder/contracts/language'
import { Classifier } from '../classifier/classifier.ts'
import type { Model } from '../classifier/model.ts'
import { frozenLines } from '../intents/kiosk-lines.ts'
import { articleIntent, articleOf, learnIntents, rehearseIntents, type ToLearn } from './learn.ts'
import { type LearnableArticle, rehearsalOf } from './phrases.ts'

/** How a model does on lines that are in no training. Shares are 0 to 1. */
export interface FrozenJudgement {
  language: Language
  lines: number
  accuracy: number
  /** Of the lines answered with 0.70 of confidence or more, the right ones; null where none is. */
  confidentAccuracy: number | null
  /** Lines answered with 0.70 of confidence or more. */
  coverage: number
  byIntent: Record<string, { lines: number; right: number }>
  /** What each article was judged by, and what it was taken for. */
  articles: { id: string; question: string; takenFor: string; understood: boolean }[]
}

export interface GateResult {
  passes: boolean
  /** Why not, in words for whoever wanted to publish. */
  reasons: string[]
}

const confident = 0.7
/** Of accuracy, from one publication to the next. */
const mostLost = 0.01

/** Of `articles` the rehearsed question is asked: hand in none when the model has learned them all. */
export function judgeAgainstFrozen(
  model: Model,
  language: Language,
  articles: LearnableArticle[] = [],
): FrozenJudgement {
  const classifier = new Classifier(model)
  const byIntent: FrozenJudgement['byIntent'] = {}
  const frozen = frozenLines(language)
  let right = 0
  let sure = 0
  let sureAndRight = 0
  for (const { text, intent } of frozen) {
    const { ranking, confidence } = classifier.read(text)
    const isRight = ranking[0]?.intent === intent
    const figures = byIntent[intent] ?? { lines: 0, right: 0 }
    byIntent[intent] = { lines: figures.lines + 1, right: figures.right + Number(isRight) }
    right += Number(isRight)
    sure += Number(confidence >= confident)
    sureAndRight += Number(isRight && confidence >= confident)
  }
  return {
    language,
    lines: frozen.length,
    accuracy: right / frozen.length,
    confidentAccuracy: sure > 0 ? sureAndRight / sure : null,
    coverage: sure / frozen.length,
    byIntent,
    articles: articles.map((article) => {
      const question = rehearsalOf(article, language).judged
      const takenFor = classifier.read(question).ranking[0]?.intent ?? ''
      return { id: article.id, question, takenFor, understood: takenFor === articleIntent(article.id) }
    }),
  }
}

/** `before` is the judgement of what is in use, null before the first publication. */
export function passesGate(before: FrozenJudgement | null, after: FrozenJudgement): GateResult {
  const reasons: string[] = []
  // Rounded, so that exactly one point lost is not refused for the last bit of a float.
  if (before && Math.round((before.accuracy - after.accuracy) * 1e9) / 1e9 > mostLost) {
    const worse = Object.entries(after.byIntent)
      .filter(([intent, { right }]) => right < (before.byIntent[intent]?.right ?? 0))
      .map(([intent]) => intent)
    reasons.push(
      `${after.language}: only ${percent(after.accuracy)} of the frozen questions are understood, ${percent(before.accuracy)} were before; worse are ${worse.join(', ')}`,
    )
  }
  for (const { id, question, takenFor, understood } of after.articles) {
    if (understood) continue
    const other = articleOf(takenFor)
    reasons.push(
      `${after.language}: "${question}" of article ${id} is taken for ${other ? `article ${other}` : takenFor}; add more questions like it, or make it differ`,
    )
  }
  return { passes: reasons.length === 0, reasons }
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/**
 * Learns without the judged questions, judges, and if that passes learns everything: seconds for an SVM alone.
 * The model is null where the gate refuses.
 */
export function learnThroughGate(
  given: ToLearn,
  before: FrozenJudgement | null,
): { model: Model | null; judgement: FrozenJudgement; gate: GateResult } {
  const judgement = judgeAgainstFrozen(rehearseIntents(given), given.language, given.articles)
  const gate = passesGate(before, judgement)
  return { model: gate.passes ? learnIntents(given) : null, judgement, gate }
}
