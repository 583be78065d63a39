import type { Person, Point } from './place.ts'

/** A line that is counted, only between its two ends. */
export interface Line {
  name: string
  from: Point
  to: Point
}

/** `in` goes to the right-hand side of who looks from the line's first point to its second; swap the points to swap them. */
export type Direction = 'in' | 'out'

export interface Crossing {
  line: string
  direction: Direction
  atMs: number
  person: number
}

/** Half the width of the band along the line in which a foot is on neither side, in body heights. */
const bandShare = 0.08

interface Passage {
  side: -1 | 1
  /** The last points on the way, the first of them clear of the band on `side`. */
  way: { point: Point; atMs: number }[]
}

/** How many points of a way over the band are kept: somebody who lingers on the line adds none. */
const mostPoints = 64

/** Counts who goes over one line: once the foot is clear of the band on the other side, and only where it met the segment. */
export class LineWatch {
  readonly #line: Line
  readonly #passages = new Map<number, Passage>()

  constructor(line: Line) {
    this.#line = line
  }

  see({ foot, height, id }: Person, atMs: number): Crossing | undefined {
    const away = distance(this.#line, foot)
    const side = Math.abs(away) < bandShare * height ? undefined : away > 0 ? 1 : -1
    const passage = this.#passages.get(id)
    const here = { point: foot, atMs }
    if (!passage) {
      if (side) this.#passages.set(id, { side, way: [here] })
      return undefined
    }
    if (side === undefined) {
      if (passage.way.length < mostPoints) passage.way.push(here)
      return undefined
    }
    const way = [...passage.way, here]
    this.#passages.set(id, { side, way: [here] })
    return side === passage.side ? undefined : this.#crossingOn(way, side, id)
  }

  /** Somebody who is gone is not remembered. */
  forget(isThere: (id: number) => boolean): void {
    for (const id of this.#passages.keys()) if (!isThere(id)) this.#passages.delete(id)
  }

  #crossingOn(way: Passage['way'], side: -1 | 1, person: number): Crossing | undefined {
    for (let index = way.length - 1; index > 0; index--) {
      const [a, b] = [way[index - 1], way[index]]
      if (!a || !b) continue
      const [before, after] = [distance(this.#line, a.point), distance(this.#line, b.point)]
      if (before > 0 === after > 0) continue
      const share = before / (before - after)
      const met = { x: a.point.x + (b.point.x - a.point.x) * share, y: a.point.y + (b.point.y - a.point.y) * share }
      if (!isBetweenEnds(this.#line, met)) return undefined
      const atMs = Math.round(a.atMs + (b.atMs - a.atMs) * share)
      return { line: this.#line.name, direction: side > 0 ? 'in' : 'out', atMs, person }
    }
    return undefined
  }
}

/** Signed, px: above 0 on the right-hand side looking along the line (y grows downwards). */
function distance({ from, to }: Line, { x, y }: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  return (dx * (y - from.y) - dy * (x - from.x)) / Math.hypot(dx, dy)
}

function isBetweenEnds({ from, to }: Line, { x, y }: Point): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const share = ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy)
  return share >= 0 && share <= 1
}
