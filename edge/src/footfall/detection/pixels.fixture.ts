import type { Pixels, Size } from './person-detector.ts'

/** Smooth patches with grain: something for every layer of a network to answer. */
export function seededPixels(seed: number, { height, width }: Size): Pixels {
  const rgb = new Uint8Array(width * height * 3)
  for (let index = 0; index < rgb.length; index++) {
    const pixel = Math.floor(index / 3)
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    const patch = 100 + 70 * Math.sin((x / 37) * seed + (index % 3)) * Math.cos(y / (23 + seed))
    rgb[index] = patch + (Math.imul(index + seed, 2_654_435_761) >>> 27)
  }
  return { rgb, picture: { width, height } }
}
