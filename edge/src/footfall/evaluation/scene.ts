import { type Box, overlap } from '../box.ts'
import type { MotRow } from '../mot-file.ts'
import { assign } from '../tracking/assignment.ts'

/** One picture: who was there, who was claimed to be, and how well each pair overlaps. */
export interface Scene {
  truths: readonly number[]
  claims: readonly number[]
  /** Overlap of each truth (row) with each claim. */
  overlaps: readonly (readonly number[])[]
}

const pedestrian = 1
/** On a vehicle, static (a poster's), a distractor, a reflection: whoever tracks these is neither right nor wrong. */
const neither = new Set([2, 7, 8, 12])
/** Half overlap, but for rounding. */
export const leastOverlap = 0.5 - 1e-9

/** Truth rows that are not to be counted: those with confidence 0 and, in files that name a class, other than pedestrians. */
export const counts = ({ confidence, kind }: MotRow): boolean =>
  confidence !== 0 && (kind === undefined || kind === pedestrian)

/**
 * The claims that are judged: not those that are best paired with somebody who is neither right nor wrong, as the MOTChallenge
 * does it (TrackEval). Files without classes leave all.
 */
export function judged(truth: readonly MotRow[], claims: readonly MotRow[]): MotRow[] {
  if (!truth.some(({ kind }) => kind !== undefined && neither.has(kind))) return [...claims]
  const truthOf = Map.groupBy(truth, ({ frame }) => frame)
  const spared = new Set(
    [...Map.groupBy(claims, ({ frame }) => frame)].flatMap(([frame, rows]) => {
      const there = truthOf.get(frame) ?? []
      const costs = there.map((one) =>
        rows.map((claim) => (overlap(one, claim) < leastOverlap ? 0 : -overlap(one, claim))),
      )
      return [...assign(costs).entries()].flatMap(([row, column]) =>
        costs[row]?.[column] && neither.has(there[row]?.kind ?? pedestrian) ? [rows[column]] : [],
      )
    }),
  )
  return claims.filter((claim) => !spared.has(claim))
}

/** Pairs two files picture by picture, in order of the frames in either. */
export function scenesOf(truth: readonly MotRow[], claims: readonly MotRow[]): Scene[] {
  const [truthOf, claimsOf] = [truth.filter(counts), claims].map((rows) => Map.groupBy(rows, ({ frame }) => frame)) as [
    Map<number, MotRow[]>,
    Map<number, MotRow[]>,
  ]
  const frames = [...new Set([...truthOf.keys(), ...claimsOf.keys()])].sort((a, b) => a - b)
  return frames.map((frame) => sceneOf(frame, truthOf.get(frame) ?? [], claimsOf.get(frame) ?? []))
}

function sceneOf(frame: number, truths: readonly MotRow[], claims: readonly MotRow[]): Scene {
  refuseTwice(frame, truths, 'truth')
  refuseTwice(frame, claims, 'tracks')
  const ids = (rows: readonly MotRow[]) => rows.map(({ id }) => id)
  const overlaps = truths.map((truth) => claims.map((claim) => overlap(truth as Box, claim)))
  return { truths: ids(truths), claims: ids(claims), overlaps }
}

function refuseTwice(frame: number, rows: readonly MotRow[], file: string): void {
  const seen = new Set<number>()
  for (const { id } of rows) {
    if (seen.has(id))
      throw new Error(`${file}: id ${id} stands twice in frame ${frame}; a person has one box in a picture`)
    seen.add(id)
  }
}
