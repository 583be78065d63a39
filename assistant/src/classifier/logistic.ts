/** P(yes | features) = 1 / (1 + exp(-(bias + Σ weight · (feature - mean) / deviation))). */
export interface Logistic {
  bias: number
  weights: number[]
  means: number[]
  deviations: number[]
}

export interface Example {
  features: number[]
  yes: boolean
  weight: number
}

/**
 * Newton's method with a ridge penalty: a few steps, no rate to choose. Half a yes and half a no are added at the mean,
 * so that nothing becomes certain where all examples agree.
 */
export function fitLogistic(given: Example[], ridge = 1): Logistic {
  const examples = [...given, ...doubts(given)]
  const width = examples[0]?.features.length ?? 0
  const total = examples.reduce((sum, { weight }) => sum + weight, 0)
  const means = column(
    width,
    (at) => examples.reduce((sum, e) => sum + e.weight * (e.features[at] as number), 0) / total,
  )
  const deviations = column(width, (at) => {
    const mean = means[at] as number
    const square = examples.reduce((sum, e) => sum + e.weight * ((e.features[at] as number) - mean) ** 2, 0) / total
    return Math.sqrt(square) || 1
  })
  const rows = examples.map(({ features }) => [
    1,
    ...features.map((feature, at) => (feature - (means[at] as number)) / (deviations[at] as number)),
  ])
  let weights = new Array<number>(width + 1).fill(0)
  for (let step = 0; step < 30; step += 1) {
    const gradient = weights.map((weight, at) => (at === 0 ? 0 : -ridge * weight))
    const curvature = weights.map((_, a) => weights.map((__, b) => (a === b ? (a === 0 ? 1e-6 : ridge) : 0)))
    rows.forEach((row, line) => {
      const { yes, weight } = examples[line] as Example
      const probability = sigmoid(dot(weights, row))
      const error = weight * ((yes ? 1 : 0) - probability)
      const spread = weight * probability * (1 - probability)
      for (let a = 0; a <= width; a += 1) {
        const value = row[a] as number
        gradient[a] = (gradient[a] as number) + error * value
        const line = curvature[a] as number[]
        for (let b = 0; b <= width; b += 1) line[b] = (line[b] as number) + spread * value * (row[b] as number)
      }
    })
    const move = solve(curvature, gradient)
    weights = weights.map((weight, at) => weight + Math.max(-3, Math.min(3, move[at] as number)))
    if (move.every((part) => Math.abs(part) < 1e-6)) break
  }
  return { bias: weights[0] as number, weights: weights.slice(1), means, deviations }
}

/** Log odds of yes. */
export function logOdds({ bias, weights, means, deviations }: Logistic, features: number[]): number {
  let sum = bias
  for (let at = 0; at < weights.length; at += 1) {
    const standard = ((features[at] as number) - (means[at] as number)) / (deviations[at] as number)
    sum += (weights[at] as number) * standard
  }
  return sum
}

export const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value))

function doubts(examples: Example[]): Example[] {
  const width = examples[0]?.features.length ?? 0
  const features = column(
    width,
    (at) => examples.reduce((sum, example) => sum + (example.features[at] as number), 0) / examples.length,
  )
  return [true, false].map((yes) => ({ features, yes, weight: 0.5 }))
}

const column = (width: number, value: (at: number) => number): number[] =>
  Array.from({ length: width }, (_, at) => value(at))
const dot = (a: number[], b: number[]): number => a.reduce((sum, value, at) => sum + value * (b[at] as number), 0)

/** Gaussian elimination with partial pivoting. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] as number])
  const size = rows.length
  for (let pivot = 0; pivot < size; pivot += 1) {
    let largest = pivot
    for (let row = pivot + 1; row < size; row += 1) {
      if (Math.abs(rows[row]?.[pivot] as number) > Math.abs(rows[largest]?.[pivot] as number)) largest = row
    }
    const top = rows[largest] as number[]
    rows[largest] = rows[pivot] as number[]
    rows[pivot] = top
    for (let row = pivot + 1; row < size; row += 1) {
      const below = rows[row] as number[]
      const factor = (below[pivot] as number) / (top[pivot] as number)
      for (let at = pivot; at <= size; at += 1) below[at] = (below[at] as number) - factor * (top[at] as number)
    }
  }
  const answer = new Array<number>(size).fill(0)
  for (let row = size - 1; row >= 0; row -= 1) {
    const line = rows[row] as number[]
    let sum = line[size] as number
    for (let at = row + 1; at < size; at += 1) sum -= (line[at] as number) * (answer[at] as number)
    answer[row] = sum / (line[row] as number)
  }
  return answer
}
