import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PastCase } from './case.ts'
import { encode, fitEncoder } from './encoder.ts'
import { channelFigures } from './features.ts'
import { upTo } from './lead-time.ts'
import { fitLogistic, logisticRaw } from './logistic.ts'
import { auprc, auroc, brier, confusionAt, logLoss, reliability, sigmoid } from './metrics.ts'
import { factorsOf, probabilityOf, type RiskModel, rawScore } from './models.ts'
import { withPastTickets } from './past-tickets.ts'
import { caseOf, draws, schema } from './risk.fixture.ts'
import { defaultTrees, fitTrees, treesContributions, treesRaw } from './trees.ts'

describe('metrics', () => {
  const outcomes = [false, false, true, true]

  test('a perfect order has an area of one, a reversed one of nought, and ties count half', () => {
    expect(auroc([0.1, 0.2, 0.3, 0.4], outcomes)).toBe(1)
    expect(auroc([0.4, 0.3, 0.2, 0.1], outcomes)).toBe(0)
    expect(auroc([0.5, 0.5, 0.5, 0.5], outcomes)).toBe(0.5)
    expect(auroc([0.1, 0.2], [false, false])).toBeNull()
    expect(auprc([0.1, 0.35, 0.4, 0.8], [false, true, false, true])).toBeCloseTo(0.5 + (0.5 * 2) / 3, 10)
  })

  test('log loss and Brier score of known forecasts', () => {
    expect(brier([0.5, 0.5, 0.5, 0.5], outcomes)).toBe(0.25)
    expect(logLoss([0.5, 0.5, 0.5, 0.5], outcomes)).toBeCloseTo(Math.LN2, 10)
    expect(logLoss([0, 0, 1, 1], outcomes)).toBeLessThan(1e-5)
    expect(confusionAt(0.5, [0.2, 0.5, 0.4, 0.9], outcomes)).toEqual({
      truePositive: 1,
      falsePositive: 1,
      trueNegative: 1,
      falseNegative: 1,
    })
  })

  test('the reliability curve keeps every order and rises with the forecast', () => {
    const forecasts = Array.from({ length: 205 }, (_, index) => index / 205)
    const bins = reliability(
      forecasts,
      forecasts.map((forecast) => forecast > 0.5),
    )
    expect(bins.reduce((sum, { cases }) => sum + cases, 0)).toBe(205)
    expect(bins[0]?.observed).toBe(0)
    expect(bins.at(-1)?.observed).toBe(1)
  })
})

describe('logistic regression', () => {
  test('finds the weights that made the data, and its mean probability is the share of complaints', () => {
    const uniform = draws(1)
    const rows = Array.from({ length: 4000 }, () => Float64Array.of(4 * uniform() - 2, 4 * uniform() - 2))
    const outcomes = rows.map(([a = 0, b = 0]) => uniform() < sigmoid(-1 + 1.5 * a - 0.5 * b))
    const fitted = fitLogistic(rows, outcomes, 1e-6)
    expect(fitted.intercept).toBeCloseTo(-1, 0)
    expect(fitted.weights[0]).toBeCloseTo(1.5, 0)
    expect(fitted.weights[1]).toBeCloseTo(-0.5, 0)
    const mean = rows.reduce((sum, row) => sum + sigmoid(logisticRaw(fitted, row)), 0) / rows.length
    expect(mean).toBeCloseTo(outcomes.filter(Boolean).length / rows.length, 6)
  })

  test('steep scores do not throw Newton off: the loss never ends above that of the base rate', () => {
    const property = fc.property(
      fc.array(fc.tuple(fc.double({ min: -50, max: 50, noNaN: true }), fc.boolean()), { minLength: 5, maxLength: 60 }),
      (points) => {
        const outcomes = points.map(([, complained]) => complained)
        const fitted = fitLogistic(
          points.map(([score]) => Float64Array.of(score)),
          outcomes,
          1e-3,
        )
        const share = outcomes.filter(Boolean).length / outcomes.length
        const base = logLoss(
          outcomes.map(() => share),
          outcomes,
        )
        const forecasts = points.map(([score]) => sigmoid(logisticRaw(fitted, Float64Array.of(score))))
        expect(logLoss(forecasts, outcomes)).toBeLessThanOrEqual(base + 1e-3)
      },
    )
    fc.assert(property, { numRuns: 100 })
  })
})

