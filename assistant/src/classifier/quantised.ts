import type { Mlp } from './mlp.ts'
import type { Linear } from './svm.ts'
import type { Vector } from './vocabulary.ts'

/** A matrix in bytes, row by row; each column has its own scale. */
export interface Matrix {
  columns: number
  cells: Int8Array
  scales: Float32Array
  bias: Float32Array
}

export interface QuantisedMlp {
  inner: Matrix
  outer: Matrix
}

export const quantiseSvm = ({ classes, weights, bias }: Linear): Matrix => quantise(weights, classes, bias)

export const quantiseMlp = ({ hidden, classes, inner, innerBias, outer, outerBias }: Mlp): QuantisedMlp => ({
  inner: quantise(inner, hidden, innerBias),
  outer: quantise(outer, classes, outerBias),
})

function quantise(weights: Float32Array, columns: number, bias: Float32Array): Matrix {
  const scales = new Float32Array(columns)
  for (let at = 0; at < weights.length; at += 1) {
    scales[at % columns] = Math.max(scales[at % columns] as number, Math.abs(weights[at] as number) / 127)
  }
  const cells = new Int8Array(weights.length)
  for (let at = 0; at < weights.length; at += 1) {
    const scale = scales[at % columns] as number
    cells[at] = scale > 0 ? Math.round((weights[at] as number) / scale) : 0
  }
  return { columns, cells, scales, bias }
}

/** result[column] = bias + scale × Σ value × cell */
export function multiply(
  result: Float32Array,
  { columns, cells, scales, bias }: Matrix,
  { indexes, values }: Vector,
): void {
  result.fill(0)
  for (let at = 0; at < indexes.length; at += 1) {
    const row = (indexes[at] as number) * columns
    const value = values[at] as number
    for (let column = 0; column < columns; column += 1) {
      result[column] = (result[column] as number) + value * (cells[row + column] as number)
    }
  }
  for (let column = 0; column < columns; column += 1) {
    result[column] = (result[column] as number) * (scales[column] as number) + (bias[column] as number)
  }
}

/** The outputs of the network before the softmax; `units` is scratch space as wide as the hidden layer. */
export function activate(
  outputs: Float32Array,
  units: Float32Array,
  { inner, outer }: QuantisedMlp,
  vector: Vector,
): void {
  multiply(units, inner, vector)
  const active: number[] = []
  for (let unit = 0; unit < units.length; unit += 1) if ((units[unit] as number) > 0) active.push(unit)
  multiply(outputs, outer, {
    indexes: Int32Array.from(active),
    values: Float32Array.from(active, (unit) => units[unit] as number),
  })
}
