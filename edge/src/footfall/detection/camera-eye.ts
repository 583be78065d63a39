import type { Detection } from '../box.ts'
import { type Brightness, brightnessOf, MotionMap } from './motion-map.ts'
import type { PersonDetector, Pixels } from './person-detector.ts'
import { StillPlaces } from './still-places.ts'

/** Where nothing moved for this long stands a thing, not a person. */
const stillMs = 120_000
/** Also a picture without motion is looked at this often: who stands still must not be lost by the tracker. */
const longestUnseenMs = 400

/** One camera's way of seeing: remembers how bright the last picture was and where things stand, and no picture. */
export class CameraEye {
  readonly #detector: PersonDetector
  readonly #places = new StillPlaces(stillMs)
  #before: Brightness | undefined
  #lookedMs = Number.NEGATIVE_INFINITY
  #detections: Detection[] = []

  constructor(detector: PersonDetector) {
    this.#detector = detector
  }

  /** @returns the people in the picture, and whether the network was asked or nothing had moved since it was */
  async look(pixels: Pixels, atMs: number): Promise<{ detections: Detection[]; looked: boolean }> {
    const now = brightnessOf(pixels, this.#detector.input)
    const motion = this.#before && new MotionMap(this.#before, now)
    const looked = !motion || motion.any || (this.#detections.length > 0 && atMs - this.#lookedMs >= longestUnseenMs)
    if (looked) {
      this.#detections = await this.#detector.detect(pixels)
      this.#before = now
      this.#lookedMs = atMs
    }
    const moved = (box: Detection) => motion?.within(box, pixels.picture) ?? false
    this.#places.learn(this.#detections, moved, atMs)
    return { detections: this.#places.without(this.#detections, moved), looked }
  }
}
