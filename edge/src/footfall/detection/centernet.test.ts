import { expect, test } from 'vitest'
import { peopleIn } from './centernet.ts'
import { openOnnxCenternet } from './onnx-centernet.ts'
import { seededPixels } from './pixels.fixture.ts'
import { openWasmCenternet } from './wasm-centernet.ts'

test('the converted network and TensorFlow.js answer the same within 1e-4', async () => {
  const [onnx, wasm] = await Promise.all([openOnnxCenternet(), openWasmCenternet()])
  for (const seed of [1, 2]) {
    const pixels = seededPixels(seed, onnx.input)
    const [a, b] = [await onnx.maps(pixels), await wasm.maps(pixels)]
    expect([a.width, a.height]).toEqual([128, 128])
    expect([b.width, b.height]).toEqual([128, 128])
    expect(farthest(a.sureness, b.sureness)).toBeLessThan(1e-4)
    // In shares of the picture, as the sureness is a share.
    expect(farthest(a.sides, b.sides) / onnx.input.width).toBeLessThan(1e-4)
  }
  await Promise.all([onnx.stop(), wasm.stop()])
}, 60_000)

test('pixels of another size are refused', async () => {
  const onnx = await openOnnxCenternet()
  const pixels = { rgb: new Uint8Array(12), picture: { width: 2, height: 2 } }
  await expect(onnx.detect(pixels)).rejects.toThrow('12 bytes of pixels; the detector takes 512×512')
  await onnx.stop()
})

test('a peak of the map is a person in pixels of the picture, its slopes are not', () => {
  const sureness = new Float32Array(16 * 16)
  sureness[5 * 16 + 4] = 0.9
  sureness[5 * 16 + 5] = 0.8
  sureness[12 * 16 + 12] = 0.05
  const sides = new Float32Array(4 * 256)
  for (const [side, value] of [8, 20, 8, 20].entries()) sides[side * 256 + 5 * 16 + 4] = value
  const people = peopleIn(
    { width: 16, height: 16, sureness, sides },
    { width: 64, height: 64 },
    { width: 128, height: 64 },
  )
  expect(people).toEqual([{ x: 16, y: 0, width: 32, height: 40, score: expect.closeTo(0.9) }])
})

function farthest(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, index) => Math.max(most, Math.abs(value - (b[index] as number))), 0)
}
