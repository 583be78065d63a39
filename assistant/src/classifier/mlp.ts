import { randomFrom, shuffle } from './random.ts'
import type { Vector } from './vocabulary.ts'

/** One hidden layer of rectified units over sparse terms. Rows lie as `inner[term × hidden + unit]` and `outer[unit × classes + class]`. */
export interface Mlp {
  hidden: number
  classes: number
  inner: Float32Array
  innerBias: Float32Array
  outer: Float32Array
  outerBias: Float32Array
}

export interface MlpShape {
  classes: number
  terms: number
  hidden: number
  passes: number
  rate: number
  /** Share of the terms, and of the hidden units, left out at random while learning. */
  dropTerms: number
  dropUnits: number
  /** Share of the right answer's probability spread over all classes. */
  smoothing: number
  seed: number
}

/** Adagrad, one line at a time: only the rows of a line's own terms move, so a pass costs little. */
export function trainMlp(vectors: Vector[], labels: ArrayLike<number>, shape: MlpShape): Mlp {
  const { classes, terms, hidden } = shape
  const random = randomFrom(shape.seed)
  const mlp: Mlp = {
    hidden,
    classes,
    inner: uniform(terms * hidden, 0.1, random),
    innerBias: new Float32Array(hidden),
    outer: uniform(hidden * classes, Math.sqrt(6 / (hidden + classes)), random),
    outerBias: new Float32Array(classes),
  }
  const order = shuffle(
    Int32Array.from(vectors, (_, index) => index),
    random,
  )
  const trainer = new Trainer(mlp, shape, random)
  const total = shape.passes * vectors.length
  let done = 0
  for (let pass = 0; pass < shape.passes; pass += 1) {
    shuffle(order, random)
    for (const line of order) {
      trainer.learn(vectors[line] as Vector, labels[line] as number, shape.rate * (1 - done / total))
      done += 1
    }
  }
  return mlp
}

const uniform = (length: number, span: number, random: () => number): Float32Array =>
  Float32Array.from({ length }, () => (random() * 2 - 1) * span)

class Trainer {
  private readonly mlp: Mlp
  private readonly shape: MlpShape
  private readonly random: () => number
  private readonly innerSquares: Float32Array
  private readonly outerSquares: Float32Array
  private readonly innerBiasSquares: Float32Array
  private readonly outerBiasSquares: Float32Array
  private readonly units: Float32Array
  private readonly unitErrors: Float32Array
  private readonly outputs: Float32Array

  constructor(mlp: Mlp, shape: MlpShape, random: () => number) {
    this.mlp = mlp
    this.shape = shape
    this.random = random
    const start = 1e-3
    // A row's terms share one sum of squares: a cell each would double the memory and gains nothing measurable.
    this.innerSquares = new Float32Array(shape.terms).fill(start)
    this.outerSquares = new Float32Array(mlp.outer.length).fill(start)
    this.innerBiasSquares = new Float32Array(mlp.hidden).fill(start)
    this.outerBiasSquares = new Float32Array(mlp.classes).fill(start)
    this.units = new Float32Array(mlp.hidden)
    this.unitErrors = new Float32Array(mlp.hidden)
    this.outputs = new Float32Array(mlp.classes)
  }

  learn(line: Vector, label: number, rate: number): void {
    const vector = this.thinned(line)
    const { units, unitErrors, outputs, mlp } = this
    innerInto(units, mlp, vector)
    this.dropUnits()
    outerInto(outputs, mlp, units)
    softmax(outputs)
    const smooth = this.shape.smoothing / mlp.classes
    for (let index = 0; index < mlp.classes; index += 1) {
      outputs[index] = (outputs[index] as number) - smooth - (index === label ? 1 - this.shape.smoothing : 0)
    }
    this.moveOuter(rate)
    this.moveInner(vector, unitErrors, rate)
  }

  private thinned({ indexes, values }: Vector): Vector {
    const { dropTerms } = this.shape
    if (dropTerms === 0) return { indexes, values }
    const kept = new Int32Array(indexes.length)
    const keptValues = new Float32Array(indexes.length)
    let count = 0
    for (let at = 0; at < indexes.length; at += 1) {
      if (this.random() < dropTerms) continue
      kept[count] = indexes[at] as number
      keptValues[count] = (values[at] as number) / (1 - dropTerms)
      count += 1
    }
    return { indexes: kept.subarray(0, count), values: keptValues.subarray(0, count) }
  }

