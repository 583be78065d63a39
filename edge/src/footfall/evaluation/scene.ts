import { type Box, overlap } from '../box.ts'
import type { MotRow } from '../mot-file.ts'

/** One picture: who was there, who was claimed to be, and how well each pair overlaps. */
export interface Scene {
  truths: readonly number[]
  claims: readonly number[]
  /** Overlap of each truth (row) with each claim. */
  overlaps: readonly (readonly number[])[]
}

const pedestrian = 1

/** Truth rows that are not to be counted: those with confidence 0 and, in files that name a class, other than pedestrians. */
export const counts = ({ confidence, kind }: MotRow): boolean =>
  confidence !== 0 && (kind === undefined || kind === pedestrian)

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
