import { type RiskCard, type RiskFigures, type RiskModelName, type RiskPart, riskModels } from '@larder/contracts/risk'
import type { CaseSchema, PastCase } from './case.ts'
import { type Encoder, encode, fitEncoder } from './encoder.ts'
import { leadOf } from './lead-time.ts'
import { fitLogistic } from './logistic.ts'
import type { Lstm } from './lstm.ts'
import type { Rule } from './mapping.ts'
import { auprc, auroc, brier, confusionAt, logLoss, reliability, surprise } from './metrics.ts'
import {
  type Calibration,
  calibrated,
  type Fitted,
  factorsOf,
  probabilityOf,
  type RiskModel,
  rawScore,
} from './models.ts'
import { defaultLstm, trainLstm } from './train-lstm.ts'
import { defaultTrees, fitTrees, treesRaw } from './trees.ts'

/** There is not enough to learn from; the message says what is missing. */
export class NotEnoughHistory extends Error {}

const shares = { train: 0.6, calibrate: 0.2 }
/** The newest of the training part, on which early stopping and penalties are chosen. */
const checkShare = 0.15
const leastComplaints = { train: 30, calibrate: 10, heldBack: 10 }
const leastCases = 300
/** Single networks differ by up to a fifth in log loss from seed to seed on 5000 orders; the mean of three does not. */
const lstmMembers = 3

export interface Training {
  schema: CaseSchema
  /** Oldest first. */
  cases: PastCase[]
  rules: Rule[]
  source: string
  seed: number
  threshold: number
  nowMs: number
  warnings?: string[]
  /** Milliseconds of a clock that only goes forward. */
  clock(): number
  step?(line: string): void
}

/**
 * Fits all models on the oldest orders, calibrates them on newer ones and judges them on the newest, which nothing
 * was fitted to. The least log loss wins, and the simplest of equals; where the lead is within the standard
 * error of the difference, a warning says so.
 */
export async function trainRisk(training: Training): Promise<{ model: RiskModel; card: RiskCard }> {
  const { cases, schema, rules, seed, clock, threshold, step = () => {} } = training
  const parts = splitByTime(cases)
  const { encoder, constant } = fitEncoder(parts.train, schema)
  const warnings = [...(training.warnings ?? []), ...constant.map((name) => `${name} is constant: left out`)]
  if (rules.length === 0) warnings.push('no rules are given: the rules baseline says the base rate')
  warnings.push(...unknownRules(rules, encoder))
  const outcomes = parts.heldBack.map(({ complained }) => complained)
  const models: { model: RiskModel; probabilities: number[]; trainedInMs: number; predictedInMicroseconds: number }[] =
    []
  for (const name of riskModels) {
    if (name === 'lstm' && schema.channels.length === 0) {
      warnings.push('no sequence is mapped: there is nothing for the LSTM to read')
      continue
    }
    const began = clock()
    const fitted = await fit(name, parts.train, encoder, rules, seed)
    const calibration = calibrate(parts.calibrate, fitted, encoder)
    const trainedInMs = clock() - began
    const model: RiskModel = { encoder, fitted, calibration }
    const asked = clock()
    const probabilities = parts.heldBack.map((one) => probabilityOf(model, one))
    const predictedInMicroseconds = (1000 * (clock() - asked)) / parts.heldBack.length
    step(
      `${name}: trained in ${(trainedInMs / 1000).toFixed(1)} s, log loss ${logLoss(probabilities, outcomes).toFixed(4)}`,
    )
    models.push({ model, probabilities, trainedInMs, predictedInMicroseconds })
  }
  const losses = models.map(({ probabilities }) => logLoss(probabilities, outcomes))
  // The first of equals is the simplest.
  const best = models[losses.indexOf(Math.min(...losses))] as (typeof models)[number]
  const figures = models.map((one): RiskFigures => {
    const { mean, standardError } = difference(one.probabilities, best.probabilities, outcomes)
    return {
      model: one.model.fitted.model,
      logLoss: logLoss(one.probabilities, outcomes),
      brier: brier(one.probabilities, outcomes),
      auroc: auroc(one.probabilities, outcomes),
      auprc: auprc(one.probabilities, outcomes),
      trainedInMs: one.trainedInMs,
      predictedInMicroseconds: one.predictedInMicroseconds,
      worseBy: mean,
      worseByStandardError: standardError,
      lead: leadOf(one.model, parts.heldBack, threshold),
    }
  })
  const chosen = best.model.fitted.model
  const close = figures.filter((one) => one.model !== chosen && one.worseBy < one.worseByStandardError)
  for (const { model } of close) warnings.push(`${chosen} is not clearly better than ${model} on these orders`)
  const share = outcomes.filter(Boolean).length / outcomes.length
  const base = parts.train.filter(({ complained }) => complained).length / parts.train.length
  const card: RiskCard = {
    trainedAtMs: training.nowMs,
    source: training.source,
    chosen,
    train: partOf(parts.train),
    calibrate: partOf(parts.calibrate),
    heldBack: partOf(parts.heldBack),
    baseLogLoss: share * -Math.log(base) + (1 - share) * -Math.log(1 - base),
    figures,
    reliability: reliability(best.probabilities, outcomes),
    threshold,
    confusion: confusionAt(threshold, best.probabilities, outcomes),
    weights: weightsOf(best.model, parts.heldBack),
    warnings,
  }
  return { model: best.model, card }
}

interface Parts {
  train: PastCase[]
  calibrate: PastCase[]
  heldBack: PastCase[]
}

