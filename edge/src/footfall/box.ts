/** Pixels; (x, y) is the left top corner and y grows downwards, as in MOTChallenge files. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** Where a detector saw somebody. The score's scale is the detector's own. */
export interface Detection extends Box {
  score: number
}

/** Everything seen in one picture. */
export interface Sighting {
  atMs: number
  detections: Detection[]
}

export function intersectionArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}

/** Intersection over union, 0 to 1. */
export function overlap(a: Box, b: Box): number {
  const shared = intersectionArea(a, b)
  return shared === 0 ? 0 : shared / (a.width * a.height + b.width * b.height - shared)
}
