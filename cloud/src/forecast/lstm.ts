import type { Forecaster } from './baselines.ts'
import type { Plan } from './plan.ts'

/** Set on the part that is fitted, and on nothing else. */
export interface Scaling {
  mean: number
  deviation: number
  /** Of the change from one step to the next. */
  stepDeviation: number
  /** Of the change from an origin to its targets: what the network's outputs count in. */
  aheadDeviation: number
  /** Whether the hour of the day is told: only where at least two days were seen. */
  hours: boolean
}

/** A trained LSTM layer and the dense layer behind it; rows as TensorFlow.js lays them out, gates in the order i, f, c, o. */
export interface Lstm {
  units: number
  features: number
  horizons: number
  /** features × 4·units */
  kernel: Float32Array
  /** units × 4·units */
  recurrent: Float32Array
  bias: Float32Array
  /** units × horizons */
  dense: Float32Array
  denseBias: Float32Array
}

export const featuresOf = ({ hours }: Scaling): number => (hours ? 5 : 3)

const dayMs = 86_400_000
/** A level far outside what was seen is told as this many deviations: the network knows nothing beyond. */
const farthest = 4

/** Writes the inputs of the window that ends at this step: level, step, whether observed, and the hour. Gaps hold the last value. */
export function writeWindow(into: Float32Array, at: number, plan: Plan, scaling: Scaling, origin: number): void {
  const { grid, window } = plan
  const features = featuresOf(scaling)
  const first = origin - window + 1
  let held = firstObserved(grid.values, first, origin)
  for (let step = 0; step < window; step++) {
    const value = grid.values[first + step] ?? Number.NaN
    const observed = !Number.isNaN(value)
    const now = observed ? value : held
    const place = at + step * features
    into[place] = clamp((now - scaling.mean) / scaling.deviation)
    into[place + 1] = clamp((now - held) / scaling.stepDeviation)
    into[place + 2] = observed ? 1 : 0
    if (scaling.hours) {
      const turn = (2 * Math.PI * (grid.startMs + (first + step) * grid.stepMs)) / dayMs
      into[place + 3] = Math.sin(turn)
      into[place + 4] = Math.cos(turn)
    }
    held = now
  }
}

const clamp = (value: number): number => Math.max(-farthest, Math.min(farthest, value))

function firstObserved(values: Float64Array, first: number, last: number): number {
  for (let index = first; index <= last; index++) if (!Number.isNaN(values[index])) return values[index] ?? 0
  return Number.NaN
}

/**
 * The trained network as a forecaster, computed here: a few thousand multiplications do not need TensorFlow.js, whose
 * 100 MB would otherwise stand in the cloud room or in a process beside it. Training checks that both agree.
 */
export function learned(plan: Plan, lstm: Lstm, scaling: Scaling): Forecaster {
  const window = new Float32Array(plan.window * lstm.features)
  return (origin) => {
    writeWindow(window, 0, plan, scaling, origin)
    const now = plan.grid.values[origin] ?? Number.NaN
    return outputsOf(lstm, window).map((change) => now + change * scaling.aheadDeviation)
  }
}

/** The network's outputs for one window (steps × features). */
export function outputsOf(lstm: Lstm, window: Float32Array): Float64Array {
  const { units, features, horizons, kernel, recurrent, bias, dense, denseBias } = lstm
  const width = 4 * units
  const hidden = new Float64Array(units)
  const cell = new Float64Array(units)
  const gates = new Float64Array(width)
  for (let start = 0; start < window.length; start += features) {
    gates.set(bias)
    for (let input = 0; input < features; input++) addRow(gates, kernel, input * width, window[start + input] ?? 0)
    for (let unit = 0; unit < units; unit++) addRow(gates, recurrent, unit * width, hidden[unit] ?? 0)
    for (let unit = 0; unit < units; unit++) {
      const gate = (which: number): number => gates[which * units + unit] ?? 0
      const kept = sigmoid(gate(1)) * (cell[unit] ?? 0) + sigmoid(gate(0)) * Math.tanh(gate(2))
      cell[unit] = kept
      hidden[unit] = sigmoid(gate(3)) * Math.tanh(kept)
    }
  }
  const outputs = Float64Array.from(denseBias)
  for (let unit = 0; unit < units; unit++) addRow(outputs, dense, unit * horizons, hidden[unit] ?? 0)
  return outputs
}

function addRow(sum: Float64Array, matrix: Float32Array, from: number, factor: number): void {
  for (let column = 0; column < sum.length; column++)
    sum[column] = (sum[column] ?? 0) + factor * (matrix[from + column] ?? 0)
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
