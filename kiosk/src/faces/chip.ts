import type { Similarity } from './geometry.ts'
import type { Picture } from './picture.ts'

/** A small square cut out of a picture: red, green and blue from 0 to 255, row by row. */
export interface Chip {
  side: number
  rgb: Float32Array
}

/**
 * Cuts a chip out of a picture. Where a chip pixel covers several of the picture's they are averaged, else they are
 * interpolated. Written without a single allocation in
 * its loop: a frame's two chips took 12 ms with them.
 * @param toPicture maps the chip's pixels to the picture's
 * @param beyond what surrounds the picture: its outermost pixels on and on, or black
 */
export function cutChip(
  picture: Picture,
  toPicture: Similarity,
  side: number,
  beyond: 'edge' | 'black' = 'edge',
): Chip {
  const reach = beyond === 'edge' ? Number.POSITIVE_INFINITY : 0.5
  const { a, b, shiftX, shiftY } = toPicture
  const rgb = new Float32Array(side * side * 3)
  const samples = Math.min(8, Math.max(1, Math.round(Math.hypot(a, b))))
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const at = 3 * (row * side + column)
      for (let down = 0; down < samples; down++) {
        for (let across = 0; across < samples; across++) {
          const x = column + (across + 0.5) / samples - 0.5
          const y = row + (down + 0.5) / samples - 0.5
          addPixel(picture, a * x - b * y + shiftX, b * x + a * y + shiftY, reach, rgb, at)
        }
      }
    }
  }
  if (samples > 1) for (let at = 0; at < rgb.length; at++) rgb[at] = (rgb[at] as number) / (samples * samples)
  return { side, rgb }
}

/** Adds the picture's colour at (x, y), interpolated between the four pixels around; nothing farther off than `reach`. */
function addPixel(
  { width, height, rgb }: Picture,
  x: number,
  y: number,
  reach: number,
  to: Float32Array,
  at: number,
): void {
  if (x < -reach || y < -reach || x > width - 1 + reach || y > height - 1 + reach) return
  const insideX = Math.min(width - 1, Math.max(0, x))
  const insideY = Math.min(height - 1, Math.max(0, y))
  const left = Math.floor(insideX)
  const top = Math.floor(insideY)
  const rightward = insideX - left
  const downward = insideY - top
  const upper = 3 * (top * width + left)
  const lower = top + 1 < height ? upper + 3 * width : upper
  const next = left + 1 < width ? 3 : 0
  for (let colour = 0; colour < 3; colour++) {
    const above = (rgb[upper + colour] as number) * (1 - rightward) + (rgb[upper + next + colour] as number) * rightward
    const below = (rgb[lower + colour] as number) * (1 - rightward) + (rgb[lower + next + colour] as number) * rightward
    to[at + colour] = (to[at + colour] as number) + above * (1 - downward) + below * downward
  }
}

export function mirrored({ side, rgb }: Chip): Chip {
  const turned = new Float32Array(rgb.length)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const from = 3 * (row * side + side - 1 - column)
      const to = 3 * (row * side + column)
      for (let colour = 0; colour < 3; colour++) turned[to + colour] = rgb[from + colour] as number
    }
  }
  return { side, rgb: turned }
}
