import type { Picture } from './picture.ts'

/** The picture with black room on every side. */
export function padded(picture: Picture, share: number): { picture: Picture; left: number; top: number } {
  if (share === 0) return { picture, left: 0, top: 0 }
  const [left, top] = [Math.round(picture.width * share), Math.round(picture.height * share)]
  const [width, height] = [picture.width + 2 * left, picture.height + 2 * top]
  const rgb = new Uint8Array(width * height * 3)
  const rowBytes = picture.width * 3
  for (let row = 0; row < picture.height; row++) {
    const from = row * rowBytes
    rgb.set(picture.rgb.subarray(from, from + rowBytes), 3 * ((row + top) * width + left))
  }
  return { picture: { ...picture, width, height, rgb }, left, top }
}
