import { createRequire } from 'node:module'
import { dirname, sep } from 'node:path'
import type { Tensor4D } from '@tensorflow/tfjs-core'
import { type CentreMaps, centernet, centernetForPeople, peopleIn } from './centernet.ts'
import { graphFiles } from './graph-files.ts'
import { nodesFor } from './graph-model.ts'
import { type PersonDetector, type Pixels, refuseOtherSize } from './person-detector.ts'

/** The same weights run by TensorFlow.js on WebAssembly: slower, but on every machine that runs Node. */
export async function openWasmCenternet(): Promise<PersonDetector & { maps(pixels: Pixels): Promise<CentreMaps> }> {
  const core = await import('@tensorflow/tfjs-core')
  const { loadGraphModel } = await import('@tensorflow/tfjs-converter')
  const wasm = await import('@tensorflow/tfjs-backend-wasm')
  wasm.setWasmPaths(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')) + sep)
  core.enableProdMode()
  await core.setBackend('wasm')
  await core.ready()
  const { input, sidesName, suresName } = centernet
  const people = centernetForPeople()
  const files = graphFiles({ ...people, nodes: nodesFor([suresName, sidesName], people) })
  const model = await loadGraphModel({ load: async () => files })
  const maps = async (pixels: Pixels): Promise<CentreMaps> => {
    refuseOtherSize(pixels, input)
    const picture = core.tensor4d(Float32Array.from(pixels.rgb), [1, input.height, input.width, 3])
    const [sures, sides] = model.execute(picture, [suresName, sidesName]) as [Tensor4D, Tensor4D]
    const planes = core.transpose(sides, [0, 3, 1, 2])
    const [, height, width] = sures.shape
    const answer = {
      width,
      height,
      sureness: sures.dataSync() as Float32Array,
      sides: planes.dataSync() as Float32Array,
    }
    core.dispose([picture, sures, sides, planes])
    return answer
  }
  return {
    input,
    maps,
    detect: async (pixels) => peopleIn(await maps(pixels), input, pixels.picture),
    stop: async () => model.dispose(),
  }
}
