import type { Detection } from '../box.ts'

/** Pixels of one picture, red green blue row by row, already of the detector's input size. */
export interface Pixels {
  rgb: Uint8Array
  /** The size of the picture they were scaled from: boxes come back in its pixels. */
  picture: Size
}

export interface Size {
  width: number
  height: number
}

/** Finds people in single pictures. Nothing is kept from one picture to the next. */
export interface PersonDetector {
  /** Pictures are scaled to exactly this, their proportions given up. */
  readonly input: Size
  /** @throws Error when the pixels are not of the input's size */
  detect(pixels: Pixels): Promise<Detection[]>
  stop(): Promise<void>
}

export function refuseOtherSize({ rgb }: Pixels, { height, width }: Size): void {
  if (rgb.length !== width * height * 3) {
    throw new Error(`${rgb.length} bytes of pixels; the detector takes ${width}×${height}, ${width * height * 3} bytes`)
  }
}
