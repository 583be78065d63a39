import { assign } from '../tracking/assignment.ts'
import { leastOverlap, type Scene } from './scene.ts'

export interface Identity {
  idf1: number
  idPrecision: number
  idRecall: number
}

/** Identity scores (Ristani et al. 2016): each person is given one track of the whole recording, at the most boxes right. */
export function identity(scenes: readonly Scene[]): Identity {
  const truths = indexed(scenes.flatMap((scene) => scene.truths))
  const claims = indexed(scenes.flatMap((scene) => scene.claims))
  const together = Array.from({ length: truths.size }, () => new Array<number>(claims.size).fill(0))
  for (const scene of scenes) {
    for (const [row, line] of scene.overlaps.entries()) {
      for (const [column, shared] of line.entries()) {
        if (shared < leastOverlap) continue
        const counts = together[truths.get(scene.truths[row] as number) as number] as number[]
        const claim = claims.get(scene.claims[column] as number) as number
        counts[claim] = (counts[claim] as number) + 1
      }
    }
  }
  // Least misses and false positives together is most matches: each match saves one of both.
  const chosen = assign(together.map((row) => row.map((count) => -count)))
  const right = chosen.reduce((sum, column, row) => sum + (together[row]?.[column] ?? 0), 0)
  const truthBoxes = scenes.reduce((sum, scene) => sum + scene.truths.length, 0)
  const claimBoxes = scenes.reduce((sum, scene) => sum + scene.claims.length, 0)
  return {
    idf1: truthBoxes + claimBoxes > 0 ? (2 * right) / (truthBoxes + claimBoxes) : 0,
    idPrecision: claimBoxes > 0 ? right / claimBoxes : 0,
    idRecall: truthBoxes > 0 ? right / truthBoxes : 0,
  }
}

/** Each different id → its place in order of appearance. */
export function indexed(ids: readonly number[]): Map<number, number> {
  return new Map([...new Set(ids)].map((id, index) => [id, index]))
}
