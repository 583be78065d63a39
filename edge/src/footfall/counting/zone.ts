import { isInside, type Person, type Point } from './place.ts'

/** An area whose visitors, their stay and the queue are told. */
export interface Zone {
  name: string
  polygon: readonly Point[]
}

/** A finished stay in a zone. */
export interface Stay {
  zone: string
  fromMs: number
  untilMs: number
}

export interface ZoneNow {
  zone: string
  /** In it at all, and in it long enough to be waiting. */
  inside: number
  queue: number
}

/** A step out of this length is not leaving: a foot at the edge wavers, and people are hidden for a moment. */
const awayMs = 2000
/** Passing through is not a stay. */
const leastStayMs = 3000
/** Who has been there this long is waiting. */
const waitingMs = 10_000

export class ZoneWatch {
  readonly #zone: Zone
  readonly #stays = new Map<number, { fromMs: number; lastMs: number }>()

  constructor(zone: Zone) {
    this.#zone = zone
  }

  see({ foot, id }: Person, atMs: number): void {
    if (!isInside(this.#zone.polygon, foot)) return
    this.#stays.set(id, { fromMs: this.#stays.get(id)?.fromMs ?? atMs, lastMs: atMs })
  }

  /** The stays that are over by now. */
  finished(nowMs: number): Stay[] {
    const over = [...this.#stays].filter(([, { lastMs }]) => nowMs - lastMs > awayMs)
    for (const [id] of over) this.#stays.delete(id)
    return over
      .filter(([, { fromMs, lastMs }]) => lastMs - fromMs >= leastStayMs)
      .map(([, { fromMs, lastMs }]) => ({ zone: this.#zone.name, fromMs, untilMs: lastMs }))
  }

  now(nowMs: number): ZoneNow {
    const there = [...this.#stays.values()].filter(({ lastMs }) => nowMs - lastMs <= awayMs)
    const queue = there.filter(({ fromMs }) => nowMs - fromMs >= waitingMs).length
    return { zone: this.#zone.name, inside: there.length, queue }
  }
}
