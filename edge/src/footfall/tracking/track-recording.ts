import type { Sighting } from '../box.ts'
import { byFrame, type MotRow } from '../mot-file.ts'
import { walksThrough } from './refine.ts'
import { scoreScaleOf } from './score-scale.ts'
import type { Tuning } from './tuning.ts'

/** Detections of a recording → the people in it, numbered from 1 by when they came. */
export function trackRecording(rows: readonly MotRow[], fps: number, tuning: Tuning): MotRow[] {
  const frames = [...byFrame(rows)]
  const sightings: Sighting[] = frames.map(([frame, seen]) => ({
    atMs: (frame * 1000) / fps,
    detections: seen.map(({ confidence, height, width, x, y }) => ({ x, y, width, height, score: confidence })),
  }))
  const scores = scoreScaleOf(sightings)
  return walksThrough(sightings, scores, tuning).flatMap(({ boxes, picture, score }, index) =>
    boxes.map((box, step) => ({
      frame: (frames[picture + step] as [number, MotRow[]])[0],
      id: index + 1,
      ...box,
      confidence: score,
      kind: undefined,
    })),
  )
}
