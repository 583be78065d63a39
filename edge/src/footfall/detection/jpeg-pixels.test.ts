import sharp from 'sharp'
import { expect, test } from 'vitest'
import { jpegPixels } from './jpeg-pixels.ts'

const size = { width: 64, height: 64 }
const red = { r: 200, g: 10, b: 10 }

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: red } })

test('a picture is scaled to the detector’s size and its own size is told', async () => {
  const { picture: own, rgb } = await jpegPixels(await picture(320, 240).jpeg().toBuffer(), size)
  expect(own).toEqual({ width: 320, height: 240 })
  expect(rgb).toHaveLength(64 * 64 * 3)
  expect([...rgb.subarray(0, 3)].map((value) => Math.round(value / 10) * 10)).toEqual([200, 10, 10])
})

test('grey and CMYK pictures become red green blue', async () => {
  const grey = await picture(100, 100).toColourspace('b-w').jpeg().toBuffer()
  const cmyk = await picture(100, 100).toColourspace('cmyk').jpeg().toBuffer()
  for (const jpeg of [grey, cmyk]) expect((await jpegPixels(jpeg, size)).rgb).toHaveLength(64 * 64 * 3)
})

test('a picture turned by EXIF is upright, and so is its size', async () => {
  const turned = await picture(320, 240).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  expect((await jpegPixels(turned, size)).picture).toEqual({ width: 240, height: 320 })
})

test('what is no picture, torn, tiny or huge is refused by a clear line', async () => {
  const whole = await picture(640, 480).jpeg().toBuffer()
  const bomb = await picture(8000, 7000).jpeg({ quality: 1 }).toBuffer()
  await expect(jpegPixels(Buffer.from('hello'), size)).rejects.toThrow('not a JPEG picture')
  await expect(jpegPixels(new Uint8Array(), size)).rejects.toThrow('not a JPEG picture')
  await expect(jpegPixels(whole.subarray(0, whole.length / 2), size)).rejects.toThrow()
  await expect(jpegPixels(await picture(1, 1).jpeg().toBuffer(), size)).rejects.toThrow('1×1 pixels')
  await expect(jpegPixels(bomb, size)).rejects.toThrow('pixel limit')
})
