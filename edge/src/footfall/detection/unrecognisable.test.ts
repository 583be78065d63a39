import sharp from 'sharp'
import { expect, test } from 'vitest'
import { unrecognisable } from './unrecognisable.ts'

test('a person in a still is a few squares, and the rest of the picture is as it was', async () => {
  // Stripes one pixel wide stand for a face's detail.
  const rgb = Buffer.from(Array.from({ length: 320 * 240 * 3 }, (_, at) => (Math.floor(at / 3) % 2) * 255))
  const jpeg = await sharp(rgb, { raw: { width: 320, height: 240, channels: 3 } })
    .jpeg({ quality: 100 })
    .toBuffer()
  const still = await unrecognisable(jpeg, [{ x: 100, y: 60, width: 60, height: 120 }], { width: 320, height: 240 })
  const contrastOf = async (left: number) => {
    const area = { left, top: 100, width: 40, height: 40 }
    const { channels } = await sharp(await sharp(still).extract(area).png().toBuffer()).stats()
    return channels[0]?.stdev ?? 0
  }
  expect(await contrastOf(110)).toBeLessThan(20)
  expect(await contrastOf(240)).toBeGreaterThan(80)
})

test('somebody at the edge of the picture, and a box outside it, do no harm', async () => {
  const jpeg = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#777' } })
    .jpeg()
    .toBuffer()
  const people = [
    { x: -30, y: 200, width: 60, height: 120 },
    { x: 500, y: 10, width: 60, height: 120 },
  ]
  const { height, width } = await sharp(await unrecognisable(jpeg, people, { width: 320, height: 240 })).metadata()
  expect({ height, width }).toEqual({ height: 240, width: 320 })
})
