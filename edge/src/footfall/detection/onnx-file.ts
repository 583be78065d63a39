/** What an ONNX model is made of here; field numbers below are those of onnx.proto, IR version 8. */
export interface OnnxNode {
  op: string
  inputs: string[]
  output: string
  attributes?: Record<string, number | number[] | string>
}

export interface OnnxTensor {
  name: string
  shape: readonly number[]
  values: Float32Array
}

/** A float tensor of the model's own; a word is a side left open. */
export interface OnnxPort {
  name: string
  shape: readonly (number | string)[]
}

export interface OnnxGraph {
  nodes: OnnxNode[]
  weights: OnnxTensor[]
  input: OnnxPort
  outputs: OnnxPort[]
}

const irVersion = 8
const operatorSet = 13
const float = 1

/** The bytes of a model file (protocol buffers). */
export function onnxFile({ input, nodes, outputs, weights }: OnnxGraph): Uint8Array {
  const graph = [
    ...nodes.map((node) => message(1, nodeMessage(node))),
    text(2, 'converted'),
    ...weights.map((weight) => message(5, tensorMessage(weight))),
    message(11, portMessage(input)),
    ...outputs.map((output) => message(12, portMessage(output))),
  ]
  return Buffer.concat([whole(1, irVersion), message(7, graph), message(8, [text(1, ''), whole(2, operatorSet)])])
}

const nodeMessage = ({ attributes = {}, inputs, op, output }: OnnxNode): Uint8Array[] => [
  ...inputs.map((input) => text(1, input)),
  text(2, output),
  text(4, op),
  ...Object.entries(attributes).map(([name, value]) => message(5, [text(1, name), ...attributeValue(value)])),
]

/** AttributeProto: i = 3, s = 4, ints = 8, type = 20 (INT 2, STRING 3, INTS 7). */
function attributeValue(value: number | number[] | string): Uint8Array[] {
  if (typeof value === 'string') return [text(4, value), whole(20, 3)]
  if (typeof value === 'number') return [whole(3, value), whole(20, 2)]
  return [...value.map((one) => whole(8, one)), whole(20, 7)]
}

const tensorMessage = ({ name, shape, values }: OnnxTensor): Uint8Array[] => [
  ...shape.map((side) => whole(1, side)),
  whole(2, float),
  text(8, name),
  bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
]

function portMessage({ name, shape }: OnnxPort): Uint8Array[] {
  const sides = shape.map((side) => message(1, [typeof side === 'number' ? whole(1, side) : text(2, side)]))
  return [text(1, name), message(2, [message(1, [whole(1, float), message(2, sides)])])]
}

const message = (field: number, parts: readonly Uint8Array[]): Uint8Array => bytes(field, Buffer.concat(parts))
const text = (field: number, value: string): Uint8Array => bytes(field, Buffer.from(value))
const bytes = (field: number, value: Uint8Array): Uint8Array =>
  Buffer.concat([varint(field * 8 + 2), varint(value.length), value])
const whole = (field: number, value: number): Uint8Array => Buffer.concat([varint(field * 8), varint(value)])

/** Negative numbers do not occur. */
function varint(value: number): Uint8Array {
  const out: number[] = []
  let left = value
  for (; left >= 128; left = Math.floor(left / 128)) out.push((left % 128) + 128)
  return Uint8Array.from([...out, left])
}
