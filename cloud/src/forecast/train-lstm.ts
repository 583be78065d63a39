import { seededRandom, shuffled } from '../learning/random.ts'
import { loadTensorflow, type Tensorflow } from '../learning/tensorflow.ts'
import { featuresOf, type Lstm, outputsOf, type Scaling, writeWindow } from './lstm.ts'
import { originsOf, type Plan } from './plan.ts'

export interface Training {
  lstm: Lstm
  scaling: Scaling
  epochs: number
  windows: number
  seconds: number
}

const units = 16
const batchSize = 128
const learningRate = 0.005
const patienceEpochs = 6
const mostEpochs = 60
/** Steps of windows that training may pass through: under a minute on one core at 7 µs each, whatever the series' length. */
const stepBudget = 6_000_000
/** The epoch is chosen on no more windows than these. */
const mostChoosing = 1024
/** What the two computations of one network may differ by: single against double precision. */
const tolerance = 1e-3

/**
 * Trains on the first part of the series, keeps the weights of the epoch that did best on the second, and never sees the
 * third. The same seed and series give the same weights.
 */
export async function trainLstm(plan: Plan, seed: number): Promise<Training> {
  const started = performance.now()
  const tensorflow = await loadTensorflow()
  const random = seededRandom(seed)
  const mostWindows = Math.floor(stepBudget / plan.window / 5)
  const origins = shuffled(originsOf(plan, 'train'), random).slice(0, mostWindows)
  const scaling = scalingOf(plan)
  const fitted = examplesOf(tensorflow, plan, scaling, origins)
  const choosing = examplesOf(
    tensorflow,
    plan,
    scaling,
    shuffled(originsOf(plan, 'choose'), random).slice(0, mostChoosing),
  )
  const network = networkOf(tensorflow, plan, scaling, seed)
  const affordable = Math.max(5, Math.floor(stepBudget / plan.window / origins.length))
  const optimizer = tensorflow.core.train.adam(learningRate)
  let best = { error: Number.POSITIVE_INFINITY, epoch: 0, weights: [] as Float32Array[] }
  let epoch = 0
  while (epoch < Math.min(mostEpochs, affordable) && epoch - best.epoch < patienceEpochs) {
    epoch++
    const order = shuffled([...origins.keys()], random)
    for (let from = 0; from < order.length; from += batchSize) {
      step(tensorflow, network, optimizer, fitted, order.slice(from, from + batchSize))
    }
    const error = tensorflow.core.tidy(() => lossOf(tensorflow, network, choosing).dataSync()[0] ?? Number.NaN)
    if (error < best.error)
      best = { error, epoch, weights: network.getWeights().map((one) => one.dataSync().slice() as Float32Array) }
  }
  if (best.epoch === 0) throw new Error('training diverged: no epoch gave a finite error')
  const lstm = lstmOf(plan, scaling, best.weights)
  network.setWeights(
    best.weights.map((weights, index) => tensorflow.core.tensor(weights, network.getWeights()[index]?.shape)),
  )
  checkAgreement(tensorflow, network, lstm, choosing)
  return { lstm, scaling, epochs: epoch, windows: origins.length, seconds: (performance.now() - started) / 1000 }
}

type Network = ReturnType<typeof networkOf>

function networkOf({ layers }: Tensorflow, plan: Plan, scaling: Scaling, seed: number) {
  const network = layers.sequential()
  const kernelInitializer = layers.initializers.glorotUniform({ seed })
  const recurrentInitializer = layers.initializers.orthogonal({ seed: seed + 1 })
  const inputShape = [plan.window, featuresOf(scaling)]
  const recurrentActivation = 'sigmoid'
  network.add(layers.layers.lstm({ units, inputShape, recurrentActivation, kernelInitializer, recurrentInitializer }))
  // From zero the network begins as persistence: every change it forecasts has to be learned.
  network.add(layers.layers.dense({ units: plan.horizons, kernelInitializer: 'zeros' }))
  return network
}

