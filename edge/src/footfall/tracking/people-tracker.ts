import { type Detection, overlap } from '../box.ts'
import { assignAllowed } from './assignment.ts'
import { type Body, bodyAt, bodyLater, bodySeen, boxOf, strangeness } from './body.ts'
import { withoutDuplicates } from './suppress.ts'
import type { Tuning } from './tuning.ts'

/** From which score a detection is believed: `floor` to carry a known person on, `sure` to start a new one. */
export interface ScoreScale {
  floor: number
  sure: number
}

export interface Track {
  id: number
  body: Body
  confirmed: boolean
  firstSeenMs: number
  lastSeenMs: number
  sightings: number
  /** Pictures since it was last seen. */
  missed: number
}

/** A detection given to a track in the picture just seen. */
export interface Match {
  track: Track
  detection: Detection
}

/**
 * Follows people from picture to picture. Sure detections are given out first, doubtful ones then to the tracks left
 * over (Zhang et al. 2022, ByteTrack); each time the best pairing of all is taken. Times, not frame counts, decide who is lost.
 */
export class PeopleTracker {
  readonly #tuning: Tuning
  readonly #scores: ScoreScale
  #tracks: Track[] = []
  #atMs: number | undefined
  #nextId = 1

  constructor(tuning: Tuning, scores: ScoreScale) {
    this.#tuning = tuning
    this.#scores = scores
  }

  get tracks(): readonly Track[] {
    return this.#tracks
  }

  /** @param atMs must not be before the last picture's time */
  see(detections: readonly Detection[], atMs: number): Match[] {
    const { floor, sure } = this.#scores
    this.#predict(atMs)
    const believed = withoutDuplicates(
      detections.filter(({ score }) => score >= floor),
      this.#tuning.duplicateOverlap,
    )
    const surely = believed.filter(({ score }) => score >= sure)
    const doubtful = believed.filter(({ score }) => score < sure)
    const known = this.#tracks.filter(({ confirmed }) => confirmed)
    const first = this.#match(known, surely, atMs)
    const second = this.#match(without(known, first), doubtful, atMs)
    const left = surely.filter((one) => !first.some(({ detection }) => detection === one))
    const third = this.#match(
      this.#tracks.filter(({ confirmed }) => !confirmed),
      left,
      atMs,
    )
    const strangers = left.filter((one) => !third.some(({ detection }) => detection === one))
    const born = strangers.map((detection) => ({ track: this.#start(detection, atMs), detection }))
    this.#forget(atMs)
    return [...first, ...second, ...third, ...born]
  }

  #predict(atMs: number): void {
    const seconds = Math.max(0, atMs - (this.#atMs ?? atMs)) / 1000
    for (const track of this.#tracks) {
      track.body = bodyLater(track.body, seconds, this.#tuning)
      track.missed++
    }
    this.#atMs = atMs
  }

  #match(tracks: Track[], detections: readonly Detection[], atMs: number): Match[] {
    const { gate, overlapWeight } = this.#tuning
    const costs = tracks.map(({ body }) => {
      const expected = boxOf(body)
      return detections.map((detection) => {
        const strange = strangeness(body, detection, this.#tuning)
        if (strange > gate) return null
        return overlapWeight * (1 - overlap(expected, detection)) + (1 - overlapWeight) * (strange / gate)
      })
    })
    return assignAllowed(costs).map(([row, column]) => {
      const match = { track: tracks[row] as Track, detection: detections[column] as Detection }
      this.#seen(match, atMs)
      return match
    })
  }

  #seen({ track, detection }: Match, atMs: number): void {
    const { confirmMs, confirmSightings } = this.#tuning
    track.body = bodySeen(track.body, detection, this.#tuning)
    track.lastSeenMs = atMs
    track.sightings++
    track.missed = 0
    track.confirmed ||= track.sightings >= confirmSightings || atMs - track.firstSeenMs >= confirmMs
  }

  #start(detection: Detection, atMs: number): Track {
    const body = bodyAt(detection, this.#tuning)
    const track: Track = {
      id: this.#nextId++,
      body,
      confirmed: false,
      firstSeenMs: atMs,
      lastSeenMs: atMs,
      sightings: 1,
      missed: 0,
    }
    this.#tracks.push(track)
    return track
  }

  #forget(atMs: number): void {
    const { lostMs, tentativeMs } = this.#tuning
    this.#tracks = this.#tracks.filter(({ confirmed, lastSeenMs, missed }) =>
      confirmed ? atMs - lastSeenMs <= lostMs : missed < 2 || atMs - lastSeenMs <= tentativeMs,
    )
  }
}

function without(tracks: Track[], matches: Match[]): Track[] {
  return tracks.filter((track) => !matches.some((match) => match.track === track))
}
