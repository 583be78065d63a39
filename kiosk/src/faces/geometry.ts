/** Pixels; y grows downwards. */
export interface Point {
  x: number
  y: number
}

export interface Box extends Point {
  width: number
  height: number
}

/** x′ = a·x − b·y + shiftX and y′ = b·x + a·y + shiftY: turns, scales and moves, and keeps shapes. */
export interface Similarity {
  a: number
  b: number
  shiftX: number
  shiftY: number
}

export const apply = ({ a, b, shiftX, shiftY }: Similarity, { x, y }: Point): Point => ({
  x: a * x - b * y + shiftX,
  y: b * x + a * y + shiftY,
})

/** For a similarity that does not turn. */
export const applyToBox = (by: Similarity, { x, y, width, height }: Box): Box => ({
  ...apply(by, { x, y }),
  width: width * by.a,
  height: height * by.a,
})

export function centre(points: readonly Point[]): Point {
  let x = 0
  let y = 0
  for (const point of points) {
    x += point.x
    y += point.y
  }
  return { x: x / points.length, y: y / points.length }
}

/** The similarity that brings `from` nearest to `to`, point by point, in the sense of least squares (Umeyama 1991). */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Similarity {
  const [start, end] = [centre(from), centre(to)]
  let [along, across, spread] = [0, 0, 0]
  for (const [index, point] of from.entries()) {
    const target = to[index] as Point
    const [x, y] = [point.x - start.x, point.y - start.y]
    const [toX, toY] = [target.x - end.x, target.y - end.y]
    along += x * toX + y * toY
    across += x * toY - y * toX
    spread += x * x + y * y
  }
  const [a, b] = [along / spread, across / spread]
  return { a, b, shiftX: end.x - (a * start.x - b * start.y), shiftY: end.y - (b * start.x + a * start.y) }
}

/** The similarity that maps a square chip of `side` pixels onto the square around a box. */
export function squareAround({ x, y, width, height }: Box, side: number): Similarity {
  const a = Math.max(width, height) / side
  const half = (a * (side - 1)) / 2
  return { a, b: 0, shiftX: x + (width - 1) / 2 - half, shiftY: y + (height - 1) / 2 - half }
}
