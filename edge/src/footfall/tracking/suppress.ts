import { type Detection, overlap } from '../box.ts'

/** Keeps the best of boxes that show one person twice: greedy, best score first, larger first at the same score. */
export function withoutDuplicates<D extends Detection>(detections: readonly D[], mostOverlap: number): D[] {
  const kept: D[] = []
  const order = detections.toSorted((a, b) => b.score - a.score || b.width * b.height - a.width * a.height)
  for (const one of order) if (kept.every((other) => overlap(one, other) <= mostOverlap)) kept.push(one)
  return kept
}
