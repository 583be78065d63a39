import type { Detection, Sighting } from '../box.ts'
import { type Brightness, brightnessOf, MotionMap } from '../detection/motion-map.ts'
import type { PersonDetector } from '../detection/person-detector.ts'
import { StillPlaces } from '../detection/still-places.ts'
import type { VideoFacts } from './probe-video.ts'
import { readVideo } from './read-video.ts'

/** A recording is at hand as a whole: this long without any motion is enough to know a thing from a person. */
const stillMs = 15_000

interface Seen extends Sighting {
  /** Those with motion in their box: of the pictures themselves nothing is kept. */
  moved: ReadonlySet<Detection>
}

/** The people a detector sees in each picture of a video, without what only stands there. Pictures without motion are not looked at. */
export async function watchVideo(
  path: string,
  detector: PersonDetector,
  { fps, ...picture }: VideoFacts,
  stride: number,
): Promise<Sighting[]> {
  const seen: Seen[] = []
  let before: Brightness | undefined
  let detections: Detection[] = []
  for await (const { atMs, rgb } of readVideo(path, detector.input, { fps, stride })) {
    const pixels = { rgb, picture }
    const now = brightnessOf(pixels, detector.input)
    const motion = before && new MotionMap(before, now)
    // Where nothing moved the picture before says it all.
    if (!motion || motion.any) detections = await detector.detect(pixels)
    seen.push({
      atMs,
      detections,
      moved: new Set(detections.filter((one) => motion?.within(one, picture))),
    })
    before = now
  }
  const places = new StillPlaces(stillMs)
  for (const { atMs, detections: found, moved } of seen) places.learn(found, (one) => moved.has(one), atMs)
  return seen.map(({ atMs, detections: found, moved }) => ({
    atMs,
    detections: places.without(found, (one) => moved.has(one)),
  }))
}
