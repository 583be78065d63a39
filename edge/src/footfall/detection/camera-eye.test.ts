import { expect, test } from 'vitest'
import { CameraEye } from './camera-eye.ts'
import { brightnessOf, MotionMap } from './motion-map.ts'
import type { PersonDetector, Pixels } from './person-detector.ts'

const size = { width: 128, height: 128 }
const grey = (): Pixels => ({ rgb: new Uint8Array(size.width * size.height * 3).fill(90), picture: size })

/** A bright square where somebody walks. */
function withSquare(x: number, y: number): Pixels {
  const pixels = grey()
  for (let row = y; row < y + 16; row++) pixels.rgb.fill(220, (row * 128 + x) * 3, (row * 128 + x + 16) * 3)
  return pixels
}

const poster = { x: 10, y: 10, width: 20, height: 40, score: 0.6 }

function detectorSaying(answer: (pixels: Pixels) => (typeof poster)[]) {
  const detector = { asked: 0, input: size, stop: async () => undefined } as PersonDetector & { asked: number }
  detector.detect = async (pixels) => {
    detector.asked++
    return answer(pixels)
  }
  return detector
}

test('motion is where the pictures differ', () => {
  const [before, now] = [grey(), withSquare(64, 64)].map((pixels) => brightnessOf(pixels, size)) as [
    Float32Array,
    Float32Array,
  ]
  const motion = new MotionMap(before, now)
  expect(motion.any).toBe(true)
  expect(motion.within({ x: 60, y: 60, width: 20, height: 20 }, size)).toBe(true)
  expect(motion.within({ x: 0, y: 0, width: 30, height: 30 }, size)).toBe(false)
  expect(new MotionMap(now, now).any).toBe(false)
})

test('an empty room without motion is not looked at', async () => {
  const detector = detectorSaying(() => [])
  const eye = new CameraEye(detector)
  for (let picture = 0; picture < 50; picture++) await eye.look(grey(), picture * 200)
  expect(detector.asked).toBe(1)
  await eye.look(withSquare(20, 20), 10_000)
  expect(detector.asked).toBe(2)
})

test('a poster is not believed after two minutes, but who walks in front of it is', async () => {
  const eye = new CameraEye(detectorSaying(() => [poster]))
  let last = await eye.look(grey(), 0)
  expect(last.detections).toHaveLength(1)
  for (let second = 1; second <= 125; second++) last = await eye.look(grey(), second * 1000)
  expect(last.detections).toEqual([])
  expect((await eye.look(withSquare(12, 20), 126_000)).detections).toHaveLength(1)
})

test('who stands in a queue and moves a little now and then stays', async () => {
  const eye = new CameraEye(detectorSaying(() => [poster]))
  let last = await eye.look(grey(), 0)
  for (let second = 1; second <= 300; second++) {
    last = await eye.look(second % 40 === 0 ? withSquare(12, 20) : grey(), second * 1000)
  }
  expect(last.detections).toHaveLength(1)
})
