import type { ReliabilityBin } from '@larder/contracts/risk'

const epsilon = 1e-6
export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit))
export const logitOf = (probability: number): number => {
  const p = Math.min(1 - epsilon, Math.max(epsilon, probability))
  return Math.log(p / (1 - p))
}

/** The log loss of one forecast, nats. */
export const surprise = (probability: number, complained: boolean): number =>
  -Math.log(Math.max(epsilon, complained ? probability : 1 - probability))

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

export const logLoss = (probabilities: readonly number[], outcomes: readonly boolean[]): number =>
  mean(probabilities.map((probability, index) => surprise(probability, outcomes[index] as boolean)))

/** Brier (1950): the mean squared distance of the probability from what came. */
export const brier = (probabilities: readonly number[], outcomes: readonly boolean[]): number =>
  mean(probabilities.map((probability, index) => (probability - (outcomes[index] ? 1 : 0)) ** 2))

/** The chance that a complaint scores above an order that was fine, ties counting half. */
export function auroc(scores: readonly number[], outcomes: readonly boolean[]): number | null {
  const order = scores.map((score, index) => ({ score, complained: outcomes[index] })).sort((a, b) => a.score - b.score)
  const complaints = order.filter(({ complained }) => complained).length
  const fine = order.length - complaints
  if (complaints === 0 || fine === 0) return null
  let ranks = 0
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end < order.length && order[end]?.score === order[start]?.score) end += 1
    const rank = (start + 1 + end) / 2
    for (let index = start; index < end; index += 1) if (order[index]?.complained) ranks += rank
    start = end
  }
  return (ranks - (complaints * (complaints + 1)) / 2) / (complaints * fine)
}

/** Average precision: the area under precision over recall, orders of one score taken together. */
export function auprc(scores: readonly number[], outcomes: readonly boolean[]): number | null {
  const order = scores.map((score, index) => ({ score, complained: outcomes[index] })).sort((a, b) => b.score - a.score)
  const complaints = order.filter(({ complained }) => complained).length
  if (complaints === 0) return null
  let area = 0
  let found = 0
  for (let start = 0; start < order.length; ) {
    let end = start
    let here = 0
    while (end < order.length && order[end]?.score === order[start]?.score) {
      if (order[end]?.complained) here += 1
      end += 1
    }
    found += here
    area += (here / complaints) * (found / end)
    start = end
  }
  return area
}

/** Equal shares of the orders by rising score: what was forecast beside what came. */
export function reliability(
  probabilities: readonly number[],
  outcomes: readonly boolean[],
  bins = 10,
): ReliabilityBin[] {
  const order = probabilities
    .map((probability, index) => ({ probability, complained: outcomes[index] ? 1 : 0 }))
    .sort((a, b) => a.probability - b.probability)
  return Array.from({ length: bins }, (_, bin) => {
    const part = order.slice(Math.floor((bin * order.length) / bins), Math.floor(((bin + 1) * order.length) / bins))
    return {
      cases: part.length,
      predicted: mean(part.map(({ probability }) => probability)),
      observed: mean(part.map(({ complained }) => complained)),
    }
  }).filter(({ cases }) => cases > 0)
}

export function confusionAt(threshold: number, probabilities: readonly number[], outcomes: readonly boolean[]) {
  const table = { truePositive: 0, falsePositive: 0, trueNegative: 0, falseNegative: 0 }
  for (const [index, probability] of probabilities.entries()) {
    const complained = outcomes[index] as boolean
    if (probability >= threshold) table[complained ? 'truePositive' : 'falsePositive'] += 1
    else table[complained ? 'falseNegative' : 'trueNegative'] += 1
  }
  return table
}
