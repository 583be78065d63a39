import { assign } from '../tracking/assignment.ts'
import { indexed } from './identity.ts'
import type { Scene } from './scene.ts'

export interface Hota {
  /** Geometric mean of the two below, averaged over the nineteen overlaps 0.05 to 0.95. */
  hota: number
  detectionAccuracy: number
  associationAccuracy: number
}

const alphas = Array.from({ length: 19 }, (_, index) => 0.05 * (index + 1))
const rounding = 1e-9

/**
 * HOTA (Luiten et al. 2021). In each picture boxes are paired by how well they overlap, weighed by how well their
 * identities agree over the whole recording; the same pairs then count at every alpha they reach.
 */
export function hota(scenes: readonly Scene[]): Hota {
  const truths = indexed(scenes.flatMap((scene) => scene.truths))
  const claims = indexed(scenes.flatMap((scene) => scene.claims))
  const table = () => Array.from({ length: truths.size }, () => new Float64Array(claims.size))
  const truthCount = new Float64Array(truths.size)
  const claimCount = new Float64Array(claims.size)
  const likely = table()
  const numbered = scenes.map((scene) => ({
    rows: scene.truths.map((id) => truths.get(id) as number),
    columns: scene.claims.map((id) => claims.get(id) as number),
    overlaps: scene.overlaps,
  }))
  for (const { columns, overlaps, rows } of numbered) {
    for (const row of rows) add(truthCount, row, 1)
    for (const column of columns) add(claimCount, column, 1)
    const rowSums = overlaps.map(sum)
    const columnSums = columns.map((_, j) => sum(overlaps.map((line) => line[j] as number)))
    for (const [i, line] of overlaps.entries()) {
      for (const [j, shared] of line.entries()) {
        const either = (rowSums[i] as number) + (columnSums[j] as number) - shared
        if (either > rounding) add(likely[rows[i] as number] as Float64Array, columns[j] as number, shared / either)
      }
    }
  }
  const alike = (row: number, column: number) => {
    const both = likely[row]?.[column] as number
    return both / ((truthCount[row] as number) + (claimCount[column] as number) - both)
  }
  const matched = alphas.map(table)
  for (const { columns, overlaps, rows } of numbered) {
    const costs = overlaps.map((line, i) =>
      line.map((shared, j) => -shared * alike(rows[i] as number, columns[j] as number)),
    )
    for (const [i, j] of assign(costs).entries()) {
      const shared = overlaps[i]?.[j] ?? 0
      for (const [index, alpha] of alphas.entries()) {
        if (shared >= alpha - rounding)
          add(matched[index]?.[rows[i] as number] as Float64Array, columns[j] as number, 1)
      }
    }
  }
  const found = sum([...truthCount])
  const claimed = sum([...claimCount])
  const scores = matched.map((pairs) => {
    let right = 0
    let agreement = 0
    for (const [row, line] of pairs.entries()) {
      for (const [column, count] of line.entries()) {
        if (count === 0) continue
        right += count
        agreement += (count * count) / ((truthCount[row] as number) + (claimCount[column] as number) - count)
      }
    }
    const detection = found + claimed > 0 ? right / (found + claimed - right) : 0
    const association = right > 0 ? agreement / right : 0
    return { detection, association, hota: Math.sqrt(detection * association) }
  })
  const mean = (of: (score: (typeof scores)[number]) => number) => sum(scores.map(of)) / scores.length
  return {
    hota: mean((score) => score.hota),
    detectionAccuracy: mean((score) => score.detection),
    associationAccuracy: mean((score) => score.association),
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

function add(to: Float64Array, index: number, amount: number): void {
  to[index] = (to[index] as number) + amount
}
