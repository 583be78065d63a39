import type { Observation, ProbeAddress, Stretch } from '../telemetry/store.ts'
import { sampleOf } from './fold.ts'

export interface Entry {
  /** Positive: an entry as it arrived, in order of arrival. Negative: a folded one. */
  id: number
  observation: Observation
}

/** What may be appended: what devices say. Aggregates are made by the journal itself. */
export type Sample = Exclude<Observation, { kind: 'aggregate' }>

/** Who said it. */
export interface Source extends ProbeAddress {
  kind: Sample['kind']
}

/** Either an aggregate in columns, some 60 bytes, or a sample that stayed, as JSON. */
export interface FoldedRow {
  id: number
  probe: number
  first_ms: number
  last_ms: number
  count: number
  min: number
  mean: number
  max: number
  gap_ms: number
  sample: string | null
}

export interface EntryRow {
  id: number
  probe: number
  at_ms: number
  sequence: number
  received_ms: number
  celsius: number | null
  rest: string | null
}

/** The columns of `entry` after `id` and `probe`; what is rare goes into one JSON text, so that most rows are 37 bytes. */
export function entryValues(observation: Sample): [number, number, number, number | null, string | null] {
  const { site: _s, asset: _a, probe: _p, sequence, observedAtMs, receivedAtMs, ...values } = sampleOf(observation)
  const { celsius = null, ...rest } = values as { celsius?: number }
  let text: string | null = null
  for (const _ in rest) {
    text = JSON.stringify(rest)
    break
  }
  return [observedAtMs, sequence, receivedAtMs, celsius, text]
}

export function observationOf(row: EntryRow, { kind, site, asset, probe }: Source): Sample {
  const { sequence, at_ms: observedAtMs, received_ms: receivedAtMs } = row
  const sample: Record<string, unknown> = { site, asset, probe, sequence, observedAtMs, receivedAtMs }
  if (row.celsius !== null) sample.celsius = row.celsius
  if (row.rest !== null) Object.assign(sample, JSON.parse(row.rest))
  return { kind, [kind]: sample } as unknown as Sample
}

/** The columns of `folded` from `first_ms` to `gap_ms`. */
export const foldedValues = (stretch: Stretch): number[] => {
  const { firstMs, lastMs, count, minCelsius, meanCelsius, maxCelsius, longestGapMs } = stretch
  return [firstMs, lastMs, count, minCelsius, meanCelsius, maxCelsius, longestGapMs]
}

export function foldedOf(row: FoldedRow, { site, asset, probe }: Source): Observation {
  if (row.sample !== null) return JSON.parse(row.sample) as Observation
  const { first_ms: firstMs, last_ms: lastMs, count, gap_ms: longestGapMs } = row
  const celsius = { minCelsius: row.min, meanCelsius: row.mean, maxCelsius: row.max }
  return { kind: 'aggregate', aggregate: { site, asset, probe, firstMs, lastMs, count, ...celsius, longestGapMs } }
}

/** Neighbouring numbers joined; works for ids in any order. */
export function rangesOf(ids: readonly number[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = []
  for (const id of ids.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last !== undefined && last.to === id - 1 && id !== 1) last.to = id
    else ranges.push({ from: id, to: id })
  }
  return ranges
}
