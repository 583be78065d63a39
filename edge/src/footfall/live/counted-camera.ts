import type { CameraPlan, FootfallPlan, Place } from '@larder/contracts/footfall-plan'
import type { Sighting } from '../box.ts'
import type { FootfallSettings } from '../counting/footfall-counter.ts'
import type { Crossing } from '../counting/line.ts'
import type { Stay, ZoneNow } from '../counting/zone.ts'
import type { Size } from '../detection/person-detector.ts'
import { LiveFootfall } from '../live-footfall.ts'
import type { ScoreScale } from '../tracking/people-tracker.ts'
import { ReEntries } from './re-entries.ts'

export interface CountingRules extends Pick<FootfallPlan, 'staffHours' | 'resetHour'> {
  plan: CameraPlan
  timeZone: string
}

export interface Counted {
  crossings: (Crossing & { entrance: boolean; reEntry: boolean })[]
  stays: Stay[]
}

/** One camera's people by the plan in force. Who is on the way while the plan or the picture's size changes is new afterwards. */
export class CountedCamera {
  readonly #scores: ScoreScale
  #rules: CountingRules
  #size: Size | undefined
  #live: LiveFootfall | undefined
  #reEntries = new ReEntries()
  #lastMs = 0

  constructor(rules: CountingRules, scores: ScoreScale) {
    this.#rules = rules
    this.#scores = scores
  }

  get lines(): CameraPlan['lines'] {
    return this.#rules.plan.lines
  }

  follow(rules: CountingRules): void {
    this.#rules = rules
    this.#live = undefined
  }

  see({ atMs, detections }: Sighting, picture: Size): Counted {
    if (this.#size?.width !== picture.width || this.#size.height !== picture.height) this.#live = undefined
    this.#size = picture
    if (this.#live === undefined) {
      this.#live = new LiveFootfall(settingsOf(this.#rules, picture), this.#scores)
      // The new tracker begins its numbers anew.
      this.#reEntries = new ReEntries()
    }
    // A clock that was set back must not turn anybody round.
    this.#lastMs = Math.max(this.#lastMs, atMs)
    const { crossings, stays } = this.#live.see({ atMs: this.#lastMs, detections })
    const entrances = new Set(this.lines.filter(({ entrance }) => entrance).map(({ name }) => name))
    return {
      crossings: crossings.map((crossing) => ({
        ...crossing,
        entrance: entrances.has(crossing.line),
        reEntry: this.#reEntries.see(crossing),
      })),
      stays,
    }
  }

  zonesNow(nowMs: number): ZoneNow[] {
    return this.#live?.now(nowMs).zones ?? []
  }
}

function settingsOf({ plan, resetHour, staffHours, timeZone }: CountingRules, size: Size): FootfallSettings {
  const inPixels = ({ x, y }: Place) => ({ x: x * size.width, y: y * size.height })
  const polygonOf = (corners: readonly Place[]) => corners.map(inPixels)
  return {
    lines: plan.lines.map(({ from, name, to }) => ({ name, from: inPixels(from), to: inPixels(to) })),
    zones: plan.zones.filter(({ staff }) => !staff).map(({ name, polygon }) => ({ name, polygon: polygonOf(polygon) })),
    entrances: plan.lines.filter(({ entrance }) => entrance).map(({ name }) => name),
    staff: {
      areas: plan.zones.filter(({ staff }) => staff).map(({ polygon }) => polygonOf(polygon)),
      hours: staffHours,
    },
    timeZone,
    resetHour,
  }
}
