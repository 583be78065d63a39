import { Classifier } from '@larder/assistant/classifier/classifier'
import type { Model } from '@larder/assistant/classifier/model'
import { packModel, unpackModel } from '@larder/assistant/classifier/model-file'
import { frozenLines } from '@larder/assistant/intents/kiosk-lines'
import { judgeAgainstFrozen, passesGate } from '@larder/assistant/learning/gate'
import { learnIntents, rehearseIntents, type ToLearn } from '@larder/assistant/learning/learn'
import type { GateView } from '@larder/contracts/knowledge'
import type { Language } from '@larder/contracts/language'

/** Heavy: only the learning process loads this module. */

export interface LearnRequest {
  given: ToLearn
  /** The model in use, packed; null where there is nothing to hold the new one against. */
  before: Uint8Array | null
}
export interface LearnAnswer {
  /** Packed; null where the gate refuses. */
  model: Uint8Array | null
  gate: GateView | null
}

/** Learns one language; the gate judges what was learned, and a rehearsal without one question of each article. */
export function learn({ given, before }: LearnRequest): LearnAnswer {
  const rehearsed = rehearseIntents(given)
  if (before === null) return { model: packModel(rehearsed), gate: null }
  const { language, articles } = given
  const inUse = unpackModel(before)
  const judgedBefore = judgeAgainstFrozen(inUse, language)
  const rehearsal = passesGate(judgedBefore, judgeAgainstFrozen(rehearsed, language, articles))
  const model = rehearsal.passes ? learnIntents(given) : rehearsed
  const judged = judgeAgainstFrozen(model, language, rehearsal.passes ? [] : articles)
  const { passes, reasons } = rehearsal.passes ? passesGate(judgedBefore, judged) : rehearsal
  const { worse, better } = differences(inUse, model, language)
  const gate: GateView = {
    language,
    passes,
    accuracyBefore: judgedBefore.accuracy,
    accuracyAfter: judged.accuracy,
    lines: judged.lines,
    worse,
    better,
    articles: judged.articles
      .filter(({ understood }) => !understood)
      .map(({ id, question, takenFor }) => ({ id, question, takenFor })),
    reasons,
  }
  return { model: passes ? packModel(model) : null, gate }
}

/** The frozen lines that one of two models understands and the other does not. */
function differences(before: Model, after: Model, language: Language): Pick<GateView, 'worse' | 'better'> {
  const [earlier, later] = [new Classifier(before), new Classifier(after)]
  const read = frozenLines(language).map(({ text, intent }) => {
    const takenFor = later.read(text).ranking[0]?.intent ?? ''
    return { text, intent, takenFor, was: earlier.read(text).ranking[0]?.intent === intent, is: takenFor === intent }
  })
  const told = ({ text, intent, takenFor }: (typeof read)[number]) => ({ text, intent, takenFor })
  return {
    worse: read.filter(({ was, is }) => was && !is).map(told),
    better: read.filter(({ was, is }) => !was && is).map(told),
  }
}
