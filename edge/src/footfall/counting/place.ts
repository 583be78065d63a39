import type { Box } from '../box.ts'

/** Pixels in the picture; y grows downwards. */
export interface Point {
  x: number
  y: number
}

/** Where somebody stands: the middle of the box's lower side. */
export const footOf = ({ height, width, x, y }: Box): Point => ({ x: x + width / 2, y: y + height })

/** Somebody in the picture at one moment. */
export interface Person {
  id: number
  foot: Point
  /** Of the box, px: the scale of what is near and far. */
  height: number
}

export const personOf = (id: number, box: Box): Person => ({ id, foot: footOf(box), height: box.height })

/** Whether a point lies in a polygon (crossings of a ray, even-odd). */
export function isInside(polygon: readonly Point[], { x, y }: Point): boolean {
  let inside = false
  for (const [index, a] of polygon.entries()) {
    const b = polygon.at(index - 1) as Point
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside
  }
  return inside
}
