import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** One operation of a TensorFlow.js graph model, with its attributes as they stand in the file. */
export interface GraphNode {
  name: string
  op: string
  input: string[]
  attr: Record<string, unknown>
}

export interface Weight {
  shape: number[]
  values: Float32Array | Int32Array
}

export interface GraphModel {
  nodes: GraphNode[]
  weights: Map<string, Weight>
}

interface ModelFile {
  modelTopology: { node: { name: string; op: string; input?: string[]; attr?: Record<string, unknown> }[] }
  weightsManifest: {
    paths: string[]
    weights: { name: string; shape: number[]; dtype: string; quantization?: { dtype: string } }[]
  }[]
}

/** Reads a graph model's topology and weights (half precision is widened). @throws Error for a kind of weight it does not know */
export function readGraphModel(file: string): GraphModel {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(file, 'utf8')) as ModelFile
  const weights = new Map<string, Weight>()
  for (const { paths, weights: entries } of weightsManifest) {
    const bytes = new Uint8Array(Buffer.concat(paths.map((path) => readFileSync(join(dirname(file), path)))))
    let offset = 0
    for (const { dtype, name, quantization, shape } of entries) {
      const size = shape.reduce((product, side) => product * side, 1)
      const { values, width } = valuesOf(bytes, offset, size, quantization?.dtype ?? dtype, name)
      weights.set(name, { shape, values })
      offset += size * width
    }
  }
  const nodes = modelTopology.node.map(({ attr = {}, input = [], name, op }) => ({ name, op, input, attr }))
  return { nodes, weights }
}

function valuesOf(bytes: Uint8Array, offset: number, size: number, kind: string, name: string) {
  const part = (width: number) => bytes.slice(offset, offset + size * width).buffer
  if (kind === 'float16') return { values: Float32Array.from(new Float16Array(part(2))), width: 2 }
  if (kind === 'float32') return { values: new Float32Array(part(4)), width: 4 }
  if (kind === 'int32') return { values: new Int32Array(part(4)), width: 4 }
  throw new Error(`weight ${name}: ${kind} is not supported; give float16, float32 or int32`)
}

/** The nodes that the outputs need, each after its inputs. */
export function nodesFor(outputs: readonly string[], { nodes }: GraphModel): GraphNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const order = new Map<string, GraphNode>()
  const visit = (name: string) => {
    const node = byName.get(name)
    if (!node) throw new Error(`the model has no node ${name}`)
    if (order.has(name)) return
    for (const input of node.input) visit(input)
    order.set(name, node)
  }
  for (const output of outputs) visit(output)
  return [...order.values()]
}
