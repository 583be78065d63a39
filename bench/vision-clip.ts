import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sighting } from '@larder/edge/footfall/box'
import type { Line } from '@larder/edge/footfall/counting/line'
import type { PersonDetector } from '@larder/edge/footfall/detection/person-detector'
import { clearMot } from '@larder/edge/footfall/evaluation/clear-mot'
import { identity } from '@larder/edge/footfall/evaluation/identity'
import { scenesOf } from '@larder/edge/footfall/evaluation/scene'
import type { MotRow } from '@larder/edge/footfall/mot-file'
import type { ScoreScale } from '@larder/edge/footfall/tracking/people-tracker'
import { type Walk, walksThrough } from '@larder/edge/footfall/tracking/refine'
import { roomTuning } from '@larder/edge/footfall/tracking/tuning'
import { crossingsOf } from '@larder/edge/footfall/video/count-walks'
import { watchVideo } from '@larder/edge/footfall/video/watch-video'

const folder = join(import.meta.dirname, '../../shared/data/people')
export const clip = join(folder, 'doorway-a.avi')
export const clipPresent = existsSync(clip)

const picture = { width: 480, height: 360 }
/** What the street really showed a second, and what the file says. */
const [fps, statedFps] = [7, 10]
const reliable = 0.75

interface Reference {
  frames: { frame: number; boxes: [number, number, number, number][]; scores: number[] }[]
}

export interface ClipFigures {
  fps: number
  crossings: number
  /** Differences per line and direction, added up, by the reference's crossings. */
  crossingError: number
  mota: number
  idf1: number
}

/** Counts and tracks of the clip at 7, 3.5 and 1.75 pictures a second against those of its reference boxes. */
export async function clipFigures(detector: PersonDetector, scores: ScoreScale): Promise<ClipFigures[]> {
  const reference = referenceSightings()
  const walks = walksThrough(reference, { floor: reliable, sure: reliable }, roomTuning)
  const expected = countsOf(walks, reference)
  const crossings = [...expected.values()].reduce((sum, count) => sum + count, 0)
  const figures: ClipFigures[] = []
  for (const stride of [1, 2, 4]) {
    const told = await watchVideo(clip, detector, { ...picture, fps: statedFps }, stride)
    const sightings = told.map(({ atMs, detections }) => ({ atMs: (atMs * statedFps) / fps, detections }))
    const found = walksThrough(sightings, scores, roomTuning)
    const counted = countsOf(found, sightings)
    const keys = new Set([...expected.keys(), ...counted.keys()])
    const wrong = [...keys].reduce((sum, key) => sum + Math.abs((expected.get(key) ?? 0) - (counted.get(key) ?? 0)), 0)
    const seen = rowsOf(walks, 1).filter(({ frame }) => frame % stride === 0)
    const scenes = scenesOf(seen, rowsOf(found, stride))
    figures.push({
      fps: fps / stride,
      crossings,
      crossingError: wrong / crossings,
      mota: clearMot(scenes).mota,
      idf1: identity(scenes).idf1,
    })
  }
  return figures
}

function referenceSightings(): Sighting[] {
  const { frames } = JSON.parse(readFileSync(join(folder, 'doorway-a.boxes.json'), 'utf8')) as Reference
  return frames.map(({ boxes, frame, scores }) => ({
    atMs: (frame * 1000) / fps,
    detections: boxes
      .map(([x, y, right, bottom], index) => ({
        x,
        y,
        width: right - x,
        height: bottom - y,
        score: scores[index] as number,
      }))
      .filter(({ score }) => score >= reliable),
  }))
}

/** Thirty lines over the middle of the picture, in every direction. */
const lines: Line[] = Array.from({ length: 30 }, (_, index) => {
  const [x, y] = [120 + ((index * 83) % 240), 120 + ((index * 47) % 160)]
  const [dx, dy] = [90 * Math.cos((index * Math.PI) / 15), 90 * Math.sin((index * Math.PI) / 15)]
  return { name: String(index), from: { x: x - dx, y: y - dy }, to: { x: x + dx, y: y + dy } }
})

function countsOf(walks: readonly Walk[], sightings: readonly Sighting[]): Map<string, number> {
  const times = sightings.map(({ atMs }) => atMs)
  const counts = new Map<string, number>()
  for (const { direction, line } of crossingsOf(walks, times, lines)) {
    counts.set(`${line} ${direction}`, (counts.get(`${line} ${direction}`) ?? 0) + 1)
  }
  return counts
}

const rowsOf = (walks: readonly Walk[], stride: number): MotRow[] =>
  walks.flatMap(({ boxes, picture: from }, index) =>
    boxes.map((box, step) => ({
      frame: (from + step) * stride,
      id: index + 1,
      ...box,
      confidence: 1,
      kind: undefined,
    })),
  )
