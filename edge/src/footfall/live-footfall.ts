import type { Sighting } from './box.ts'
import { FootfallCounter, type FootfallSettings, type FootfallState } from './counting/footfall-counter.ts'
import type { Crossing } from './counting/line.ts'
import { type Person, personOf } from './counting/place.ts'
import type { Stay, ZoneNow } from './counting/zone.ts'
import { boxOf } from './tracking/body.ts'
import { PeopleTracker, type ScoreScale, type Track } from './tracking/people-tracker.ts'
import { roomTuning } from './tracking/tuning.ts'

/** One camera's people, counted as they come. Only confirmed tracks count, but with their whole way from the first sighting on. */
export class LiveFootfall {
  readonly counter: FootfallCounter
  readonly #tracker: PeopleTracker
  /** The ways of those who are not confirmed yet. */
  readonly #tentative = new Map<number, { person: Person; atMs: number }[]>()
  #people = 0

  constructor(settings: FootfallSettings, scores: ScoreScale, state?: FootfallState) {
    this.counter = new FootfallCounter(settings, state)
    this.#tracker = new PeopleTracker(roomTuning, scores)
  }

  /** @param sighting not before the last one */
  see({ atMs, detections }: Sighting): { crossings: Crossing[]; stays: Stay[] } {
    const crossings: Crossing[] = []
    const now: Person[] = []
    const seen = this.#tracker.see(detections, atMs).map(({ track }) => track)
    for (const track of seen) {
      const person = personOf(track.id, boxOf(track.body))
      const way = this.#tentative.get(track.id) ?? []
      if (!track.confirmed) this.#tentative.set(track.id, [...way, { person, atMs }])
      else {
        this.#tentative.delete(track.id)
        for (const step of way) crossings.push(...this.counter.see([step.person], step.atMs).crossings)
        now.push(person)
      }
    }
    this.#people = seen.filter(({ confirmed }) => confirmed).length
    const result = this.counter.see(now, atMs)
    this.#forget(this.#tracker.tracks)
    return { crossings: [...crossings, ...result.crossings], stays: result.stays }
  }

  /** Confirmed people in the last picture, and the zones at a moment. */
  now(nowMs: number): { people: number; zones: ZoneNow[] } {
    return { people: this.#people, zones: this.counter.zonesNow(nowMs) }
  }

  #forget(tracks: readonly Track[]): void {
    const there = new Set(tracks.map(({ id }) => id))
    for (const id of this.#tentative.keys()) if (!there.has(id)) this.#tentative.delete(id)
    this.counter.forget((id) => there.has(id))
  }
}
