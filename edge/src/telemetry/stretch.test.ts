import { describe, expect, test } from 'vitest'
import { assemble, checkWindow, instantStretch, mergeStretches, plan, rollupMs, runsOf } from './stretch.ts'

describe('merging stretches', () => {
  test('folds samples of one window into count, extremes, mean and the longest gap', () => {
    const samples = [instantStretch(0, 4), instantStretch(60_000, 1), instantStretch(240_000, 7)]
    expect(mergeStretches(samples, rollupMs)).toEqual([
      { firstMs: 0, lastMs: 240_000, count: 3, minCelsius: 1, meanCelsius: 4, maxCelsius: 7, longestGapMs: 180_000 },
    ])
  })

  test('starts a new stretch at every window, also before 1970', () => {
    const samples = [-1, 0, rollupMs - 1, rollupMs].map((atMs) => instantStretch(atMs, 0))
    expect(mergeStretches(samples, rollupMs).map(({ firstMs, count }) => [firstMs, count])).toEqual([
      [-1, 1],
      [0, 2],
      [rollupMs, 1],
    ])
  })

  test('gives the same whether samples are folded at once or step by step', () => {
    const samples = Array.from({ length: 500 }, (_, index) => instantStretch(index * 45_000 + (index % 3), index % 11))
    const steps = mergeStretches(mergeStretches(samples, rollupMs), 4 * rollupMs)
    const atOnce = mergeStretches(samples, 4 * rollupMs)
    expect(steps.map(({ meanCelsius: _mean, ...rest }) => rest)).toEqual(
      atOnce.map(({ meanCelsius: _mean, ...rest }) => rest),
    )
    steps.forEach((stretch, index) => {
      expect(stretch.meanCelsius).toBeCloseTo(atOnce[index]?.meanCelsius ?? Number.NaN, 9)
    })
  })

  test('sees no gap where stretches overlap', () => {
    const aggregate = { ...instantStretch(0, 4), lastMs: 600_000, count: 11, longestGapMs: 60_000 }
    expect(mergeStretches([aggregate, instantStretch(30_000, 4), instantStretch(660_000, 4)], rollupMs)).toMatchObject([
      { lastMs: 660_000, count: 13, longestGapMs: 60_000 },
    ])
  })

  test('does not change what it is given', () => {
    const sample = instantStretch(0, 4)
    mergeStretches([sample, instantStretch(1, 9)], rollupMs)
    expect(sample).toEqual(instantStretch(0, 4))
  })
})

describe('planning a question', () => {
  test('reads torn ends and dirty windows raw, the rest from rollups', () => {
    expect(plan({ fromMs: 1, untilMs: 5 * rollupMs + 1 }, [2 * rollupMs, 3 * rollupMs])).toEqual({
      rolled: { fromMs: rollupMs, untilMs: 5 * rollupMs },
      raw: [
        { fromMs: 1, untilMs: rollupMs },
        { fromMs: 2 * rollupMs, untilMs: 4 * rollupMs },
        { fromMs: 5 * rollupMs, untilMs: 5 * rollupMs + 1 },
      ],
    })
  })

  test('reads only raw data when no whole window is asked', () => {
    const question = { fromMs: rollupMs - 1, untilMs: rollupMs + 1 }
    expect(plan(question, [0, rollupMs])).toEqual({ rolled: { fromMs: rollupMs, untilMs: rollupMs }, raw: [question] })
  })

  test('joins neighbouring windows, at most a day each', () => {
    const days = runsOf(Array.from({ length: 200 }, (_, index) => index * rollupMs).toReversed())
    expect(days.map((run) => (run.untilMs - run.fromMs) / rollupMs)).toEqual([96, 96, 8])
  })

  test('lets a fresh window replace the stale rollup', () => {
    const stale = instantStretch(0, 1)
    const fresh = instantStretch(0, 2)
    const kept = instantStretch(rollupMs, 3)
    expect(assemble([stale, kept], [fresh], [0], 15)).toEqual([fresh, kept])
    expect(assemble([kept], [], [], 15)).toEqual([kept])
  })

  test('refuses a width that is no multiple of 15 minutes', () => {
    for (const width of [0, -15, 7, 22.5, Number.NaN]) expect(() => checkWindow(width)).toThrow(/multiple of 15/)
  })
})
