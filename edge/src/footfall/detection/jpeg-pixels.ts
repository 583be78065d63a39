import type { Pixels, Size } from './person-detector.ts'

/** A camera of 16 megapixels is more than any count needs; a larger picture is refused before it is unpacked. */
const mostPixels = 16_000_000
/** In a smaller one nobody can be found. */
const leastSide = 32

/**
 * A JPEG of any kind (grey, CMYK, turned by EXIF) as upright red green blue of a detector's size.
 * @throws Error saying what is wrong with the bytes
 */
export async function jpegPixels(jpeg: Uint8Array, size: Size): Promise<Pixels> {
  const sharp = await loadSharp()
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) throw new Error('not a JPEG picture')
  const image = sharp(jpeg, { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true })
  const { autoOrient } = await image.metadata()
  if (autoOrient.width < leastSide || autoOrient.height < leastSide) {
    throw new Error(`${autoOrient.width}×${autoOrient.height} pixels; give at least ${leastSide}×${leastSide}`)
  }
  const rgb = await image
    .autoOrient()
    .resize(size.width, size.height, { fit: 'fill', kernel: 'linear' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer()
  return { rgb, picture: { width: autoOrient.width, height: autoOrient.height } }
}

/** One thread, as the network has, and no cache: no picture is kept. */
async function loadSharp() {
  const { default: sharp } = await import('sharp')
  sharp.concurrency(1)
  sharp.cache(false)
  return sharp
}
