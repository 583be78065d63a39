import { expect, test } from 'vitest'
import { clearMot } from '../evaluation/clear-mot.ts'
import { identity } from '../evaluation/identity.ts'
import { scenesOf } from '../evaluation/scene.ts'
import type { MotRow } from '../mot-file.ts'
import { street } from './street.fixture.ts'
import { trackRecording } from './track-recording.ts'
import { tuning } from './tuning.ts'

const at = (frame: number, x: number, score = 0.9): MotRow => ({
  frame,
  id: -1,
  x,
  y: 100,
  width: 40,
  height: 100,
  confidence: score,
  kind: undefined,
})

const range = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, index) => from + index)

test('one walk is one person in every picture', () => {
  const tracks = trackRecording(
    range(1, 50).map((frame) => at(frame, frame * 3)),
    25,
    tuning,
  )
  expect(tracks).toHaveLength(50)
  expect(new Set(tracks.map(({ id }) => id))).toEqual(new Set([1]))
})

test('a person hidden behind another for a second stays the same and is filled in on the way', () => {
  const crossing = range(1, 100).flatMap((frame) => {
    const [there, back] = [at(frame, frame * 4), at(frame, 420 - frame * 4)]
    return frame > 42 && frame < 63 ? [back] : [there, back]
  })
  const tracks = trackRecording(crossing, 25, tuning)
  const first = tracks.filter(({ frame, x }) => frame === 1 && x < 100)[0]
  const last = tracks.filter(({ frame, x }) => frame === 100 && x > 300)[0]
  expect(tracks).toHaveLength(200)
  expect(last?.id).toBe(first?.id)
  const hidden = tracks.find(({ frame, id }) => frame === 52 && id === first?.id)
  expect(hidden?.x).toBeCloseTo(208, -1)
})

test('what is seen only once or twice is nobody', () => {
  const tracks = trackRecording([at(1, 0), at(2, 2), at(30, 500), at(60, 200)], 25, tuning)
  expect(tracks).toEqual([])
})

test('the unit of the scores does not matter, nor that all are alike', () => {
  const { detections, fps } = street({ seed: 4, pictures: 100, fps: 25 })
  const boxes = (of: (score: number) => number) =>
    trackRecording(
      detections.map((row) => ({ ...row, confidence: of(row.confidence) })),
      fps,
      tuning,
    ).map(({ confidence: _, ...row }) => row)
  expect(boxes((score) => score * 250 - 40)).toEqual(boxes((score) => score))
  const alike = boxes(() => 1)
  expect(new Set(alike.map(({ id }) => id)).size).toBeGreaterThan(3)
})

test('at 1.75 pictures a second a walk is still one person', () => {
  const frames = range(1, 10)
  // 1.1 body heights a second: 63 px from picture to picture, more than the box is wide.
  const tracks = trackRecording(
    frames.map((frame) => at(frame, frame * 63)),
    1.75,
    tuning,
  )
  expect(new Set(tracks.map(({ id }) => id)).size).toBe(1)
  expect(tracks).toHaveLength(10)
})

test('on twenty simulated streets MOTA is above 0.73 and IDF1 above 0.80 on average', () => {
  const results = range(1, 20).map((seed) => {
    const { detections, fps, truth } = street({ seed, pictures: 180, fps: 25 })
    const scenes = scenesOf(truth, trackRecording(detections, fps, tuning))
    return { mota: clearMot(scenes).mota, idf1: identity(scenes).idf1 }
  })
  const mean = (of: 'mota' | 'idf1') => results.reduce((sum, one) => sum + one[of], 0) / results.length
  expect(mean('mota')).toBeGreaterThan(0.73)
  expect(mean('idf1')).toBeGreaterThan(0.8)
})