test('boosted trees learn what only two features together tell, and contributions sum to the score', () => {
  const uniform = draws(2)
  const rows = Array.from({ length: 2000 }, () => Float64Array.of(uniform() - 0.5, uniform() - 0.5, uniform()))
  const outcomes = rows.map(([a = 0, b = 0]) => uniform() < (a * b > 0 ? 0.9 : 0.1))
  const trees = fitTrees(rows, outcomes, { ...defaultTrees, rounds: 60 }, () => false)
  const forecasts = rows.map((row) => sigmoid(treesRaw(trees, row)))
  expect(auroc(forecasts, outcomes)).toBeGreaterThan(0.85)
  const [first] = rows as [Float64Array]
  const roots = trees.trees.reduce((sum, { value }) => sum + (value[0] as number), trees.base)
  let sum = roots
  treesContributions(trees, first, (_feature, value) => {
    sum += value
  })
  expect(sum).toBeCloseTo(treesRaw(trees, first), 10)
})

describe('features', () => {
  test('the longest run counts unbroken steps only, and nothing seen is not nought', () => {
    const channel = { name: 'over', above: 0 }
    expect(channelFigures([1, 2, -1, 3, null, 4], channel, 15)).toEqual({
      max: 4,
      mean: 1.8,
      last: 4,
      aboveMinutes: 60,
      longestAboveMinutes: 30,
    })
    expect(channelFigures([null], channel, 15).max).toBeNull()
  })

  test('what is constant is left out and said, and what is unknown moves the score neither way', () => {
    const cases = Array.from({ length: 100 }, (_, index) => caseOf({ id: `o${index}`, atMs: index * 86_400_000 }))
    const { encoder, constant } = fitEncoder(cases, schema)
    expect(constant).toContain('heat')
    expect(encoder.columns.map(({ name }) => name)).not.toContain('heat')
    const unknown = encode(caseOf({ numbers: {}, categories: {}, sequences: {} }), encoder)
    expect([...unknown.features.slice(2)].every((value) => value === 0)).toBe(true)
  })

  test('past tickets are only those that had come in before the order was placed', () => {
    const day = 86_400_000
    const past = (id: string, atDay: number, complainedDay: number | null): PastCase => ({
      ...caseOf({ id, atMs: atDay * day }),
      complained: complainedDay !== null,
      complainedAtMs: complainedDay === null ? null : complainedDay * day,
    })
    const cases = [past('a', 1, 5), past('b', 4, null), past('c', 6, 7), past('d', 9, null)]
    const customers = new Map(cases.map(({ id }) => [id, 'C1']))
    const counts = withPastTickets(cases, customers).map(({ numbers }) => numbers.pastTickets)
    expect(counts).toEqual([0, 0, 1, 2])
  })

  test('no later order changes the past tickets of an earlier one', () => {
    const property = fc.property(
      fc.array(fc.record({ at: fc.nat(100), after: fc.nat(30), complained: fc.boolean() }), { maxLength: 20 }),
      fc.nat(100),
      (orders, cutDay) => {
        const cases = orders
          .map(({ at, after, complained }, index): PastCase => {
            const complainedAtMs = complained ? at + after : null
            return { ...caseOf({ id: `o${index}`, atMs: at }), complained, complainedAtMs }
          })
          .sort((a, b) => a.atMs - b.atMs)
        const customers = new Map(cases.map(({ id }) => [id, 'C1']))
        const known = cases.filter(({ atMs }) => atMs <= cutDay)
        const whole = withPastTickets(cases, customers).slice(0, known.length)
        const part = withPastTickets(known, customers)
        expect(whole.map(({ numbers }) => numbers)).toEqual(part.map(({ numbers }) => numbers))
      },
    )
    fc.assert(property, { numRuns: 200 })
  })
})

test('the score on the way knows nothing of what comes later', () => {
  const one = caseOf({ sequences: { over: [1, 2, 3, 9], shock: [0, 0, 0, 5] } })
  expect(upTo(one, 2).sequences).toEqual({ over: [1, 2], shock: [0, 0] })
})

test('logistic contributions and intercept sum to the calibrated log odds', () => {
  const cases = Array.from({ length: 300 }, (_, index) => {
    const heat = Math.sin(index)
    return caseOf({
      id: `o${index}`,
      atMs: index * 86_400_000,
      numbers: { heat },
      categories: { carrier: index % 3 ? 'a' : 'b' },
    })
  })
  const { encoder } = fitEncoder(cases, schema)
  const outcomes = cases.map((_, index) => Math.sin(index) > 0.3)
  const logistic = fitLogistic(
    cases.map((one) => encode(one, encoder).features),
    outcomes,
    1,
  )
  const model: RiskModel = {
    encoder,
    fitted: { model: 'logistic', logistic },
    calibration: { slope: 0.8, offset: -0.1 },
  }
  const [first] = cases as [PastCase]
  const sum = factorsOf(model, first).reduce((total, { contribution }) => total + contribution, 0)
  expect(0.8 * logistic.intercept - 0.1 + sum).toBeCloseTo(
    Math.log(probabilityOf(model, first) / (1 - probabilityOf(model, first))),
    8,
  )
  expect(rawScore(model.fitted, encoder, first)).toBeCloseTo(logistic.intercept + sum / 0.8, 8)
})
