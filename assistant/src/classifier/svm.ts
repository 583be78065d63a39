import { randomFrom, shuffle } from './random.ts'
import type { Vector } from './vocabulary.ts'

/** One-vs-rest scores: `weights[term × classes + class]`, and one bias a class. */
export interface Linear {
  classes: number
  weights: Float32Array
  bias: Float32Array
}

/**
 * Linear SVMs, one class against the rest, squared hinge loss, by dual coordinate descent
 * (Hsieh et al. 2008, "A dual coordinate descent method for large-scale linear SVM", algorithm 1).
 * All classes are descended together: a line's scores for every class lie side by side in memory.
 */
export function trainSvm(
  vectors: Vector[],
  labels: ArrayLike<number>,
  shape: { classes: number; terms: number; cost: number; passes: number; seed: number },
): Linear {
  const { classes, terms, cost } = shape
  const weights = new Float32Array(terms * classes)
  const bias = new Float32Array(classes)
  const duals = new Float32Array(vectors.length * classes)
  const diagonal = 1 / (2 * cost)
  const random = randomFrom(shape.seed)
  const order = Int32Array.from(vectors, (_, index) => index)
  const scores = new Float32Array(classes)
  const changed = new Int32Array(classes)
  const steps = new Float32Array(classes)
  const kept = new Int32Array(classes)
  const all = Int32Array.from({ length: classes }, (_, index) => index)
  const curvatures = vectors.map(({ values }) => values.reduce((sum, value) => sum + value * value, 1 + diagonal))
  // After the first pass most classes of a line are settled: only those near the margin are looked at again.
  const near: Int32Array[] = vectors.map(() => all)
  for (let pass = 0; pass < shape.passes; pass += 1) {
    shuffle(order, random)
    for (const line of order) {
      const vector = vectors[line] as Vector
      const watched = near[line] as Int32Array
      if (watched === all) scoreInto(scores, { classes, weights, bias }, vector)
      else scoreSome(scores, { classes, weights, bias }, vector, watched)
      const curvature = curvatures[line] as number
      const label = labels[line] as number
      const base = line * classes
      let changes = 0
      let nearby = 0
      for (let at = 0; at < watched.length; at += 1) {
        const index = watched[at] as number
        const sign = index === label ? 1 : -1
        const dual = duals[base + index] as number
        const gradient = sign * (scores[index] as number) - 1 + diagonal * dual
        if (dual > 0 || gradient < settled) {
          kept[nearby] = index
          nearby += 1
        }
        if (dual === 0 && gradient >= 0) continue
        const next = Math.max(dual - gradient / curvature, 0)
        const step = next - dual
        if (Math.abs(step) < 1e-3) continue
        duals[base + index] = next
        changed[changes] = index
        steps[changes] = step * sign
        changes += 1
      }
      near[line] = kept.slice(0, nearby)
      if (changes > 0) move({ classes, weights, bias }, vector, changed.subarray(0, changes), steps)
    }
  }
  return { classes, weights, bias }
}

/** A gradient beyond which a class at zero is left alone. */
const settled = 0.3

function move({ classes, weights, bias }: Linear, vector: Vector, changed: Int32Array, steps: Float32Array): void {
  const { indexes, values } = vector
  for (let at = 0; at < indexes.length; at += 1) {
    const row = (indexes[at] as number) * classes
    const value = values[at] as number
    for (let change = 0; change < changed.length; change += 1) {
      const cell = row + (changed[change] as number)
      weights[cell] = (weights[cell] as number) + value * (steps[change] as number)
    }
  }
  for (let change = 0; change < changed.length; change += 1) {
    const index = changed[change] as number
    bias[index] = (bias[index] as number) + (steps[change] as number)
  }
}

function scoreSome(scores: Float32Array, { classes, weights, bias }: Linear, vector: Vector, some: Int32Array): void {
  for (let at = 0; at < some.length; at += 1) scores[some[at] as number] = bias[some[at] as number] as number
  const { indexes, values } = vector
  for (let at = 0; at < indexes.length; at += 1) {
    const row = (indexes[at] as number) * classes
    const value = values[at] as number
    for (let position = 0; position < some.length; position += 1) {
      const index = some[position] as number
      scores[index] = (scores[index] as number) + value * (weights[row + index] as number)
    }
  }
}

export function scoreInto(scores: Float32Array, { classes, weights, bias }: Linear, vector: Vector): void {
  scores.set(bias)
  const { indexes, values } = vector
  for (let at = 0; at < indexes.length; at += 1) {
    const row = (indexes[at] as number) * classes
    const value = values[at] as number
    for (let index = 0; index < classes; index += 1) {
      scores[index] = (scores[index] as number) + value * (weights[row + index] as number)
    }
  }
}
