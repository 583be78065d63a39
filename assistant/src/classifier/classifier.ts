import { logOdds, sigmoid } from './logistic.ts'
import type { Model } from './model.ts'
import { Scorer } from './scorer.ts'

export interface Ranked {
  intent: string
  /** 0 to 1, over all intents. */
  probability: number
}

/** Lines of this intent are learned like any other, and whatever looks most like them is out of scope. */
export const outOfScopeIntent = 'out-of-scope'

/** What a text was understood to mean. */
export interface Understood {
  /** The two likeliest intents, likeliest first. */
  ranking: Ranked[]
  /** Calibrated probability that the first intent is right, 0 to 1. */
  confidence: number
  /** Probability that the text is any of the intents, 0 to 1. */
  scope: number
  outOfScope: boolean
}

/** Text in, intent out. Not for two texts at once: its scratch space is one text's. */
export class Classifier {
  private readonly model: Model
  private readonly scorer: Scorer

  constructor(model: Model) {
    this.model = model
    this.scorer = new Scorer(model)
  }

  read(text: string): Understood {
    const { labels, judgement } = this.model
    const scores = this.scorer.scores(text)
    const { probabilities, features } = this.scorer.signals(scores, judgement.blend)
    const ranked = labels
      .map((intent, label) => ({ intent, probability: probabilities[label] as number }))
      .sort((a, b) => b.probability - a.probability)
    const foreign = ranked[0]?.intent === outOfScopeIntent ? (ranked[0] as Ranked).probability : 0
    const scope = logOdds(judgement.scope, features)
    return {
      ranking: ranked.filter(({ intent }) => intent !== outOfScopeIntent).slice(0, 2),
      confidence: (1 - foreign) * sigmoid(logOdds(judgement.right, features)),
      scope: (1 - foreign) * sigmoid(scope),
      outOfScope: foreign > 0 || scope < judgement.threshold,
    }
  }
}
