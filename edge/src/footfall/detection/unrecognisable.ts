import type { Box } from '../box.ts'
import type { Size } from './person-detector.ts'

/** Wide enough to draw a line on. */
const widthPx = 640
/** A person's picture is laid out anew with this many cells across: no face survives it. */
const cellsAcross = 6
/** Boxes are drawn larger than what was found. */
const margin = 0.15

/** A JPEG in which every person that was found is a handful of coloured squares. */
export async function unrecognisable(jpeg: Uint8Array, people: readonly Box[], picture: Size): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const scale = Math.min(1, widthPx / picture.width)
  const size = { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) }
  const small = await sharp(jpeg).autoOrient().resize(size).removeAlpha().toColourspace('srgb').png().toBuffer()
  const patches = await Promise.all(
    people.map(async ({ height, width, x, y }) => {
      const left = Math.max(0, Math.floor((x - width * margin) * scale))
      const top = Math.max(0, Math.floor((y - height * margin) * scale))
      const right = Math.min(size.width, Math.ceil((x + width * (1 + margin)) * scale))
      const bottom = Math.min(size.height, Math.ceil((y + height * (1 + margin)) * scale))
      if (right <= left || bottom <= top) return []
      const area = { left, top, width: right - left, height: bottom - top }
      const rows = Math.max(1, Math.round((cellsAcross * area.height) / area.width))
      // One step each: sharp joins two resizes of one pipeline into one.
      const cells = await sharp(small).extract(area).resize(cellsAcross, rows, { fit: 'fill' }).png().toBuffer()
      const patch = sharp(cells).resize(area.width, area.height, { fit: 'fill', kernel: 'nearest' })
      return [{ input: await patch.png().toBuffer(), left, top }]
    }),
  )
  return sharp(small).composite(patches.flat()).jpeg({ quality: 80 }).toBuffer()
}
