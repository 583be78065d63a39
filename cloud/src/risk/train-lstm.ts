import { loadTensorflow } from '../learning/tensorflow.ts'
import { mostSteps } from './encoder.ts'
import type { Lstm, Matrix } from './lstm.ts'
import { logitOf } from './metrics.ts'

export interface LstmExample {
  steps: readonly Float64Array[]
  features: ArrayLike<number>
}

export interface LstmOptions {
  units: number
  hidden: number
  epochs: number
  patience: number
  batch: number
  rate: number
  penalty: number
  seed: number
}

export const defaultLstm: Omit<LstmOptions, 'seed'> = {
  units: 16,
  hidden: 16,
  epochs: 40,
  patience: 6,
  batch: 128,
  rate: 0.005,
  penalty: 1e-4,
}

/**
 * Trains on `train` and keeps the weights that did best on `check`, the newest part of the training time. The same
 * seed and examples give the same weights.
 */
export async function trainLstm(
  train: readonly LstmExample[],
  trainOutcomes: readonly boolean[],
  check: readonly LstmExample[],
  checkOutcomes: readonly boolean[],
  options: LstmOptions,
): Promise<Lstm> {
  const { core, layers: keras } = await loadTensorflow()
  const channels = train.find(({ steps }) => steps.length > 0)?.steps[0]?.length ?? 1
  const width = train[0]?.features.length ?? 0
  const { units, hidden, seed, penalty } = options
  const kernelInitializer = (offset: number) => keras.initializers.glorotUniform({ seed: seed + offset })
  const kernelRegularizer = keras.regularizers.l2({ l2: penalty })
  const steps = keras.input({ shape: [mostSteps, channels] })
  const features = keras.input({ shape: [width] })
  const masked = keras.layers.masking({ maskValue: 0 }).apply(steps)
  const recurrent = keras.layers.lstm({
    units,
    recurrentActivation: 'sigmoid',
    kernelInitializer: kernelInitializer(0),
    recurrentInitializer: keras.initializers.orthogonal({ seed: seed + 1 }),
    kernelRegularizer,
  })
  const first = keras.layers.dense({
    units: hidden,
    activation: 'relu',
    kernelInitializer: kernelInitializer(2),
    kernelRegularizer,
  })
  const share = trainOutcomes.filter(Boolean).length / trainOutcomes.length
  const last = keras.layers.dense({
    units: 1,
    activation: 'sigmoid',
    kernelInitializer: kernelInitializer(3),
    biasInitializer: keras.initializers.constant({ value: logitOf(share) }),
  })
  const joined = keras.layers.concatenate().apply([recurrent.apply(masked) as never, features])
  const network = keras.model({ inputs: [steps, features], outputs: last.apply(first.apply(joined)) as never })
  network.compile({ optimizer: core.train.adam(options.rate), loss: 'binaryCrossentropy' })

  const inputs = (examples: readonly LstmExample[]) => [
    core.tensor3d(padded(examples, channels), [examples.length, mostSteps, channels]),
    core.tensor2d(Float32Array.from(examples.flatMap((one) => Array.from(one.features))), [examples.length, width]),
  ]
  const targets = (outcomes: readonly boolean[]) =>
    core.tensor2d(
      Float32Array.from(outcomes, (one) => (one ? 1 : 0)),
      [outcomes.length, 1],
    )
  const checkInputs = inputs(check)
  const checkTargets = targets(checkOutcomes)
  let best = { loss: Number.POSITIVE_INFINITY, lstm: undefined as Lstm | undefined }
  let worse = 0
  const order = shuffler(seed)
  for (let epoch = 0; epoch < options.epochs && worse < options.patience; epoch += 1) {
    const shuffled = order(train.length)
    const x = inputs(shuffled.map((index) => train[index] as LstmExample))
    const y = targets(shuffled.map((index) => trainOutcomes[index] as boolean))
    await network.fit(x, y, { epochs: 1, batchSize: options.batch, shuffle: false, verbose: 0 })
    const evaluated = network.evaluate(checkInputs, checkTargets, { batchSize: 512 })
    const loss = (Array.isArray(evaluated) ? evaluated[0] : evaluated)?.dataSync()[0] ?? Number.POSITIVE_INFINITY
    core.dispose([...x, y, evaluated as never])
    if (loss < best.loss - 1e-5) {
      best = { loss, lstm: weightsOf(units, [recurrent, first, last]) }
      worse = 0
    } else worse += 1
  }
  core.dispose([...checkInputs, checkTargets])
  network.dispose()
  if (best.lstm === undefined) throw new Error('the LSTM did not learn: its loss is no number')
  return best.lstm
}

/** Short trips stand at the end, behind masked noughts. */
function padded(examples: readonly LstmExample[], channels: number): Float32Array {
  const values = new Float32Array(examples.length * mostSteps * channels)
  for (const [index, { steps }] of examples.entries()) {
    const from = (index * mostSteps + mostSteps - steps.length) * channels
    for (const [step, row] of steps.entries()) values.set(row, from + step * channels)
  }
  return values
}

interface Weighted {
  getWeights(): { shape: number[]; dataSync(): ArrayLike<number> }[]
}

function weightsOf(units: number, layers: readonly Weighted[]): Lstm {
  const flat = layers.flatMap((layer) => layer.getWeights())
  const numbers = (index: number): number[] => Array.from(flat[index]?.dataSync() ?? [])
  const matrix = (index: number): Matrix => ({ columns: flat[index]?.shape[1] ?? 1, values: numbers(index) })
  return {
    units,
    kernel: matrix(0),
    recurrent: matrix(1),
    bias: numbers(2),
    hidden: matrix(3),
    hiddenBias: numbers(4),
    output: matrix(5),
    outputBias: numbers(6),
  }
}

/** Fisher–Yates on a linear congruential generator (Numerical Recipes): the same order for the same seed. */
function shuffler(seed: number): (length: number) => number[] {
  let state = seed >>> 0
  return (length) => {
    const order = Array.from({ length }, (_, index) => index)
    for (let index = length - 1; index > 0; index -= 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      const other = Math.floor((state / 2 ** 32) * (index + 1))
      ;[order[index], order[other]] = [order[other] as number, order[index] as number]
    }
    return order
  }
}
