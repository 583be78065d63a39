import { expect, test } from 'vitest'
import type { Chip } from './chip.ts'
import { descriptorLength } from './descriptor.ts'
import { type Landmarks, meanWithMirror } from './landmarks.ts'
import type { Detection, FaceNetworks } from './networks.ts'
import type { Picture } from './picture.ts'
import { readFaces } from './read-faces.ts'

const picture = (width: number, height: number, reduction = 1): Picture => ({
  width,
  height,
  reduction,
  rgb: new Uint8Array(width * height * 3).fill(120),
})

/** A frontal face that fills a chip of 112 pixels, point by point in the iBUG order. */
const frontal: Landmarks = Array.from({ length: 68 }, (_, index) => {
  if (index >= 36 && index < 42) return { x: 35 + 3 * Math.cos(index), y: 45 + 3 * Math.sin(index) }
  if (index >= 42 && index < 48) return { x: 76 - 3 * Math.cos(index), y: 45 + 3 * Math.sin(index) }
  if (index >= 27 && index < 36) return { x: 55.5, y: 40 + 4 * (index - 27) }
  if (index >= 48) return { x: 55.5 + 12 * Math.cos(index), y: 88 + 4 * Math.sin(index) }
  return { x: 20 + 4 * index, y: 100 }
})

interface Asked {
  looks: number[]
  described: number
}

function networks(answers: Detection[][]): { networks: FaceNetworks; asked: Asked } {
  const asked: Asked = { looks: [], described: 0 }
  return {
    asked,
    networks: {
      async detect({ side }) {
        asked.looks.push(side)
        return answers[asked.looks.length - 1] ?? []
      },
      landmarks: async (chips) => chips.map(() => frontal),
      async descriptors(chips: readonly Chip[]) {
        asked.described += chips.length
        return chips.map(() => new Float32Array(descriptorLength).fill(0.1))
      },
    },
  }
}

const face = (x: number, y: number, size: number): Detection => ({ x, y, width: size, height: size, score: 0.9 })

test('only the largest face is described, the others are counted', async () => {
  const { networks: fake, asked } = networks([[face(10, 40, 10), face(60, 57, 42), face(120, 40, 14)]])
  const reading = await readFaces(picture(640, 480, 2), fake, 'frame')
  expect(reading.faces).toBe(3)
  // A chip of 192 pixels shows 640 × 480 in its middle, which the sender's picture has twice as large.
  const times = (640 / 192) * 2
  expect(reading.largest?.found).toBe('detected')
  expect(reading.largest?.box.width).toBeCloseTo(42 * times, 6)
  expect(reading.largest?.box.x).toBeCloseTo(60 * times, -1)
  expect(reading.largest?.box.y).toBeCloseTo((57 - 24) * times, -1)
  expect(reading.largest?.measures.widthPixels).toBeCloseTo(42 * times, 6)
  expect(asked.described).toBe(2)
})

test('a frame gets one look; a thorough reading looks again and describes more crops', async () => {
  const once = networks([[], [face(10, 10, 90)]])
  expect(await readFaces(picture(640, 480), once.networks, 'frame')).toEqual({ faces: 0 })
  expect(once.asked.looks).toHaveLength(1)
  const again = networks([[], [face(10, 10, 90)]])
  expect((await readFaces(picture(640, 480), again.networks, 'thorough')).faces).toBe(1)
  expect(again.asked).toMatchObject({ described: 6, looks: [192, 416] })
})

test('a tight crop is given room first, and the face’s place is told without it', async () => {
  // The crop with its room is 239 × 291: in a chip of 320 it stands from 115 to 216 and from 98 to 222.
  const { networks: fake, asked } = networks([[face(115, 110, 101)]])
  const reading = await readFaces(picture(92, 112), fake, 'frame')
  expect(asked.looks).toEqual([320])
  const { x, y, width } = reading.largest?.box ?? { x: 99, y: 99, width: 0 }
  expect(Math.abs(x) + Math.abs(y - 10) + Math.abs(width - 92)).toBeLessThan(8)
})

test('a small picture in which nothing is found is taken for a face, and marked; a large one is not', async () => {
  const small = await readFaces(picture(92, 112), networks([]).networks, 'thorough')
  expect(small).toMatchObject({ faces: 1, largest: { found: 'assumed', box: { x: 0, y: 0, width: 92, height: 112 } } })
  expect(await readFaces(picture(640, 480), networks([]).networks, 'thorough')).toEqual({ faces: 0 })
})

test('a frontal face measures frontal', async () => {
  const { largest } = await readFaces(picture(640, 480), networks([[face(60, 60, 70)]]).networks, 'frame')
  expect(Math.abs(largest?.measures.turned ?? 1)).toBeLessThan(0.05)
  expect(Math.abs(largest?.measures.tiltDegrees ?? 90)).toBeLessThan(2)
  expect(largest?.measures).toMatchObject({ clippedShare: 0, sharpness: expect.closeTo(0, 3) })
  expect(largest?.measures.brightness).toBeCloseTo(120, 3)
})

test('a mirror picture’s points are the other side’s', () => {
  const mirror = frontal.map(({ x, y }) => ({ x: 111 - x, y }))
  const ofMirror = meanWithMirror(mirror, mirror, 112)
  const back = meanWithMirror(ofMirror, ofMirror, 112)
  for (const [index, point] of back.entries()) {
    expect(point.x).toBeCloseTo((ofMirror[index] as { x: number }).x, 9)
  }
  // Left eye's outer corner and right eye's outer corner stand alike from the middle.
  expect((ofMirror[36]?.x ?? 0) + (ofMirror[45]?.x ?? 0)).toBeCloseTo(111, 9)
})
