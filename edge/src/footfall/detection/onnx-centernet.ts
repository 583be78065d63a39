import { type CentreMaps, centernet, centernetForPeople, peopleIn } from './centernet.ts'
import { type PersonDetector, type Pixels, refuseOtherSize } from './person-detector.ts'
import { toOnnx } from './to-onnx.ts'

/** One thread per detector: several cameras share the machine by workers, not by threads within one. */
export const oneThread = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 } as const

/** Plane after plane. The centernet takes 0 to 255 as they are; other networks want them scaled. */
export function planesOf(rgb: Uint8Array, scale = 1): Float32Array {
  const size = rgb.length / 3
  const planes = new Float32Array(rgb.length)
  for (let pixel = 0; pixel < size; pixel++) {
    planes[pixel] = (rgb[pixel * 3] as number) * scale
    planes[pixel + size] = (rgb[pixel * 3 + 1] as number) * scale
    planes[pixel + 2 * size] = (rgb[pixel * 3 + 2] as number) * scale
  }
  return planes
}

/** The centernet of @vladmandic/human, converted in memory and run by onnxruntime. @throws Error where that cannot run */
export async function openOnnxCenternet(): Promise<PersonDetector & { maps(pixels: Pixels): Promise<CentreMaps> }> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node')
  const { input, inputName, sidesName, suresName } = centernet
  const model = toOnnx(centernetForPeople(), [suresName, sidesName], 3)
  const session = await InferenceSession.create(model, oneThread)
  const maps = async (pixels: Pixels): Promise<CentreMaps> => {
    refuseOtherSize(pixels, input)
    const tensor = new Tensor('float32', planesOf(pixels.rgb), [1, 3, input.height, input.width])
    const answer = await session.run({ [inputName]: tensor })
    const [sureness, sides] = [answer[suresName], answer[sidesName]]
    if (!sureness || !sides) throw new Error('the network gave no answer')
    const [, , height, width] = sureness.dims as [number, number, number, number]
    return { width, height, sureness: sureness.data as Float32Array, sides: sides.data as Float32Array }
  }
  return {
    input,
    maps,
    detect: async (pixels) => peopleIn(await maps(pixels), input, pixels.picture),
    stop: () => session.release(),
  }
}
