import type { CaseSchema, RiskCase } from './case.ts'
import { type Feature, featuresOf, figureNames } from './features.ts'

/** A case as numbers: standardised features, and standardised steps of its sequences. */
export interface Encoded {
  features: Float64Array
  /** Step by step, the newest last; each has a value for every channel, then 1. */
  steps: Float64Array[]
}

/** How cases are turned into numbers; learned from the training part alone, and kept with the model. */
export interface Encoder {
  schema: CaseSchema
  columns: (Feature & { level: string | null; source: string; mean: number; deviation: number })[]
  channels: { name: string; mean: number; deviation: number }[]
}

/** Older steps than this are left out: six hours at a quarter of an hour each. */
export const mostSteps = 24
/** A level seen less often is learned as none of the others. */
const rareLevel = 20

/** Also tells which features are constant and were left out. */
export function fitEncoder(cases: readonly RiskCase[], schema: CaseSchema): { encoder: Encoder; constant: string[] } {
  const rows = cases.map((one) => featuresOf(one, schema))
  const constant: string[] = []
  const columns: Encoder['columns'] = []
  const add = (feature: Feature, source: string, level: string | null) => {
    const { mean, deviation } = moments(rows.map((row) => numeric(row.get(source) ?? null, level)))
    if (deviation > 1e-9) columns.push({ ...feature, source, level, mean, deviation })
    else constant.push(feature.name)
  }
  for (const name of ['season.sine', 'season.cosine']) add({ name, factor: 'season' }, name, null)
  for (const name of schema.numbers) add({ name, factor: name }, name, null)
  for (const name of schema.categories) {
    const levels = Map.groupBy(rows, (row) => row.get(name))
    const common = [...levels].filter(([level, of]) => typeof level === 'string' && of.length >= rareLevel)
    if (common.length < 2) constant.push(name)
    else for (const [level] of common) add({ name: `${name}=${level}`, factor: name }, name, level as string)
  }
  for (const channel of schema.channels)
    for (const figure of figureNames(channel)) {
      const name = `${channel.name}.${figure}`
      add({ name, factor: channel.name }, name, null)
    }
  const channels = schema.channels.map(({ name }) => {
    const { mean, deviation } = moments(cases.flatMap((one) => one.sequences[name] ?? []))
    return { name, mean, deviation: Math.max(deviation, 1e-9) }
  })
  return { encoder: { schema, columns, channels }, constant }
}

export function encode(one: RiskCase, { schema, columns, channels }: Encoder): Encoded {
  const found = featuresOf(one, schema)
  const features = Float64Array.from(columns, ({ source, level, mean, deviation }) => {
    const value = numeric(found.get(source) ?? null, level)
    // What is not known is taken to be ordinary: it moves the score neither way.
    return value === null ? 0 : clipped((value - mean) / deviation)
  })
  const length = Math.max(0, ...channels.map(({ name }) => one.sequences[name]?.length ?? 0))
  const steps = Array.from({ length: Math.min(length, mostSteps) }, (_, index) => {
    const step = Math.max(0, length - mostSteps) + index
    const values = channels.map(({ name, mean, deviation }) => {
      const value = one.sequences[name]?.[step] ?? null
      return value === null ? 0 : clipped((value - mean) / deviation)
    })
    return Float64Array.from([...values, 1])
  })
  return { features, steps }
}

/** One wild value must not decide alone. */
const clipped = (value: number): number => Math.max(-8, Math.min(8, value))

function numeric(value: number | string | null, level: string | null): number | null {
  if (value === null || level === null) return typeof value === 'number' ? value : null
  return value === level ? 1 : 0
}

function moments(values: readonly (number | null)[]): { mean: number; deviation: number } {
  let count = 0
  let mean = 0
  let squares = 0
  for (const value of values) {
    if (value === null) continue
    count += 1
    const off = value - mean
    mean += off / count
    squares += off * (value - mean)
  }
  return { mean, deviation: count === 0 ? 0 : Math.sqrt(squares / count) }
}
