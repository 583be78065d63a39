import { assign } from '../tracking/assignment.ts'
import { leastOverlap, type Scene } from './scene.ts'

export interface ClearMot {
  /** 1 − (misses + false positives + id switches) / truth boxes; below 0 when there is more wrong than to be found. */
  mota: number
  /** Mean overlap of matched boxes. */
  motp: number
  recall: number
  precision: number
  matches: number
  misses: number
  falsePositives: number
  idSwitches: number
  fragmentations: number
}

/**
 * CLEAR MOT (Bernardin and Stiefelhagen 2008) as the MOTChallenge counts it: at least half overlap; a pair of the picture
 * before stays together while it may, the rest are paired as many and as well as possible. A switch is a person matched by
 * another id than the last that matched them; a fragmentation is a person found again after being missed.
 */
export function clearMot(scenes: readonly Scene[]): ClearMot {
  let lastPairs = new Map<number, number>()
  const lastClaim = new Map<number, number>()
  const tally = { matches: 0, misses: 0, falsePositives: 0, idSwitches: 0, fragmentations: 0, overlap: 0 }
  for (const { claims, overlaps, truths } of scenes) {
    const costs = overlaps.map((row, index) =>
      row.map((shared, other) =>
        shared < leastOverlap ? 0 : -shared - (lastPairs.get(truths[index] as number) === claims[other] ? 1000 : 0),
      ),
    )
    const pairs = new Map<number, number>()
    for (const [row, column] of assign(costs).entries()) {
      if (!costs[row]?.[column]) continue
      const [truth, claim] = [truths[row] as number, claims[column] as number]
      const before = lastClaim.get(truth)
      if (before !== undefined && before !== claim) tally.idSwitches++
      if (before !== undefined && !lastPairs.has(truth)) tally.fragmentations++
      tally.overlap += overlaps[row]?.[column] ?? 0
      lastClaim.set(truth, claim)
      pairs.set(truth, claim)
    }
    tally.matches += pairs.size
    tally.misses += truths.length - pairs.size
    tally.falsePositives += claims.length - pairs.size
    lastPairs = pairs
  }
  const { overlap, ...counted } = tally
  const [found, claimed] = [tally.matches + tally.misses, tally.matches + tally.falsePositives]
  return {
    mota: found > 0 ? 1 - (tally.misses + tally.falsePositives + tally.idSwitches) / found : 0,
    motp: tally.matches > 0 ? overlap / tally.matches : 0,
    recall: found > 0 ? tally.matches / found : 0,
    precision: claimed > 0 ? tally.matches / claimed : 0,
    ...counted,
  }
}
