import type { RiskFactor, RiskModelName } from '@larder/contracts/risk'
import type { RiskCase } from './case.ts'
import { type Encoder, encode } from './encoder.ts'
import { featuresOf } from './features.ts'
import { type Logistic, logisticRaw } from './logistic.ts'
import { type Lstm, lstmRaw } from './lstm.ts'
import type { Rule } from './mapping.ts'
import { sigmoid } from './metrics.ts'
import { type Trees, treesContributions, treesRaw } from './trees.ts'

export type Fitted =
  | { model: 'rules'; rules: Rule[] }
  | { model: 'logistic'; logistic: Logistic }
  | { model: 'trees'; trees: Trees }
  /** Trained alike from different beginnings; the mean of their log odds is the score. */
  | { model: 'lstm'; members: Lstm[] }

/** Platt scaling: the probability is σ(slope · score + offset). */
export interface Calibration {
  slope: number
  offset: number
}

/** Everything needed to score a case; plain data. */
export interface RiskModel {
  encoder: Encoder
  fitted: Fitted & { model: RiskModelName }
  calibration: Calibration
}

/** The model's own score before calibration: log odds, or points. */
export function rawScore(fitted: Fitted, encoder: Encoder, one: RiskCase): number {
  if (fitted.model === 'rules') {
    const features = featuresOf(one, encoder.schema)
    return fitted.rules.reduce((sum, rule) => sum + (isBroken(rule, features) ? rule.points : 0), 0)
  }
  const { features, steps } = encode(one, encoder)
  if (fitted.model === 'logistic') return logisticRaw(fitted.logistic, features)
  if (fitted.model === 'trees') return treesRaw(fitted.trees, features)
  return lstmMean(fitted.members, steps, features)
}

const lstmMean = (members: readonly Lstm[], steps: readonly Float64Array[], features: Float64Array): number =>
  members.reduce((sum, member) => sum + lstmRaw(member, steps, features), 0) / members.length

export const calibrated = ({ slope, offset }: Calibration, raw: number): number => sigmoid(slope * raw + offset)

export const probabilityOf = ({ fitted, encoder, calibration }: RiskModel, one: RiskCase): number =>
  calibrated(calibration, rawScore(fitted, encoder, one))

const isBroken = ({ feature, above }: Rule, features: ReturnType<typeof featuresOf>): boolean => {
  const value = features.get(feature)
  return typeof value === 'number' && value > above
}

/**
 * What each factor adds to the log odds, the largest first. Exact for rules and logistic (against the average order),
 * along the path for trees; for the LSTM it is what the score loses when the factor is made ordinary (occlusion), so
 * that these need not sum to the whole.
 */
export function factorsOf(model: RiskModel, one: RiskCase): RiskFactor[] {
  const sums = contributions(model, one)
  const { schema } = model.encoder
  const features = featuresOf(one, schema)
  const channels = new Map(schema.channels.map((channel) => [channel.name, channel]))
  return [...sums]
    .map(([factor, raw]): RiskFactor => {
      const contribution = raw * model.calibration.slope
      if (!channels.has(factor)) return { factor, contribution, value: features.get(factor) ?? null }
      const own = [...features].filter(([name]) => name.startsWith(`${factor}.`))
      const figures = Object.fromEntries(
        own.map(([name, value]) => [name.slice(factor.length + 1), value as number | null]),
      )
      return { factor, contribution, value: figures.max ?? null, figures }
    })
    .sort((a, b) => b.contribution - a.contribution)
}

function contributions({ fitted, encoder }: RiskModel, one: RiskCase): Map<string, number> {
  const sums = new Map<string, number>()
  const add = (factor: string, value: number) => void sums.set(factor, (sums.get(factor) ?? 0) + value)
  if (fitted.model === 'rules') {
    const features = featuresOf(one, encoder.schema)
    for (const rule of fitted.rules) add(factorOf(rule.feature), isBroken(rule, features) ? rule.points : 0)
    return sums
  }
  const { features } = encode(one, encoder)
  const columnFactor = (index: number): string => encoder.columns[index]?.factor as string
  if (fitted.model === 'logistic')
    features.forEach((value, index) => {
      add(columnFactor(index), (fitted.logistic.weights[index] as number) * value)
    })
  else if (fitted.model === 'trees')
    treesContributions(fitted.trees, features, (index, value) => add(columnFactor(index), value))
  else occlude(fitted.members, encoder, one, add)
  return sums
}

const factorOf = (feature: string): string => feature.split('.')[0] as string

function occlude(
  members: readonly Lstm[],
  encoder: Encoder,
  one: RiskCase,
  add: (factor: string, value: number) => void,
): void {
  const { features, steps } = encode(one, encoder)
  const whole = lstmMean(members, steps, features)
  const factors = [...encoder.columns.map(({ factor }) => factor), ...encoder.channels.map(({ name }) => name)]
  for (const factor of new Set(factors)) {
    const without = features.map((value, index) => (encoder.columns[index]?.factor === factor ? 0 : value))
    const channel = encoder.channels.findIndex(({ name }) => name === factor)
    const calm = channel === -1 ? steps : steps.map((step) => step.map((value, at) => (at === channel ? 0 : value)))
    add(factor, whole - lstmMean(members, calm, without))
  }
}
