import { expect, test } from 'vitest'
import { loadTensorflow } from './tensorflow.ts'

test('the same seed trains a LSTM to the same weights, and training lowers its error', {
  timeout: 60_000,
}, async () => {
  const { core, layers } = await loadTensorflow()
  expect(core.getBackend()).toBe('wasm')
  const train = async (seed: number) => {
    const model = layers.sequential()
    const kernelInitializer = layers.initializers.glorotUniform({ seed })
    const recurrentInitializer = layers.initializers.orthogonal({ seed: seed + 1 })
    model.add(layers.layers.lstm({ units: 4, inputShape: [8, 1], kernelInitializer, recurrentInitializer }))
    model.add(layers.layers.dense({ units: 1, kernelInitializer }))
    model.compile({ optimizer: core.train.adam(0.02), loss: 'meanSquaredError' })
    const waves = core.sin(core.reshape(core.range(0, 64 * 8, 1), [64, 8, 1]))
    const next = core.sin(core.reshape(core.range(8, 64 * 8 + 8, 8), [64, 1]))
    const { history } = await model.fit(waves, next, { epochs: 20, batchSize: 16, shuffle: false, verbose: 0 })
    return { weights: model.getWeights().map((weight) => [...weight.dataSync()]), losses: history.loss as number[] }
  }
  const [first, again, other] = [await train(1), await train(1), await train(2)]
  expect(first.weights).toEqual(again.weights)
  expect(first.weights).not.toEqual(other.weights)
  expect(first.losses.at(-1)).toBeLessThan((first.losses[0] as number) / 3)
})
