import sharp, { type Metadata, type Sharp } from 'sharp'
import { readAnymap } from './anymap.ts'
import { PictureRefused } from './picture-refused.ts'

/** Red, green and blue bytes, row by row, upright. */
export interface Picture {
  width: number
  height: number
  rgb: Uint8Array
  /** Pixels of the sender's picture for one of these. */
  reduction: number
}

const most = { bytes: 24 * 1024 * 1024, pixels: 36_000_000, workingSide: 1280 }
const leastSide = 24
const formats = new Set(['jpeg', 'png', 'webp', 'tiff', 'gif', 'heif'])

sharp.cache(false)
sharp.concurrency(1)

/**
 * JPEG, PNG, WebP, TIFF, GIF, AVIF and binary PGM/PPM: turned as EXIF says, in sRGB, at most 1280 pixels a side.
 * @throws PictureRefused when the bytes are no such picture, cut short, too small, or over 36 megapixels
 */
export async function readPicture(bytes: Uint8Array): Promise<Picture> {
  if (bytes.length > most.bytes)
    throw new PictureRefused(`larger than ${most.bytes / 1024 / 1024} MB: send a smaller picture`)
  const source = await open(bytes)
  try {
    const { data, info } = await source.image
      .autoOrient()
      .flatten({ background: '#808080' })
      .resize({ width: most.workingSide, height: most.workingSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const rgb = new Uint8Array(data.buffer, data.byteOffset, data.length)
    const reduction = source.longSide / Math.max(info.width, info.height)
    return { width: info.width, height: info.height, rgb, reduction }
  } catch {
    throw new PictureRefused('damaged or cut short: send the picture again')
  }
}

async function open(bytes: Uint8Array): Promise<{ image: Sharp; longSide: number }> {
  const anymap = readAnymap(bytes)
  if (anymap !== undefined) {
    checkSize(anymap.width, anymap.height)
    if (anymap.samples === undefined) throw new PictureRefused('damaged or cut short: send the picture again')
    const { width, height, channels } = anymap
    return { image: sharp(anymap.samples, { raw: { width, height, channels } }), longSide: Math.max(width, height) }
  }
  const { format, width, height } = await headerOf(bytes)
  if (!formats.has(format)) throw new PictureRefused(`${format} is not read: send JPEG, PNG, WebP or PGM`)
  checkSize(width, height)
  const image = sharp(bytes, { limitInputPixels: most.pixels, failOn: 'error', pages: 1 })
  return { image, longSide: Math.max(width, height) }
}

async function headerOf(bytes: Uint8Array): Promise<Metadata> {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata()
  } catch {
    throw new PictureRefused('not a picture: send JPEG, PNG, WebP or PGM')
  }
}

function checkSize(width: number, height: number): void {
  const size = `${width} × ${height} pixels`
  if (width * height > most.pixels)
    throw new PictureRefused(`${size}: at most ${most.pixels / 1e6} megapixels are read; send a smaller picture`)
  if (Math.min(width, height) < leastSide)
    throw new PictureRefused(`${size}: too small for a face; send at least ${leastSide} pixels a side`)
}
