import { apply, type Similarity } from './geometry.ts'
import type { Picture } from './picture.ts'

/** A small square cut out of a picture: red, green and blue from 0 to 255, row by row. */
export interface Chip {
  side: number
  rgb: Float32Array
}

/**
 * Cuts a chip out of a picture. Where a chip pixel covers several of the picture's they are averaged, else they are
 * interpolated; beyond its edges the picture goes on as its outermost pixels.
 * @param toPicture maps the chip's pixels to the picture's
 */
export function cutChip(picture: Picture, toPicture: Similarity, side: number): Chip {
  const rgb = new Float32Array(side * side * 3)
  const samples = Math.min(8, Math.max(1, Math.ceil(Math.hypot(toPicture.a, toPicture.b))))
  const share = 1 / (samples * samples)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const at = 3 * (row * side + column)
      for (let sample = 0; sample < samples * samples; sample++) {
        const x = column + ((sample % samples) + 0.5) / samples - 0.5
        const y = row + (Math.floor(sample / samples) + 0.5) / samples - 0.5
        const there = apply(toPicture, { x, y })
        addPixel(picture, there.x, there.y, share, rgb, at)
      }
    }
  }
  return { side, rgb }
}

function addPixel({ width, height, rgb }: Picture, x: number, y: number, share: number, to: Float32Array, at: number) {
  const insideX = Math.min(width - 1, Math.max(0, x))
  const insideY = Math.min(height - 1, Math.max(0, y))
  const [left, top] = [Math.floor(insideX), Math.floor(insideY)]
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)]
  const [rightward, downward] = [insideX - left, insideY - top]
  const corners = [
    3 * (top * width + left),
    3 * (top * width + right),
    3 * (bottom * width + left),
    3 * (bottom * width + right),
  ]
  const weights = [
    (1 - rightward) * (1 - downward),
    rightward * (1 - downward),
    (1 - rightward) * downward,
    rightward * downward,
  ]
  for (let colour = 0; colour < 3; colour++) {
    let value = 0
    for (let corner = 0; corner < 4; corner++) {
      value += (rgb[(corners[corner] as number) + colour] as number) * (weights[corner] as number)
    }
    to[at + colour] = (to[at + colour] as number) + value * share
  }
}

export function mirrored({ side, rgb }: Chip): Chip {
  const turned = new Float32Array(rgb.length)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const from = 3 * (row * side + side - 1 - column)
      turned.set(rgb.subarray(from, from + 3), 3 * (row * side + column))
    }
  }
  return { side, rgb: turned }
}
