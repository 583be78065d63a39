import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { onnxFile } from './onnx-file.ts'
import { openDetector } from './open-detector.ts'
import { seededPixels } from './pixels.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'larder-onnx-'))
afterAll(() => rmSync(folder, { recursive: true }))
const input = { width: 64, height: 64 }

/** A network that says the same of every picture: the mean of it, times nothing, plus these rows. */
function modelSaying(values: number[], shape: number[]): string {
  const file = join(folder, `${values.length}-${shape.join('x')}.onnx`)
  const graph = {
    input: { name: 'picture', shape: [1, 3, 64, 64] },
    outputs: [{ name: 'people', shape }],
    weights: [
      { name: 'nothing', shape: [], values: Float32Array.of(0) },
      { name: 'rows', shape, values: Float32Array.from(values) },
    ],
    nodes: [
      { op: 'ReduceMean', inputs: ['picture'], output: 'mean', attributes: { keepdims: 0 } },
      { op: 'Mul', inputs: ['mean', 'nothing'], output: 'zero' },
      { op: 'Add', inputs: ['zero', 'rows'], output: 'people' },
    ],
  }
  writeFileSync(file, onnxFile(graph))
  return file
}

const open = (model: string) =>
  openDetector({ kind: 'onnx-boxes', model, input, white: 1, personClass: 0, floor: 0.25, sure: 0.5 }, () => undefined)

test('any ONNX detector can be put in by its file, and says boxes in pixels of the picture', async () => {
  const rows = [8, 16, 24, 48, 0.9, 0, 8, 16, 24, 48, 0.9, 2, 0, 0, 9, 9, 0.1, 0]
  const detector = await open(modelSaying(rows, [1, 3, 6]))
  const pixels = { ...seededPixels(1, input), picture: { width: 640, height: 320 } }
  expect(await detector.detect(pixels)).toEqual([{ x: 80, y: 80, width: 160, height: 160, score: expect.closeTo(0.9) }])
  await detector.stop()
})

test('a model of another answer, or none, is refused by name', async () => {
  const detector = await open(modelSaying([1, 2, 3, 4, 5], [1, 1, 5]))
  await expect(detector.detect(seededPixels(1, input))).rejects.toThrow('1x1x5.onnx: its output is [1, 1, 5]')
  await detector.stop()
  const text = join(folder, 'text.onnx')
  writeFileSync(text, 'hello')
  await expect(open(text)).rejects.toThrow('text.onnx: not a model that onnxruntime runs')
  await expect(open(join(folder, 'none.onnx'))).rejects.toThrow('none.onnx')
})
