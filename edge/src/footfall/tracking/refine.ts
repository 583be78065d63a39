import { type Box, overlap, type Sighting } from '../box.ts'
import { type Body, boxOf } from './body.ts'
import { joined } from './join.ts'
import { ledOut, type Sides, sidesOf } from './leave.ts'
import { bodiesAlong, type Path, pathsThrough, secondsBetween } from './path.ts'
import type { ScoreScale } from './people-tracker.ts'
import type { Tuning } from './tuning.ts'

/** One person of a recording: a box for every picture from `picture` on, seen or filled in. */
export interface Walk {
  picture: number
  boxes: Box[]
  /** Mean score of the detections behind it. */
  score: number
}

/**
 * The people of a recording, each picture judged with hindsight: tracked, joined over occlusions, smoothed and filled in,
 * and rid of what was too short, too sparse or the shadow of somebody else.
 */
export function walksThrough(sightings: readonly Sighting[], scores: ScoreScale, tuning: Tuning): Walk[] {
  const paths = joined(pathsThrough(sightings, scores, tuning), sightings, tuning)
  const lasting = paths.filter((path) => isSomebody(path, sightings, tuning))
  const sides = sidesOf(sightings)
  const walks = lasting.map((path) => walkAlong(path, sightings, sides, tuning))
  return withoutShadows(walks, tuning)
}

function isSomebody({ steps }: Path, sightings: readonly Sighting[], tuning: Tuning): boolean {
  const [from, until] = [steps[0]?.picture ?? 0, steps.at(-1)?.picture ?? 0]
  const seen = steps.length / (until - from + 1)
  return secondsBetween(sightings, from, until) >= tuning.leastSeconds && steps.length >= 3 && seen >= tuning.leastSeen
}

function walkAlong(path: Path, sightings: readonly Sighting[], sides: Sides, tuning: Tuning): Walk {
  const bodies = bodiesAlong(path, sightings, tuning)
  const first = path.steps[0]?.picture ?? 0
  const before = ledOut(bodies[0] as Body, first, -1, sightings, sides, tuning).reverse()
  const after = ledOut(bodies.at(-1) as Body, first + bodies.length - 1, 1, sightings, sides, tuning)
  const total = path.steps.reduce((sum, { detection }) => sum + detection.score, 0)
  return {
    picture: first - before.length,
    boxes: [...before, ...bodies, ...after].map(boxOf),
    score: total / path.steps.length,
  }
}

/** Drops whoever goes on top of somebody seen for longer, most of the time: two sizes of boxes on one person. */
function withoutShadows(walks: readonly Walk[], tuning: Tuning): Walk[] {
  const kept: Walk[] = []
  for (const walk of walks.toSorted((a, b) => b.boxes.length - a.boxes.length)) {
    if (kept.every((other) => shadowedShare(walk, other, tuning) < tuning.shadowShare)) kept.push(walk)
  }
  return kept.sort((a, b) => a.picture - b.picture)
}

function shadowedShare(walk: Walk, other: Walk, tuning: Tuning): number {
  const [from, until] = [Math.max(walk.picture, other.picture), Math.min(endOf(walk), endOf(other))]
  if (from >= until) return 0
  const on = walk.boxes.filter((box, index) => {
    const theirs = other.boxes[walk.picture + index - other.picture]
    return theirs !== undefined && overlap(box, theirs) > tuning.shadowOverlap
  })
  return on.length / walk.boxes.length
}

const endOf = ({ boxes, picture }: Walk) => picture + boxes.length
