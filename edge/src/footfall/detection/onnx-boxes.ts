import { readFileSync } from 'node:fs'
import type { Detection } from '../box.ts'
import { oneThread, planesOf } from './onnx-centernet.ts'
import { type PersonDetector, refuseOtherSize, type Size } from './person-detector.ts'

/**
 * Any ONNX detector whose first output is [1, n, 6]: left, top, right, bottom in input pixels, score, class; duplicates
 * already suppressed or not. Its input is [1, 3, height, width], red green blue.
 */
export interface OnnxBoxesSettings {
  model: string
  input: Size
  /** What 255 becomes: 1 for networks trained on shares, 255 for those trained on bytes. */
  white: number
  personClass: number
  leastScore: number
}

/** @throws Error naming the model when it cannot be read, run or understood */
export async function openOnnxBoxes(settings: OnnxBoxesSettings): Promise<PersonDetector> {
  const { input, model } = settings
  const { InferenceSession, Tensor } = await import('onnxruntime-node')
  const session = await InferenceSession.create(readFileSync(model), oneThread).catch((error: unknown) => {
    throw new Error(`${model}: not a model that onnxruntime runs (${error instanceof Error ? error.message : error})`)
  })
  const [inputName, outputName] = [session.inputNames[0] as string, session.outputNames[0] as string]
  return {
    input,
    async detect(pixels) {
      refuseOtherSize(pixels, input)
      const planes = planesOf(pixels.rgb, settings.white / 255)
      const tensor = new Tensor('float32', planes, [1, 3, input.height, input.width])
      const output = (await session.run({ [inputName]: tensor }))[outputName]
      if (output?.dims.length !== 3 || output.dims[2] !== 6) {
        throw new Error(`${model}: its output is [${output?.dims.join(', ')}]; give a detector with [1, n, 6]`)
      }
      return peopleOf(output.data as Float32Array, settings, pixels.picture)
    },
    stop: () => session.release(),
  }
}

function peopleOf(rows: Float32Array, settings: OnnxBoxesSettings, picture: Size): Detection[] {
  const { input, leastScore, personClass } = settings
  const scale = { x: picture.width / input.width, y: picture.height / input.height }
  const found: Detection[] = []
  for (let at = 0; at + 6 <= rows.length; at += 6) {
    const [left, top, right, bottom, score, kind] = rows.subarray(at, at + 6) as unknown as number[] as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    if (Math.round(kind) !== personClass || score < leastScore || right <= left || bottom <= top) continue
    found.push({
      x: left * scale.x,
      y: top * scale.y,
      width: (right - left) * scale.x,
      height: (bottom - top) * scale.y,
      score,
    })
  }
  return found
}
