import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { jpegPixels } from './jpeg-pixels.ts'
import { qualityOf } from './picture-quality.ts'

const size = { width: 128, height: 128 }
const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
const scene = () => sharp({ create: { width: 256, height: 256, channels: 3, background: '#808080', noise } })
const judged = async (picture: Sharp) => qualityOf(await jpegPixels(await picture.jpeg().toBuffer(), size), size)

test('blur, darkness and a covered lens show in the figures of a picture', async () => {
  const jpeg = await scene().png().toBuffer()
  const clear = await judged(sharp(jpeg))
  const blurred = await judged(sharp(jpeg).blur(4))
  const dark = await judged(sharp(jpeg).linear(0.1, 0))
  const covered = await judged(sharp({ create: { width: 256, height: 256, channels: 3, background: '#555' } }))
  expect(clear.sharpness / clear.contrast ** 2).toBeGreaterThan(20 * (blurred.sharpness / blurred.contrast ** 2))
  expect(dark.brightness).toBeLessThan(25)
  expect(covered.contrast).toBeLessThan(1)
})

test('the mark is equal for the same picture alone', async () => {
  const [one, other] = [await scene().jpeg().toBuffer(), await scene().jpeg().toBuffer()]
  const mark = async (jpeg: Buffer) => qualityOf(await jpegPixels(jpeg, size), size).mark
  expect(await mark(one)).toBe(await mark(one))
  expect(await mark(one)).not.toBe(await mark(other))
})
