import { Buffer } from 'node:buffer'
import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { readPicture } from './picture.ts'
import { PictureRefused } from './picture-refused.ts'

/** Left half dark red, right half light; taller than wide. */
function sample(width = 60, height = 90): Sharp {
  const rgb = Buffer.alloc(width * height * 3)
  for (let at = 0; at < width * height; at++) rgb.set(at % width < width / 2 ? [120, 20, 30] : [230, 220, 210], 3 * at)
  return sharp(rgb, { raw: { width, height, channels: 3 } })
}

const pixel = ({ width, rgb }: { width: number; rgb: Uint8Array }, x: number, y: number) => [
  ...rgb.subarray(3 * (y * width + x), 3 * (y * width + x) + 3),
]

test.each(['png', 'webp', 'tiff', 'jpeg'] as const)('%s is read as it looks', async (format) => {
  const picture = await readPicture(await sample().toFormat(format, { lossless: true, quality: 100 }).toBuffer())
  expect(picture).toMatchObject({ width: 60, height: 90, reduction: 1 })
  const [red, green, blue] = pixel(picture, 10, 45) as [number, number, number]
  expect(Math.abs(red - 120) + Math.abs(green - 20) + Math.abs(blue - 30)).toBeLessThan(12)
})

test('a greyscale, a CMYK, a transparent and a 16-bit picture come out in three colours', async () => {
  const pictures = [
    await sample().greyscale().jpeg().toBuffer(),
    await sample().toColourspace('cmyk').jpeg().toBuffer(),
    await sample().ensureAlpha(0.5).png().toBuffer(),
    await sample().toColourspace('rgb16').png().toBuffer(),
  ]
  for (const bytes of pictures) {
    const { width, height, rgb } = await readPicture(bytes)
    expect([width, height, rgb.length]).toEqual([60, 90, 60 * 90 * 3])
  }
})

test('a picture that EXIF says is turned is read upright', async () => {
  const turned = await sample().withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const picture = await readPicture(turned)
  expect(picture).toMatchObject({ width: 90, height: 60 })
  expect(pixel(picture, 45, 50)[0]).toBeGreaterThan(200)
  expect(pixel(picture, 45, 10)[0]).toBeLessThan(140)
})

test('a large picture is reduced and says by how much', async () => {
  expect(await readPicture(await sample(2560, 1280).jpeg().toBuffer())).toMatchObject({
    width: 1280,
    height: 640,
    reduction: 2,
  })
})

test('binary PGM and PPM are read, with comments and fewer grey levels', async () => {
  const size = 30 * 40
  const pgm = Buffer.concat([Buffer.from('P5\n# a camera\n30 40\n100\n'), Buffer.alloc(size, 50)])
  const grey = await readPicture(pgm)
  expect(grey).toMatchObject({ width: 30, height: 40 })
  expect(pixel(grey, 3, 3)).toEqual([127, 127, 127])
  const ppm = Buffer.concat([Buffer.from('P6 30 40 255\n'), Buffer.alloc(size * 3, 200)])
  expect(pixel(await readPicture(ppm), 29, 39)).toEqual([200, 200, 200])
})

/** A PNG's first bytes alone: what it says of itself, with no pixels. */
function bomb(width: number, height: number): Promise<Buffer> {
  const blank = { width, height, channels: 3 as const, background: '#000' }
  return sharp({ create: blank, limitInputPixels: false }).png({ compressionLevel: 9 }).toBuffer()
}

test.each([
  ['no bytes', async () => Buffer.alloc(0), 'not a picture'],
  ['text', async () => Buffer.from('this is no picture at all'), 'not a picture'],
  [
    'an SVG',
    async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"/>'),
    'svg is not read',
  ],
  ['one pixel', () => sample(1, 1).png().toBuffer(), '1 × 1 pixels: too small for a face'],
  ['50 megapixels', () => bomb(10_000, 5000), '10000 × 5000 pixels: at most 36 megapixels'],
  [
    'a JPEG cut short',
    async () => (await sample(400, 400).jpeg().toBuffer()).subarray(0, 1500),
    'damaged or cut short',
  ],
  ['a PNG cut short', async () => (await sample(400, 400).png().toBuffer()).subarray(0, 400), 'damaged or cut short'],
  ['a PGM cut short', async () => Buffer.from('P5 100 100 255\nabc'), 'damaged or cut short'],
  ['a PGM of 50 megapixels', async () => Buffer.from('P5 10000 5000 255\nabc'), 'at most 36 megapixels'],
  ['25 MB', async () => Buffer.alloc(25 * 1024 * 1024), 'larger than 24 MB'],
] as const)('%s is refused with the fault and the remedy', async (_, make, message) => {
  const refused = await readPicture(await make()).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(PictureRefused)
  expect((refused as Error).message).toContain(message)
})
