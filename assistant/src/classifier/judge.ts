import { type Example, fitLogistic, type Logistic, logOdds } from './logistic.ts'
import type { Blend, Judgement, Validation } from './model.ts'
import { randomFrom, shuffle } from './random.ts'
import { blended, type Scorer, type Scores } from './scorer.ts'

/** A line that the models have not learned, with what they say of it. `label` -1 is out of scope. */
interface Heard {
  scores: Scores
  label: number
}

interface Judged {
  features: number[]
  outOfScope: boolean
  right: boolean
}

const folds = 5
/** Of the lines of the intents that are understood rightly, the share that may be lost to the threshold. */
const share = 0.01
/** All out-of-scope lines together weigh this much of the others where rightness is judged: shops hear few of them. */
const outOfScopeWeight = 0.05

/** Fits everything that weighs scores, on lines that the models have not learned. `seed` deals the lines into folds. */
export function judge(
  scorer: Scorer,
  texts: string[],
  labels: number[],
  seed: number,
): { judgement: Judgement; validation: Validation } {
  const heard = texts.map((text, at): Heard => ({ scores: scorer.scores(text), label: labels[at] as number }))
  const blend = chooseBlend(heard)
  const judged = heard.map(({ scores, label }): Judged => {
    const { first, features } = scorer.signals(scores, blend)
    return { features, outOfScope: label < 0, right: first === label }
  })
  const scope = fitLogistic(scopeExamples(judged))
  const right = fitLogistic(rightExamples(judged))
  const held = heldOutOdds(judged, seed)
  const threshold = chooseThreshold(judged, held)
  const inScope = judged.filter(({ outOfScope }) => !outOfScope)
  const outside = judged.length - inScope.length
  const rejected = judged.filter((line, at) => line.outOfScope && (held[at] as number) < threshold).length
  const accepted = judged.filter((line, at) => line.right && (held[at] as number) >= threshold).length
  return {
    judgement: { blend, scope, right, threshold },
    validation: {
      lines: inScope.length,
      outOfScopeLines: outside,
      accuracy: inScope.filter((line) => line.right).length / inScope.length,
      inScopeAccuracy: accepted / inScope.length,
      outOfScopeRecall: outside > 0 ? rejected / outside : null,
    },
  }
}

/** The SVM's score counts twice the networks' log probability: best on CLINC150's validation lines, and flat around. */
const ratio = 2

/** The sharpness under which the right intents of the in-scope lines are likeliest. */
function chooseBlend(heard: Heard[]): Blend {
  const lines = heard.filter(({ label }) => label >= 0)
  const candidates = [1, 1.3, 1.6, 2, 2.5, 3, 4, 5, 6, 8, 10].map((svm) => ({ svm, network: svm / ratio }))
  const loss = (blend: Blend): number =>
    lines.reduce((sum, { scores, label }) => sum - Math.log((blended(scores, blend)[label] as number) + 1e-9), 0)
  return candidates
    .map((blend) => ({ blend, loss: loss(blend) }))
    .reduce((best, candidate) => (candidate.loss < best.loss ? candidate : best)).blend
}

/**
 * In scope or not. What was understood wrongly counts as neither fish nor fowl, and only a little: rejecting it does no
 * harm. Without out-of-scope lines the wrongly understood ones stand for them.
 */
function scopeExamples(judged: Judged[]): Example[] {
  const outside = judged.filter(({ outOfScope }) => outOfScope).length
  const weight = outside > 0 ? Math.max(1, Math.min(5, judged.length / outside / 3)) : 1
  return judged.map(({ features, outOfScope, right }) => {
    if (outOfScope) return { features, yes: false, weight }
    return { features, yes: right, weight: right || outside === 0 ? 1 : 0.5 }
  })
}

function rightExamples(judged: Judged[]): Example[] {
  const outside = judged.filter(({ outOfScope }) => outOfScope).length
  const weight = Math.min(1, (outOfScopeWeight * judged.length) / Math.max(1, outside))
  return judged.map(({ features, outOfScope, right }) => ({ features, yes: right, weight: outOfScope ? weight : 1 }))
}

/** Each line's log odds of being in scope, from a judge that has not seen the line. */
function heldOutOdds(judged: Judged[], seed: number): number[] {
  const order = shuffle(
    judged.map((_, at) => at),
    randomFrom(seed),
  )
  const odds = new Array<number>(judged.length).fill(0)
  for (let fold = 0; fold < folds; fold += 1) {
    const others = order.filter((_, at) => at % folds !== fold).map((at) => judged[at] as Judged)
    if (others.length === 0) continue
    const judgeOfOthers: Logistic = fitLogistic(scopeExamples(others))
    order.forEach((at, place) => {
      if (place % folds === fold) odds[at] = logOdds(judgeOfOthers, (judged[at] as Judged).features)
    })
  }
  return odds
}

/** As high as it may be without losing more than `share` of the rightly understood lines. */
function chooseThreshold(judged: Judged[], odds: number[]): number {
  const kept = odds.filter((_, at) => judged[at]?.right).sort((a, b) => a - b)
  const total = judged.filter(({ outOfScope }) => !outOfScope).length
  // Who gives no out-of-scope lines wants an answer to everything that is not stranger than what was understood.
  const lost = total < judged.length ? share : 0
  return kept[Math.min(kept.length - 1, Math.floor(lost * total))] ?? 0
}
