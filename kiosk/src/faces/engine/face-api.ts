import { createRequire, registerHooks } from 'node:module'
import { dirname, join, sep } from 'node:path'
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core'
import type { Chip } from '../chip.ts'
import type { Box } from '../geometry.ts'
import type { FaceNetworks } from '../networks.ts'

type Tensorflow = typeof import('@tensorflow/tfjs-core')

interface Network {
  loadFromDisk(folder: string): Promise<void>
}

/** What is used of @vladmandic/face-api; its own types want all of @tensorflow/tfjs. */
interface FaceApi {
  TinyFaceDetectorOptions: new (options: { inputSize: number; scoreThreshold: number }) => object
  nets: {
    tinyFaceDetector: Network & {
      locateFaces(input: Tensor3D, options: object): Promise<{ score: number; box: Box }[]>
    }
    faceLandmark68Net: Network & {
      detectLandmarks(input: Tensor3D[]): Promise<{ positions: { x: number; y: number }[] }[]>
    }
    faceRecognitionNet: Network & { computeFaceDescriptor(input: Tensor3D[]): Promise<Float32Array[]> }
  }
}

const require = createRequire(import.meta.url)

/** Below this the tiny detector sees faces in tiles and fruit; a tight crop, padded, has 0.64 on average and more. */
const leastScore = 0.35

/**
 * Loads face-api on TensorFlow.js WASM: 13 MB of weights, about 330 MB resident. For a process of its own: it changes
 * how modules are resolved and adds methods to every tensor.
 */
export async function loadFaceApi(): Promise<FaceNetworks> {
  const tensorflow = await startTensorflow()
  // face-api asks for the whole of TensorFlow.js and needs its core alone.
  registerHooks({
    resolve: (name, context, next) => next(name === '@tensorflow/tfjs' ? '@tensorflow/tfjs-core' : name, context),
  })
  const faceApi = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as FaceApi
  const folder = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'model')
  const { tinyFaceDetector, faceLandmark68Net, faceRecognitionNet } = faceApi.nets
  for (const network of [tinyFaceDetector, faceLandmark68Net, faceRecognitionNet]) await network.loadFromDisk(folder)

  const using = async <Result>(tensors: Tensor3D[], work: (tensors: Tensor3D[]) => Promise<Result>) => {
    try {
      return await work(tensors)
    } finally {
      for (const tensor of tensors) tensor.dispose()
    }
  }
  const tensorOf = ({ side, rgb }: Chip): Tensor3D => tensorflow.tensor3d(rgb, [side, side, 3])

  return {
    detect: (chip) =>
      using([tensorOf(chip)], async ([tensor]) => {
        const options = new faceApi.TinyFaceDetectorOptions({ inputSize: chip.side, scoreThreshold: leastScore })
        const found = await tinyFaceDetector.locateFaces(tensor as Tensor3D, options)
        return found.map(({ score, box: { x, y, width, height } }) => ({ score, x, y, width, height }))
      }),
    landmarks: (chips) =>
      using(chips.map(tensorOf), async (tensors) => {
        const found = await faceLandmark68Net.detectLandmarks(tensors)
        // Half a pixel less: face-api counts from a pixel's edge, a chip from its middle.
        return found.map(({ positions }) => positions.map(({ x, y }) => ({ x: x - 0.5, y: y - 0.5 })))
      }),
    descriptors: (chips) => using(chips.map(tensorOf), (tensors) => faceRecognitionNet.computeFaceDescriptor(tensors)),
  }
}

async function startTensorflow(): Promise<Tensorflow> {
  // By require, as face-api does: the module that import would give is another copy, whose tensors face-api refuses.
  const tensorflow = require('@tensorflow/tfjs-core') as Tensorflow
  const wasm = require('@tensorflow/tfjs-backend-wasm') as typeof import('@tensorflow/tfjs-backend-wasm')
  wasm.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep)
  tensorflow.enableProdMode()
  await tensorflow.setBackend('wasm')
  await tensorflow.ready()
  chainOperations(tensorflow)
  return tensorflow
}

/** face-api calls operations as methods of a tensor; the package that adds those also brings a browser's backends. */
function chainOperations(tensorflow: Tensorflow): void {
  const methods = tensorflow.Tensor.prototype as unknown as Record<string, unknown>
  for (const [name, operation] of Object.entries(tensorflow)) {
    if (typeof operation !== 'function') continue
    methods[name] ??= function (this: Tensor, ...rest: unknown[]) {
      return (operation as (...operands: unknown[]) => unknown)(this, ...rest)
    }
  }
  methods.as1D = function (this: Tensor) {
    return tensorflow.reshape(this, [this.size])
  }
  for (const rank of [2, 3, 4]) {
    methods[`as${rank}D`] = function (this: Tensor, ...shape: number[]) {
      return tensorflow.reshape(this, shape)
    }
  }
}