function splitByTime(cases: PastCase[]): Parts {
  const complaints = cases.filter(({ complained }) => complained).length
  if (cases.length < leastCases) {
    throw new NotEnoughHistory(
      `there are ${cases.length} orders with a known outcome, ${complaints} of them complaints: a model needs at least ${leastCases} orders`,
    )
  }
  const [first, second] = [shares.train, shares.train + shares.calibrate].map((share) =>
    Math.floor(share * cases.length),
  )
  const parts = { train: cases.slice(0, first), calibrate: cases.slice(first, second), heldBack: cases.slice(second) }
  for (const [name, part] of Object.entries(parts) as [keyof Parts, PastCase[]][]) {
    const found = part.filter(({ complained }) => complained).length
    const fine = part.length - found
    const words = { train: 'oldest 60 %', calibrate: 'next 20 %', heldBack: 'newest 20 %' }[name]
    if (found < leastComplaints[name] || fine < leastComplaints[name]) {
      const what = found <= fine ? `${found} complaints` : `${fine} orders that were fine`
      throw new NotEnoughHistory(
        `the ${words} of the ${cases.length} orders hold only ${what}: at least ${leastComplaints[name]} are needed`,
      )
    }
  }
  return parts
}

async function fit(
  name: RiskModelName,
  train: PastCase[],
  encoder: Encoder,
  rules: Rule[],
  seed: number,
): Promise<Fitted> {
  if (name === 'rules') return { model: name, rules }
  const encoded = train.map((one) => encode(one, encoder))
  const outcomes = train.map(({ complained }) => complained)
  const cut = Math.floor(train.length * (1 - checkShare))
  const rows = encoded.map(({ features }) => features)
  const checkLoss = (logits: number[]): number =>
    logLoss(
      logits.map((logit) => calibrated({ slope: 1, offset: 0 }, logit)),
      outcomes.slice(cut),
    )
  if (name === 'logistic') {
    const early = (penalty: number) => fitLogistic(rows.slice(0, cut), outcomes.slice(0, cut), penalty)
    const losses = [1, 10, 100].map((penalty) => {
      const candidate: Fitted = { model: 'logistic', logistic: early(penalty) }
      return { penalty, loss: checkLoss(train.slice(cut).map((one) => rawScore(candidate, encoder, one))) }
    })
    const { penalty } = losses.reduce((best, one) => (one.loss < best.loss ? one : best))
    return { model: name, logistic: fitLogistic(rows, outcomes, penalty) }
  }
  if (name === 'trees') {
    let best = { loss: Number.POSITIVE_INFINITY, rounds: 1 }
    fitTrees(rows.slice(0, cut), outcomes.slice(0, cut), defaultTrees, (soFar) => {
      const loss = checkLoss(rows.slice(cut).map((row) => treesRaw(soFar, row)))
      if (loss < best.loss) best = { loss, rounds: soFar.trees.length }
      return soFar.trees.length - best.rounds >= 30
    })
    return { model: name, trees: fitTrees(rows, outcomes, { ...defaultTrees, rounds: best.rounds }, () => false) }
  }
  const [head, tail] = [encoded.slice(0, cut), encoded.slice(cut)]
  const members: Lstm[] = []
  for (let member = 0; member < lstmMembers; member += 1) {
    const options = { ...defaultLstm, seed: seed * lstmMembers + member }
    members.push(await trainLstm(head, outcomes.slice(0, cut), tail, outcomes.slice(cut), options))
  }
  return { model: name, members }
}

/** Platt (1999) on the calibration part. A score that runs against the outcomes is worth nothing: slope 0. */
function calibrate(part: readonly PastCase[], fitted: Fitted, encoder: Encoder): Calibration {
  const rows = part.map((one) => Float64Array.of(rawScore(fitted, encoder, one)))
  const outcomes = part.map(({ complained }) => complained)
  const { intercept, weights } = fitLogistic(rows, outcomes, 1e-3)
  if ((weights[0] as number) > 0) return { slope: weights[0] as number, offset: intercept }
  return {
    slope: 0,
    offset: fitLogistic(
      rows.map(() => new Float64Array(0)),
      outcomes,
      0,
    ).intercept,
  }
}

function difference(own: readonly number[], best: readonly number[], outcomes: readonly boolean[]) {
  return meanAndError(
    own.map((p, i) => surprise(p, outcomes[i] as boolean) - surprise(best[i] as number, outcomes[i] as boolean)),
  )
}

function meanAndError(values: readonly number[]): { mean: number; standardError: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, standardError: Math.sqrt(squares / Math.max(1, values.length - 1) / values.length) }
}

const partOf = (part: readonly PastCase[]): RiskPart => ({
  cases: part.length,
  complaints: part.filter(({ complained }) => complained).length,
  fromMs: part[0]?.atMs ?? 0,
  untilMs: part.at(-1)?.atMs ?? 0,
})

function weightsOf(model: RiskModel, part: readonly PastCase[]): RiskCard['weights'] {
  const sums = new Map<string, number>()
  for (const one of part)
    for (const { factor, contribution } of factorsOf(model, one))
      sums.set(factor, (sums.get(factor) ?? 0) + Math.abs(contribution))
  return [...sums].map(([factor, sum]) => ({ factor, weight: sum / part.length })).sort((a, b) => b.weight - a.weight)
}

function unknownRules(rules: readonly Rule[], { schema }: Encoder): string[] {
  const known = new Set([...schema.numbers, 'season.sine', 'season.cosine'])
  const channels = schema.channels.map(({ name }) => `${name}.`)
  return rules
    .filter(({ feature }) => !known.has(feature) && !channels.some((name) => feature.startsWith(name)))
    .map(({ feature }) => `the rule on ${feature} looks at no mapped feature: it never applies`)
}
