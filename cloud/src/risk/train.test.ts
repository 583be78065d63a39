import { expect, test } from 'vitest'
import { loadTensorflow } from '../learning/tensorflow.ts'
import type { PastCase } from './case.ts'
import { encode, fitEncoder, mostSteps } from './encoder.ts'
import { lstmRaw } from './lstm.ts'
import { probabilityOf } from './models.ts'
import { caseOf, draws, schema } from './risk.fixture.ts'
import { NotEnoughHistory, type Training, trainRisk } from './train.ts'
import { defaultLstm, trainLstm } from './train-lstm.ts'

const dayMs = 86_400_000

/** A knock after warmth, and only then, makes a complaint likely: maxima and sums are the same in either order. */
function orderedHistory(count: number, seed: number): PastCase[] {
  const uniform = draws(seed)
  return Array.from({ length: count }, (_, index) => {
    const [warm, knocked] = [uniform() < 0.5, uniform() < 0.5]
    const warmAt = Math.floor(uniform() * 12)
    const knockAt = Math.floor(uniform() * 12)
    const at = (here: boolean, step: number, high: number) =>
      Array.from({ length: 12 }, (_unused, one) => (here && one === step ? high : 0))
    const complained = uniform() < (warm && knocked && knockAt > warmAt ? 0.9 : 0.05)
    const sequences = { over: at(warm, warmAt, 3), shock: at(knocked, knockAt, 3) }
    const atMs = index * dayMs * 0.3
    return {
      ...caseOf({ id: `o${index}`, atMs, numbers: { heat: uniform() }, sequences }),
      complained,
      complainedAtMs: complained ? atMs + dayMs : null,
    }
  })
}

/** Only the context tells: the sequences are noise. */
function contextHistory(count: number, seed: number): PastCase[] {
  const uniform = draws(seed)
  return Array.from({ length: count }, (_, index) => {
    const heat = uniform()
    const noise = () => Array.from({ length: 12 }, () => uniform() * 4 - 2)
    const complained = uniform() < 1 / (1 + Math.exp(3 - 4 * heat))
    return {
      ...caseOf({
        id: `o${index}`,
        atMs: index * dayMs * 0.3,
        numbers: { heat },
        sequences: { over: noise(), shock: noise() },
      }),
      complained,
    }
  })
}

const training = (cases: PastCase[], different: Partial<Training> = {}): Training => ({
  cases,
  schema,
  rules: [{ feature: 'over.max', above: 2, points: 1 }],
  source: 'a test',
  seed: 1,
  threshold: 0.3,
  nowMs: 1,
  clock: () => performance.now(),
  ...different,
})

test('where the order of events decides, the LSTM wins on the newest orders and warns ahead', {
  timeout: 120_000,
}, async () => {
  const { card, model } = await trainRisk(training(orderedHistory(1200, 1)))
  expect(card.chosen).toBe('lstm')
  const [rules, logistic, trees, lstm] = card.figures
  expect(card.figures.map((one) => one.model)).toEqual(['rules', 'logistic', 'trees', 'lstm'])
  expect(lstm?.logLoss).toBeLessThan(Math.min(rules?.logLoss ?? 0, logistic?.logLoss ?? 0, trees?.logLoss ?? 0))
  expect(lstm?.lead.medianMinutes).toBeGreaterThan(0)
  expect(card.train.untilMs).toBeLessThanOrEqual(card.calibrate.fromMs)
  expect(card.calibrate.untilMs).toBeLessThanOrEqual(card.heldBack.fromMs)
  const kept = JSON.parse(JSON.stringify(model))
  const [one] = orderedHistory(1, 5) as [PastCase]
  expect(probabilityOf(kept, one)).toBe(probabilityOf(model, one))
})

test('where the sequences are noise, a simpler model wins', { timeout: 120_000 }, async () => {
  const { card } = await trainRisk(training(contextHistory(1500, 3)))
  expect(card.chosen).not.toBe('lstm')
})

test('the weights give without TensorFlow.js what the network gave with it', { timeout: 60_000 }, async () => {
  const cases = orderedHistory(300, 2).map((one, index) => {
    const short = Object.fromEntries(
      Object.entries(one.sequences).map(([name, values]) => [name, values.slice(index % 12)]),
    )
    return { ...one, sequences: short }
  })
  const { encoder } = fitEncoder(cases, schema)
  const examples = cases.map((one) => encode(one, encoder))
  const outcomes = cases.map(({ complained }) => complained)
  const options = { ...defaultLstm, epochs: 1, seed: 4 }
  const lstm = await trainLstm(examples, outcomes, examples, outcomes, options)
  const { core, layers } = await loadTensorflow()
  const tensor = ({ columns, values }: { columns: number; values: number[] }) =>
    core.tensor2d(values, [values.length / columns, columns])
  const recurrent = layers.layers.lstm({ units: lstm.units, recurrentActivation: 'sigmoid' })
  const input = layers.input({ shape: [mostSteps, 3] })
  const state = recurrent.apply(layers.layers.masking({ maskValue: 0 }).apply(input))
  const network = layers.model({ inputs: input, outputs: state as never })
  recurrent.setWeights([tensor(lstm.kernel), tensor(lstm.recurrent), core.tensor1d(lstm.bias)])
  for (const { steps, features } of examples.slice(0, 12)) {
    const padded = new Float32Array(mostSteps * 3)
    for (const [index, step] of steps.entries()) padded.set(step, (mostSteps - steps.length + index) * 3)
    const [output] = [network.predict(core.tensor3d(padded, [1, mostSteps, 3]))].flat()
    const joined = core.concat([output as never, core.tensor2d([...features], [1, features.length])], 1)
    const hidden = core.relu(
      core.add(core.matMul(joined as never, tensor(lstm.hidden)), core.tensor1d(lstm.hiddenBias)),
    )
    const logit = core
      .add(core.matMul(hidden as never, tensor(lstm.output)), core.tensor1d(lstm.outputBias))
      .dataSync()[0]
    expect(lstmRaw(lstm, steps, features)).toBeCloseTo(logit as number, 4)
  }
})

test('too few orders, too few complaints and only complaints are refused with what is missing', async () => {
  await expect(trainRisk(training(contextHistory(100, 1)))).rejects.toThrow('a model needs at least 300 orders')
  const quiet = contextHistory(1000, 1).map((one, index) => ({ ...one, complained: index < 5 }))
  await expect(trainRisk(training(quiet))).rejects.toThrow('hold only 5 complaints: at least 30 are needed')
  const angry = quiet.map((one) => ({ ...one, complained: true }))
  await expect(trainRisk(training(angry))).rejects.toThrow(NotEnoughHistory)
})
