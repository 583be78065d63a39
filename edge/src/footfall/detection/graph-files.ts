import type { io } from '@tensorflow/tfjs-core'
import type { GraphModel } from './graph-model.ts'

/** A graph model as TensorFlow.js takes one from memory. */
export function graphFiles({ nodes, weights }: GraphModel): io.ModelArtifacts {
  const used = [...weights].filter(([name]) => nodes.some((node) => node.name === name))
  return {
    format: 'graph-model',
    // Versions are asked for and not looked at.
    modelTopology: { node: nodes, versions: { producer: '1', minConsumer: '1' } },
    weightSpecs: used.map(([name, { shape, values }]) => ({
      name,
      shape,
      dtype: values instanceof Float32Array ? 'float32' : 'int32',
    })),
    weightData: new Uint8Array(Buffer.concat(used.map(([, { values }]) => new Uint8Array(values.buffer)))).buffer,
  }
}
