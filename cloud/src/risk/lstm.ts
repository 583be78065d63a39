import { sigmoid } from './metrics.ts'

/** A matrix by rows, so that the input's value at i adds row i. */
export interface Matrix {
  columns: number
  values: number[]
}

/**
 * The trained network: LSTM over the steps, joined with the features, a hidden layer, one logit. TensorFlow.js trains it; these weights run without it, so that a room need not load it.
 */
export interface Lstm {
  units: number
  kernel: Matrix
  recurrent: Matrix
  bias: number[]
  hidden: Matrix
  hiddenBias: number[]
  output: Matrix
  outputBias: number[]
}

function addProduct(into: Float64Array, input: ArrayLike<number>, { columns, values }: Matrix): void {
  for (let i = 0; i < input.length; i += 1) {
    const value = input[i] as number
    if (value === 0) continue
    const row = i * columns
    for (let j = 0; j < columns; j += 1) into[j] = (into[j] as number) + value * (values[row + j] as number)
  }
}

/** The gates in Keras's order: input, forget, cell, output. Padding before the first step leaves the state at nought. */
export function lstmState(
  { units, kernel, recurrent, bias }: Pick<Lstm, 'units' | 'kernel' | 'recurrent' | 'bias'>,
  steps: readonly Float64Array[],
): Float64Array {
  const hidden = new Float64Array(units)
  const cell = new Float64Array(units)
  for (const step of steps) {
    const gates = Float64Array.from(bias)
    addProduct(gates, step, kernel)
    addProduct(gates, hidden, recurrent)
    for (let unit = 0; unit < units; unit += 1) {
      const [input, forget, candidate, output] = [0, 1, 2, 3].map((gate) => gates[gate * units + unit] as number)
      const kept = sigmoid(forget as number) * (cell[unit] as number)
      cell[unit] = kept + sigmoid(input as number) * Math.tanh(candidate as number)
      hidden[unit] = sigmoid(output as number) * Math.tanh(cell[unit] as number)
    }
  }
  return hidden
}

export function lstmRaw(lstm: Lstm, steps: readonly Float64Array[], features: ArrayLike<number>): number {
  const joined = Float64Array.from([...lstmState(lstm, steps), ...Array.from(features)])
  const hidden = Float64Array.from(lstm.hiddenBias)
  addProduct(hidden, joined, lstm.hidden)
  const output = Float64Array.from(lstm.outputBias)
  addProduct(
    output,
    hidden.map((value) => Math.max(0, value)),
    lstm.output,
  )
  return output[0] as number
}
