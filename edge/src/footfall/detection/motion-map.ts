import type { Box } from '../box.ts'
import type { Pixels, Size } from './person-detector.ts'

/** Cells along each side: of 512 pixels a cell is eight, finer than any person that can be found. */
const cells = 64
/** A cell has changed when its mean brightness differs by this much of 255: above the flicker of lamps and of video codecs. */
const leastChange = 8

/** Brightness of a picture in 64×64 cells: all that is kept of it, until the next. */
export type Brightness = Float32Array

export function brightnessOf({ rgb }: Pixels, { height, width }: Size): Brightness {
  const sums = new Float32Array(cells * cells)
  const counts = new Float32Array(cells * cells)
  for (let y = 0; y < height; y += 2) {
    const row = Math.floor((y * cells) / height) * cells
    for (let x = 0; x < width; x += 2) {
      const at = (y * width + x) * 3
      const cell = row + Math.floor((x * cells) / width)
      sums[cell] =
        (sums[cell] as number) + ((rgb[at] as number) + 2 * (rgb[at + 1] as number) + (rgb[at + 2] as number)) / 4
      counts[cell] = (counts[cell] as number) + 1
    }
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell] as number))
}

/** Where a picture differs from the one before. */
export class MotionMap {
  readonly #moved: boolean[]

  constructor(before: Brightness, now: Brightness) {
    this.#moved = [...now].map((value, cell) => Math.abs(value - (before[cell] as number)) >= leastChange)
  }

  get any(): boolean {
    return this.#moved.includes(true)
  }

  /** Whether anything moved within a box of the picture. */
  within({ height, width, x, y }: Box, picture: Size): boolean {
    const first = (value: number, side: number) => Math.max(0, Math.floor((value * cells) / side))
    const last = (value: number, side: number) => Math.min(cells - 1, Math.floor((value * cells) / side))
    for (let row = first(y, picture.height); row <= last(y + height, picture.height); row++) {
      for (let column = first(x, picture.width); column <= last(x + width, picture.width); column++) {
        if (this.#moved[row * cells + column]) return true
      }
    }
    return false
  }
}
