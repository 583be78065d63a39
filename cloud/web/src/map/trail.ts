export interface TrailPoint {
  atMs: number
  latitude: number
  longitude: number
}

/** How far back a trail reaches. */
export const trailMs = 3 * 3_600_000
/** Finer than this no trail is drawn: three hours stay under 1,100 points however often a truck reports. */
const stepMs = 10_000
/** A longer silence is not drawn as a way: nobody knows it. */
const silenceMs = 15 * 60_000

/** Ages of the parts of a trail, the newest first; each is drawn weaker than the one before. */
const ages = [
  { age: 'new', untilMs: 20 * 60_000 },
  { age: 'aged', untilMs: 60 * 60_000 },
  { age: 'old', untilMs: trailMs },
] as const
export type Age = (typeof ages)[number]['age']

/** The trail with a newer point; points beyond its reach fall off. The same trail where the point says nothing new. */
export function extended(trail: readonly TrailPoint[], point: TrailPoint): readonly TrailPoint[] {
  const last = trail.at(-1)
  if (last !== undefined && point.atMs - last.atMs < stepMs) return trail
  return [...trail.filter(({ atMs }) => atMs > point.atMs - trailMs), point]
}

/** A trail's lines by age. Neighbours share a point, so that a trail has no seams. */
export function linesByAge(trail: readonly TrailPoint[], nowMs: number): Record<Age, TrailPoint[][]> {
  const lines: Record<Age, TrailPoint[][]> = { new: [], aged: [], old: [] }
  let drawn: Age | undefined
  trail.slice(1).forEach((point, index) => {
    const before = trail[index]
    if (before === undefined || point.atMs - before.atMs > silenceMs) {
      drawn = undefined
      return
    }
    const age = ages.find(({ untilMs }) => nowMs - point.atMs <= untilMs)?.age
    if (age === undefined) return
    if (age === drawn) lines[age].at(-1)?.push(point)
    else lines[age].push([before, point])
    drawn = age
  })
  return lines
}