type Examples = ReturnType<typeof examplesOf>

/** Windows, the scaled changes from their origins to their targets, and a weight of 0 where a target is a gap. */
function examplesOf({ core }: Tensorflow, plan: Plan, scaling: Scaling, origins: readonly number[]) {
  const { grid, window, horizons } = plan
  const features = featuresOf(scaling)
  const inputs = new Float32Array(origins.length * window * features)
  const targets = new Float32Array(origins.length * horizons)
  const weights = new Float32Array(origins.length * horizons)
  origins.forEach((origin, example) => {
    writeWindow(inputs, example * window * features, plan, scaling, origin)
    for (let ahead = 0; ahead < horizons; ahead++) {
      const change = (grid.values[origin + 1 + ahead] ?? Number.NaN) - (grid.values[origin] ?? Number.NaN)
      if (Number.isNaN(change)) continue
      targets[example * horizons + ahead] = change / scaling.aheadDeviation
      weights[example * horizons + ahead] = 1
    }
  })
  return {
    inputs: core.tensor3d(inputs, [origins.length, window, features]),
    targets: core.tensor2d(targets, [origins.length, horizons]),
    weights: core.tensor2d(weights, [origins.length, horizons]),
  }
}

function lossOf({ core }: Tensorflow, network: Network, { inputs, targets, weights }: Examples) {
  const outputs = network.apply(inputs) as typeof targets
  return core.losses.huberLoss(targets, outputs, weights) as ReturnType<typeof core.scalar>
}

type Optimizer = ReturnType<Tensorflow['core']['train']['adam']>

function step(tensorflow: Tensorflow, network: Network, optimizer: Optimizer, all: Examples, chosen: number[]): void {
  const { core } = tensorflow
  core.tidy(() => {
    const indices = core.tensor1d(chosen, 'int32')
    const batch = {
      inputs: core.gather(all.inputs, indices),
      targets: core.gather(all.targets, indices),
      weights: core.gather(all.weights, indices),
    }
    optimizer.minimize(() => lossOf(tensorflow, network, batch))
  })
}

function lstmOf(plan: Plan, scaling: Scaling, weights: readonly Float32Array[]): Lstm {
  const [kernel, recurrent, bias, dense, denseBias] = weights as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  return { units, features: featuresOf(scaling), horizons: plan.horizons, kernel, recurrent, bias, dense, denseBias }
}

function checkAgreement({ core }: Tensorflow, network: Network, lstm: Lstm, examples: Examples): void {
  const one = core.slice(examples.inputs, [0, 0, 0], [1, -1, -1])
  const theirs = (network.predict(one) as Examples['targets']).dataSync()
  const ours = outputsOf(lstm, one.dataSync() as Float32Array)
  const apart = Math.max(...ours.map((value, index) => Math.abs(value - (theirs[index] ?? Number.NaN))))
  if (!(apart < tolerance)) throw new Error(`the trained network and its own computation differ by ${apart}`)
}

function scalingOf({ grid, trainUntil, horizons }: Plan): Scaling {
  const values = grid.values.subarray(0, trainUntil)
  const known = values.filter((value) => !Number.isNaN(value))
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const changes = (lead: number): Float64Array =>
    values.map((value, index) => (values[index + lead] ?? Number.NaN) - value).filter((change) => !Number.isNaN(change))
  return {
    mean,
    deviation: rootMeanSquare(known.map((value) => value - mean)),
    stepDeviation: rootMeanSquare(changes(1)),
    aheadDeviation: rootMeanSquare(changes(Math.ceil(horizons / 2))),
    hours: trainUntil * grid.stepMs >= 2 * 86_400_000,
  }
}

/** A series that never moves is scaled by 1. */
function rootMeanSquare(values: Float64Array): number {
  const root = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
  return root > 0 ? root : 1
}
