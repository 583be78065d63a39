import { type GraphModel, type GraphNode, nodesFor, type Weight } from './graph-model.ts'
import { type OnnxNode, type OnnxPort, type OnnxTensor, onnxFile } from './onnx-file.ts'

interface Attributes {
  strides?: { list: { i: string[] } }
  padding?: { s: string }
  fused_ops?: { list: { s: string[] } }
}

/** A whole vector or none: the graph's constants that shape operations are read while converting. */
const shaping: Record<string, number> = { Mean: 1, ResizeBilinear: 1, ConcatV2: -1 }

/**
 * Converts a TensorFlow.js graph of convolutions (pictures height × width × channels) to ONNX (channels first), so that
 * onnxruntime can run the same weights. Sizes stay open. @throws Error naming an operation it does not know
 */
export function toOnnx(model: GraphModel, outputs: readonly string[], inputChannels: number): Uint8Array {
  const nodes: OnnxNode[] = []
  const weights = new Map<string, OnnxTensor>()
  let input: OnnxPort | undefined
  for (const node of nodesFor(outputs, model)) {
    if (node.op === 'Placeholder') input = { name: node.name, shape: [1, inputChannels, 'height', 'width'] }
    else if (node.op !== 'Const') nodes.push(...converted(node, model, weights))
  }
  if (!input) throw new Error('the model takes no picture')
  const ports = outputs.map((name) => ({ name, shape: [1, `${name}/c`, `${name}/h`, `${name}/w`] }))
  return onnxFile({ nodes, weights: [...weights.values()], input, outputs: ports })
}

function converted(node: GraphNode, model: GraphModel, weights: Map<string, OnnxTensor>): OnnxNode[] {
  const { input, name: output, op } = node
  const shapingInput = shaping[op]
  const data = shapingInput === undefined ? input : input.toSpliced(shapingInput, 1)
  const asIs = (name: string, attributes: OnnxNode['attributes'] = {}) => {
    for (const one of data) keepScalar(one, model, weights)
    return [{ op: name, inputs: data, output, attributes }]
  }
  switch (op) {
    case 'Conv2D':
    case '_FusedConv2D':
    case 'DepthwiseConv2dNative':
    case 'FusedDepthwiseConv2dNative':
      return convolution(node, model, weights)
    case 'Add':
    case 'Mul':
    case 'Relu':
    case 'Sigmoid':
    case 'Identity':
      return asIs(op)
    case 'Relu6':
      return [{ op: 'Clip', inputs: [...data, scalar(0, weights), scalar(6, weights)], output }]
    case 'Mean':
      return asIs('ReduceMean', { axes: [2, 3], keepdims: 1 })
    case 'ConcatV2':
      return asIs('Concat', { axis: 1 })
    case 'ResizeBilinear':
      // Every resize of the graph doubles, and TensorFlow's old way of laying pixels is ONNX's "asymmetric".
      weights.set('double', { name: 'double', shape: [4], values: Float32Array.of(1, 1, 2, 2) })
      return [
        {
          op: 'Resize',
          inputs: [data[0] as string, '', 'double'],
          output,
          attributes: { mode: 'linear', coordinate_transformation_mode: 'asymmetric' },
        },
      ]
    default:
      throw new Error(`${output}: the operation ${op} cannot be converted`)
  }
}

function convolution(node: GraphNode, model: GraphModel, weights: Map<string, OnnxTensor>): OnnxNode[] {
  const attributes = node.attr as Attributes
  const [data, filterName, biasName] = node.input as [string, string, string | undefined]
  const deep = node.op.includes('Depthwise')
  const filter = channelsFirst(model.weights.get(filterName) as Weight, deep)
  weights.set(filterName, { name: filterName, ...filter })
  const bias = biasName === undefined ? undefined : model.weights.get(biasName)
  if (biasName !== undefined && bias) {
    weights.set(biasName, { name: biasName, shape: bias.shape, values: bias.values as Float32Array })
  }
  const [, high, wide] = (attributes.strides?.list.i ?? []).map(Number)
  const fused = (attributes.fused_ops?.list.s ?? []).map(decoded)
  const inner = fused.includes('Relu') ? `${node.name}/linear` : node.name
  const layer: OnnxNode = {
    op: 'Conv',
    inputs: [data, filterName, ...(biasName === undefined ? [] : [biasName])],
    output: inner,
    attributes: {
      auto_pad: decoded(attributes.padding?.s ?? '') === 'SAME' ? 'SAME_UPPER' : 'VALID',
      strides: [high as number, wide as number],
      group: deep ? (filter.shape[0] as number) : 1,
    },
  }
  return fused.includes('Relu') ? [layer, { op: 'Relu', inputs: [inner], output: node.name }] : [layer]
}

/** height × width × in × out → out × in × height × width; depthwise in × multiplier are the outputs. */
function channelsFirst({ shape, values }: Weight, deep: boolean): { shape: number[]; values: Float32Array } {
  const [high, wide, inputs, outputs] = shape as [number, number, number, number]
  const across = inputs * outputs
  const turned = new Float32Array(values.length)
  for (let pixel = 0; pixel < high * wide; pixel++) {
    for (let channel = 0; channel < across; channel++) {
      const [from, to] = [Math.floor(channel / outputs), channel % outputs]
      const filter = deep ? channel : to * inputs + from
      turned[filter * high * wide + pixel] = values[pixel * across + channel] as number
    }
  }
  return { shape: deep ? [across, 1, high, wide] : [outputs, inputs, high, wide], values: turned }
}

function keepScalar(name: string, model: GraphModel, weights: Map<string, OnnxTensor>): void {
  const weight = model.weights.get(name)
  if (!weight) return
  if (weight.values.length !== 1) throw new Error(`${name}: only single numbers can be added or multiplied`)
  weights.set(name, { name, shape: [], values: Float32Array.from(weight.values) })
}

function scalar(value: number, weights: Map<string, OnnxTensor>): string {
  const name = `number/${value}`
  weights.set(name, { name, shape: [], values: Float32Array.of(value) })
  return name
}

const decoded = (base64: string) => Buffer.from(base64, 'base64').toString()
