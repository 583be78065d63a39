import { type Box, intersectionArea, type Sighting } from '../box.ts'
import { assignSparse } from './assignment.ts'
import { type Body, bodyLater, boxOf } from './body.ts'
import type { Motion } from './motion.ts'
import { bodiesAlong, type Path, secondsBetween } from './path.ts'
import type { Tuning } from './tuning.ts'

/** A path with where the person was in each of its pictures. */
interface Trail {
  path: Path
  from: number
  until: number
  bodies: Body[]
  boxes: Box[]
}

/** Somebody is hidden when another's box covers at least this share of theirs. */
const hiddenShare = 0.35

/**
 * Joins paths that are one person before and after a long occlusion: the end of the one, led on, must meet the start of
 * the other in place, speed and size, and time spent unseen with nobody in front speaks against it. All pairs are weighed
 * at once, again and again until nothing joins.
 */
export function joined(paths: readonly Path[], sightings: readonly Sighting[], tuning: Tuning): Path[] {
  const trails = paths.map((path) => trailOf(path, sightings, tuning))
  const edges = trails.flatMap((a, row) =>
    trails.flatMap((b, column) => {
      const cost = costOf(a, b, trails, sightings, tuning)
      return cost === null ? [] : [{ row, column, cost }]
    }),
  )
  const pairs = assignSparse(edges)
  if (pairs.length === 0) return [...paths]
  const after = new Map(pairs)
  const followers = new Set(after.values())
  const chains = trails.flatMap((_, index) => {
    if (followers.has(index)) return []
    const steps: Path['steps'] = []
    for (let at: number | undefined = index; at !== undefined; at = after.get(at)) {
      steps.push(...(trails[at]?.path.steps ?? []))
    }
    return [{ steps }]
  })
  return joined(chains, sightings, tuning)
}

function trailOf(path: Path, sightings: readonly Sighting[], tuning: Tuning): Trail {
  const bodies = bodiesAlong(path, sightings, tuning)
  const from = path.steps[0]?.picture ?? 0
  return { path, from, until: from + bodies.length - 1, bodies, boxes: bodies.map(boxOf) }
}

function costOf(
  a: Trail,
  b: Trail,
  trails: readonly Trail[],
  sightings: readonly Sighting[],
  tuning: Tuning,
): number | null {
  const seconds = secondsBetween(sightings, a.until, b.from)
  if (b.from <= a.until || seconds > tuning.joinSeconds) return null
  const [end, start] = [bodyLater(a.bodies.at(-1) as Body, seconds, tuning), b.bodies[0] as Body]
  const distance =
    walkDistance(end.x, start.x) +
    walkDistance(end.y, start.y) +
    (end.height.value - start.height.value) ** 2 / (end.height.valueVariance + start.height.valueVariance)
  if (distance > tuning.joinGate) return null
  const others = trails.filter((one) => one !== a && one !== b && one.from < b.from && one.until > a.until)
  const cost = distance + tuning.joinOpenCost * openSeconds(a, b, others, sightings)
  return cost > tuning.joinGate ? null : cost
}

/** Squared Mahalanobis distance of two estimates of place and speed. */
function walkDistance(a: Motion, b: Motion): number {
  const [dv, dr] = [b.value - a.value, b.rate - a.rate]
  const v = a.valueVariance + b.valueVariance
  const c = a.covariance + b.covariance
  const r = a.rateVariance + b.rateVariance
  return (r * dv ** 2 - 2 * c * dv * dr + v * dr ** 2) / (v * r - c ** 2)
}

/** How long, between the two, the person should have been in plain sight. */
function openSeconds(a: Trail, b: Trail, others: readonly Trail[], sightings: readonly Sighting[]): number {
  const [left, right] = [a.boxes.at(-1) as Box, b.boxes[0] as Box]
  let open = 0
  for (let picture = a.until + 1; picture < b.from; picture++) {
    const box = between(left, right, (picture - a.until) / (b.from - a.until))
    const hidden = others.some(({ boxes, from }) => {
      const other = boxes[picture - from]
      return other !== undefined && intersectionArea(box, other) >= hiddenShare * box.width * box.height
    })
    if (!hidden) open += secondsBetween(sightings, picture - 1, picture)
  }
  return open
}

function between(a: Box, b: Box, share: number): Box {
  const mix = (from: number, until: number) => from + (until - from) * share
  return { x: mix(a.x, b.x), y: mix(a.y, b.y), width: mix(a.width, b.width), height: mix(a.height, b.height) }
}
