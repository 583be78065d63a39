import type { Detection, Sighting } from '../box.ts'
import { type Body, bodyAt, bodyLater, bodySeen, bodySmoothed } from './body.ts'
import { PeopleTracker, type ScoreScale } from './people-tracker.ts'
import type { Tuning } from './tuning.ts'

/** Everything one person was seen doing; `picture` is the index of the sighting. */
export interface Path {
  steps: { picture: number; detection: Detection }[]
}

/** Runs the tracker over a recording: the paths of all who were confirmed, from their first, still tentative, sighting on. */
export function pathsThrough(sightings: readonly Sighting[], scores: ScoreScale, tuning: Tuning): Path[] {
  const tracker = new PeopleTracker(tuning, scores)
  const paths = new Map<number, Path>()
  const confirmed = new Set<number>()
  for (const [picture, { atMs, detections }] of sightings.entries()) {
    for (const { detection, track } of tracker.see(detections, atMs)) {
      const path = paths.get(track.id) ?? { steps: [] }
      path.steps.push({ picture, detection })
      paths.set(track.id, path)
      if (track.confirmed) confirmed.add(track.id)
    }
  }
  return [...paths].filter(([id]) => confirmed.has(id)).map(([, path]) => path)
}

/** The body in every picture from the path's first to its last, each judged from the whole path. */
export function bodiesAlong({ steps }: Path, sightings: readonly Sighting[], tuning: Tuning): Body[] {
  const [first] = steps
  if (!first) return []
  const seen = new Map(steps.map(({ detection, picture }) => [picture, detection]))
  const expected: Body[] = []
  const known: Body[] = []
  for (let picture = first.picture; picture <= (steps.at(-1)?.picture ?? 0); picture++) {
    const last = known.at(-1)
    const prior = last
      ? bodyLater(last, secondsBetween(sightings, picture - 1, picture), tuning)
      : bodyAt(first.detection, tuning)
    const detection = seen.get(picture)
    expected.push(prior)
    known.push(detection && last ? bodySeen(prior, detection, tuning) : prior)
  }
  for (let index = known.length - 2; index >= 0; index--) {
    const seconds = secondsBetween(sightings, first.picture + index, first.picture + index + 1)
    known[index] = bodySmoothed(known[index] as Body, expected[index + 1] as Body, known[index + 1] as Body, seconds)
  }
  return known
}

export function secondsBetween(sightings: readonly Sighting[], from: number, until: number): number {
  return ((sightings[until]?.atMs ?? 0) - (sightings[from]?.atMs ?? 0)) / 1000
}
