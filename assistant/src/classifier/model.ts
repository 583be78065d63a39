import type { Logistic } from './logistic.ts'
import type { Neighbours } from './neighbours.ts'
import type { Matrix, QuantisedMlp } from './quantised.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A trained classifier: all that is needed to read a text. */
export interface Model {
  labels: string[]
  vocabulary: Vocabulary
  svm: Matrix
  /** Empty for an SVM alone. */
  networks: QuantisedMlp[]
  neighbours: Neighbours
  judgement: Judgement
  /** How it did on the validation lines before they were learned as well. */
  validation: Validation
}

/** What turns raw scores into probabilities and decisions. All of it is fitted on validation lines. */
export interface Judgement {
  blend: Blend
  /** Log odds that a text is one of the intents. */
  scope: Logistic
  /** Log odds that the first intent is right. */
  right: Logistic
  /** Below these log odds of `scope` a text is out of scope. */
  threshold: number
}

/** Probability of a class ∝ exp(svm · score + network · mean log probability of the networks). */
export interface Blend {
  svm: number
  network: number
}

export interface Validation {
  lines: number
  outOfScopeLines: number
  accuracy: number
  inScopeAccuracy: number
  outOfScopeRecall: number | null
}
