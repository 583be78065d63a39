import { logitOf, sigmoid } from './metrics.ts'

export interface Logistic {
  intercept: number
  weights: number[]
}

const rounds = 25
const tolerance = 1e-8

/**
 * Logistic regression by Newton's method with a ridge of `penalty` on the weights, never on the intercept: its mean
 * probability is the share of complaints.
 */
export function fitLogistic(rows: readonly Float64Array[], outcomes: readonly boolean[], penalty: number): Logistic {
  const width = (rows[0]?.length ?? 0) + 1
  const share = outcomes.filter(Boolean).length / outcomes.length
  const beta = new Float64Array(width)
  beta[0] = logitOf(share)
  let loss = penalisedLoss(rows, outcomes, beta, penalty)
  for (let round = 0; round < rounds; round += 1) {
    const gradient = new Float64Array(width)
    const curvature = Array.from({ length: width }, () => new Float64Array(width))
    for (const [index, row] of rows.entries()) addCase(row, outcomes[index] as boolean, beta, gradient, curvature)
    for (let j = 1; j < width; j += 1) {
      gradient[j] = (gradient[j] as number) - penalty * (beta[j] as number)
      const own = curvature[j] as Float64Array
      own[j] = (own[j] as number) + penalty
    }
    const step = solved(curvature, gradient)
    // A whole Newton step can overshoot where the scores are steep: it is halved until the loss falls.
    let part = 1
    let next = beta
    let nextLoss = Number.POSITIVE_INFINITY
    for (; part > 1e-4 && !(nextLoss < loss); part /= 2) {
      next = beta.map((value, j) => value + part * (step[j] as number))
      nextLoss = penalisedLoss(rows, outcomes, next, penalty)
    }
    if (!(nextLoss < loss - tolerance)) break
    beta.set(next)
    loss = nextLoss
  }
  return { intercept: beta[0] as number, weights: [...beta.subarray(1)] }
}

export const logisticRaw = ({ intercept, weights }: Logistic, row: Float64Array): number =>
  weights.reduce((sum, weight, j) => sum + weight * (row[j] as number), intercept)

/** log(1 + e^x), without overflow */
const softplus = (x: number): number => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)))

function penalisedLoss(
  rows: readonly Float64Array[],
  outcomes: readonly boolean[],
  beta: Float64Array,
  penalty: number,
): number {
  let loss = 0
  for (let j = 1; j < beta.length; j += 1) loss += (penalty / 2) * (beta[j] as number) ** 2
  for (const [index, row] of rows.entries()) {
    let logit = beta[0] as number
    for (let j = 1; j < beta.length; j += 1) logit += (beta[j] as number) * (row[j - 1] as number)
    loss += softplus(outcomes[index] ? -logit : logit)
  }
  return loss
}

function addCase(
  row: Float64Array,
  complained: boolean,
  beta: Float64Array,
  gradient: Float64Array,
  curvature: readonly Float64Array[],
): void {
  const width = beta.length
  const at = (j: number): number => (j === 0 ? 1 : (row[j - 1] as number))
  let logit = 0
  for (let j = 0; j < width; j += 1) logit += (beta[j] as number) * at(j)
  const probability = sigmoid(logit)
  const off = (complained ? 1 : 0) - probability
  const weight = Math.max(1e-9, probability * (1 - probability))
  for (let j = 0; j < width; j += 1) {
    gradient[j] = (gradient[j] as number) + off * at(j)
    const own = curvature[j] as Float64Array
    for (let k = 0; k <= j; k += 1) own[k] = (own[k] as number) + weight * at(j) * at(k)
  }
}

/** Cholesky: solves A·x = b where only the lower triangle of the positive definite A is filled. */
function solved(lower: readonly Float64Array[], b: Float64Array): Float64Array {
  const n = b.length
  const l = lower.map((row) => Float64Array.from(row))
  const x = Float64Array.from(b)
  for (let j = 0; j < n; j += 1) {
    const rowJ = l[j] as Float64Array
    for (let k = 0; k <= j; k += 1) {
      const rowK = l[k] as Float64Array
      let sum = rowJ[k] as number
      for (let m = 0; m < k; m += 1) sum -= (rowJ[m] as number) * (rowK[m] as number)
      rowJ[k] = j === k ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (rowK[k] as number)
    }
  }
  for (let j = 0; j < n; j += 1) {
    let sum = x[j] as number
    for (let k = 0; k < j; k += 1) sum -= ((l[j] as Float64Array)[k] as number) * (x[k] as number)
    x[j] = sum / ((l[j] as Float64Array)[j] as number)
  }
  for (let j = n - 1; j >= 0; j -= 1) {
    let sum = x[j] as number
    for (let k = j + 1; k < n; k += 1) sum -= ((l[k] as Float64Array)[j] as number) * (x[k] as number)
    x[j] = sum / ((l[j] as Float64Array)[j] as number)
  }
  return x
}