  private dropUnits(): void {
    const { dropUnits } = this.shape
    if (dropUnits === 0) return
    for (let unit = 0; unit < this.units.length; unit += 1) {
      this.units[unit] = this.random() < dropUnits ? 0 : (this.units[unit] as number) / (1 - dropUnits)
    }
  }

  /** Also leaves the error of each hidden unit behind, taken before its weights move. */
  private moveOuter(rate: number): void {
    const { units, unitErrors, outputs, mlp, outerSquares } = this
    const { classes, outer, outerBias } = mlp
    const scale = 1 / (1 - this.shape.dropUnits)
    for (let unit = 0; unit < units.length; unit += 1) {
      const activity = units[unit] as number
      if (activity === 0) {
        unitErrors[unit] = 0
        continue
      }
      const row = unit * classes
      let error = 0
      for (let index = 0; index < classes; index += 1) {
        const output = outputs[index] as number
        const cell = row + index
        error += output * (outer[cell] as number)
        const gradient = output * activity
        const square = (outerSquares[cell] as number) + gradient * gradient
        outerSquares[cell] = square
        outer[cell] = (outer[cell] as number) - (rate * gradient) / Math.sqrt(square)
      }
      unitErrors[unit] = error * scale
    }
    adagrad(outerBias, this.outerBiasSquares, outputs, rate)
  }

  private moveInner({ indexes, values }: Vector, errors: Float32Array, rate: number): void {
    const { hidden, inner, innerBias } = this.mlp
    let norm = 0
    for (let unit = 0; unit < hidden; unit += 1) norm += (errors[unit] as number) * (errors[unit] as number)
    norm /= hidden
    for (let at = 0; at < indexes.length; at += 1) {
      const term = indexes[at] as number
      const value = values[at] as number
      const square = (this.innerSquares[term] as number) + norm * value * value
      this.innerSquares[term] = square
      const step = (rate * value) / Math.sqrt(square)
      const row = term * hidden
      for (let unit = 0; unit < hidden; unit += 1) {
        inner[row + unit] = (inner[row + unit] as number) - step * (errors[unit] as number)
      }
    }
    adagrad(innerBias, this.innerBiasSquares, errors, rate)
  }
}

function adagrad(cells: Float32Array, squares: Float32Array, gradients: Float32Array, rate: number): void {
  for (let index = 0; index < cells.length; index += 1) {
    const gradient = gradients[index] as number
    const square = (squares[index] as number) + gradient * gradient
    squares[index] = square
    cells[index] = (cells[index] as number) - (rate * gradient) / Math.sqrt(square)
  }
}

export function innerInto(units: Float32Array, { hidden, inner, innerBias }: Mlp, { indexes, values }: Vector): void {
  units.set(innerBias)
  for (let at = 0; at < indexes.length; at += 1) {
    const row = (indexes[at] as number) * hidden
    const value = values[at] as number
    for (let unit = 0; unit < hidden; unit += 1) {
      units[unit] = (units[unit] as number) + value * (inner[row + unit] as number)
    }
  }
  for (let unit = 0; unit < hidden; unit += 1) if ((units[unit] as number) < 0) units[unit] = 0
}

export function outerInto(outputs: Float32Array, { classes, outer, outerBias }: Mlp, units: Float32Array): void {
  outputs.set(outerBias)
  for (let unit = 0; unit < units.length; unit += 1) {
    const activity = units[unit] as number
    if (activity === 0) continue
    const row = unit * classes
    for (let index = 0; index < classes; index += 1) {
      outputs[index] = (outputs[index] as number) + activity * (outer[row + index] as number)
    }
  }
}

/** In place. */
export function softmax(scores: Float32Array): void {
  let most = Number.NEGATIVE_INFINITY
  for (let index = 0; index < scores.length; index += 1) most = Math.max(most, scores[index] as number)
  let sum = 0
  for (let index = 0; index < scores.length; index += 1) {
    const value = Math.exp((scores[index] as number) - most)
    scores[index] = value
    sum += value
  }
  for (let index = 0; index < scores.length; index += 1) scores[index] = (scores[index] as number) / sum
}
