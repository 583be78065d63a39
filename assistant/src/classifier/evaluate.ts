import type { Classifier } from './classifier.ts'
import type { Line } from './train.ts'

export interface Evaluation {
  lines: number
  outOfScopeLines: number
  /** In-scope lines whose likeliest intent is right, nothing rejected. */
  accuracy: number
  /** In-scope lines that are accepted and right. */
  inScopeAccuracy: number
  outOfScopeRecall: number | null
  /** Chance that an out-of-scope line looks less like an intent than an in-scope line. */
  outOfScopeAuroc: number | null
  /** Expected calibration error of the confidence over the in-scope lines, 15 bins of equal width. */
  calibrationError: number
  /** The same with the out-of-scope lines, which are never right. */
  calibrationErrorWithOutOfScope: number
  /** Answering only from 0.70 of confidence on: the share of the in-scope lines answered, and of those the right ones. */
  coverageAt70: number
  accuracyAt70: number | null
  coverageAt70WithOutOfScope: number
  accuracyAt70WithOutOfScope: number | null
  msPerQuery: { p50: number; p99: number }
}

interface Answer {
  inScope: boolean
  right: boolean
  rejected: boolean
  scope: number
  confidence: number
}

const readings = 3

/**
 * Reads every line. `now` is a clock in milliseconds; of three readings the quickest counts, so that what else the
 * machine does meanwhile is not measured.
 */
export function evaluate(classifier: Classifier, lines: Line[], now: () => number): Evaluation {
  const milliseconds: number[] = []
  const answers = lines.map(({ text, intent }): Answer => {
    const { ranking, confidence, scope, outOfScope } = classifier.read(text)
    const times = Array.from({ length: readings }, () => {
      const began = now()
      classifier.read(text)
      return now() - began
    })
    milliseconds.push(Math.min(...times))
    return { inScope: intent !== null, right: ranking[0]?.intent === intent, rejected: outOfScope, scope, confidence }
  })
  const inside = answers.filter(({ inScope }) => inScope)
  const outside = answers.filter(({ inScope }) => !inScope)
  const share = (part: Answer[], of: Answer[]): number => part.length / Math.max(1, of.length)
  const sure = (of: Answer[]): Answer[] => of.filter(({ confidence }) => confidence >= 0.7)
  const accuracy = (of: Answer[]): number | null =>
    of.length === 0
      ? null
      : share(
          of.filter(({ right }) => right),
          of,
        )
  return {
    lines: inside.length,
    outOfScopeLines: outside.length,
    accuracy: accuracy(inside) ?? 0,
    inScopeAccuracy: share(
      inside.filter(({ right, rejected }) => right && !rejected),
      inside,
    ),
    outOfScopeRecall:
      outside.length === 0
        ? null
        : share(
            outside.filter(({ rejected }) => rejected),
            outside,
          ),
    outOfScopeAuroc: auroc(inside, outside),
    calibrationError: calibrationError(inside),
    calibrationErrorWithOutOfScope: calibrationError(answers),
    coverageAt70: share(sure(inside), inside),
    accuracyAt70: accuracy(sure(inside)),
    coverageAt70WithOutOfScope: share(sure(answers), answers),
    accuracyAt70WithOutOfScope: accuracy(sure(answers)),
    msPerQuery: { p50: quantile(milliseconds, 0.5), p99: quantile(milliseconds, 0.99) },
  }
}

/** Mann–Whitney's U over the pairs; ties count half. */
export function auroc(inside: { scope: number }[], outside: { scope: number }[]): number | null {
  if (inside.length === 0 || outside.length === 0) return null
  const all = [
    ...inside.map(({ scope }) => ({ scope, inScope: true })),
    ...outside.map(({ scope }) => ({ scope, inScope: false })),
  ].sort((a, b) => a.scope - b.scope)
  let below = 0
  let pairs = 0
  for (let at = 0; at < all.length; ) {
    let end = at
    while (end < all.length && all[end]?.scope === all[at]?.scope) end += 1
    const tied = all.slice(at, end)
    const outsideTied = tied.filter(({ inScope }) => !inScope).length
    pairs += (tied.length - outsideTied) * (below + outsideTied / 2)
    below += outsideTied
    at = end
  }
  return pairs / (inside.length * outside.length)
}

export function calibrationError(answers: { confidence: number; right: boolean }[], bins = 15): number {
  const sums = Array.from({ length: bins }, () => ({ confidence: 0, right: 0 }))
  for (const { confidence, right } of answers) {
    const bin = sums[Math.min(bins - 1, Math.floor(confidence * bins))] as { confidence: number; right: number }
    bin.confidence += confidence
    bin.right += right ? 1 : 0
  }
  return sums.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / Math.max(1, answers.length)
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
