import { type Box, type Detection, overlap } from '../box.ts'

/** Boxes that overlap this much are at one place. */
const samePlace = 0.7
/** More places than this are not remembered; the longest unseen goes. */
const mostPlaces = 64
/** A gap longer than this between two sightings does not count as still time. */
const longestGapMs = 5000

interface Place {
  box: Box
  lastMs: number
  stillMs: number
}

/**
 * Places where a detector sees "somebody" though nothing moves there for minutes: a poster, a coat stand, a lamp post.
 * A real person moves a little within that time, which clears the place.
 */
export class StillPlaces {
  readonly #stillMs: number
  #places: Place[] = []

  /** @param stillMs how long it takes until a place is not believed any more */
  constructor(stillMs: number) {
    this.#stillMs = stillMs
  }

  learn(detections: readonly Detection[], moved: (box: Detection) => boolean, atMs: number): void {
    for (const detection of detections) {
      const place = this.#placeOf(detection)
      if (!place) this.#places.push({ box: detection, lastMs: atMs, stillMs: 0 })
      else if (moved(detection)) Object.assign(place, { lastMs: atMs, stillMs: 0 })
      else {
        place.stillMs += Math.min(atMs - place.lastMs, longestGapMs)
        place.lastMs = atMs
      }
    }
    if (this.#places.length > mostPlaces) {
      this.#places = this.#places.toSorted((a, b) => b.lastMs - a.lastMs).slice(0, mostPlaces)
    }
  }

  /** The detections that are not at such a place. Somebody who walks past it is kept: there something moves. */
  without(detections: readonly Detection[], moved: (box: Detection) => boolean): Detection[] {
    return detections.filter((one) => (this.#placeOf(one)?.stillMs ?? 0) < this.#stillMs || moved(one))
  }

  #placeOf(box: Box): Place | undefined {
    return this.#places.find((place) => overlap(place.box, box) >= samePlace)
  }
}
