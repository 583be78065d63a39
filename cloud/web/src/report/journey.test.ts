import { describe, expect, it } from 'vitest'
import { badTrace, goodTrace, thinTrace } from '../../test/fixtures/reports.ts'
import { journeyOf, stopsOf } from './journey.ts'
import { adviceTone, sentenceOf, toneOf, worstExcursion } from './verdict.ts'

describe('the way of a lot', () => {
  const steps = journeyOf(goodTrace)

  it('runs from packing over sorting, road and store to the shopper', () => {
    expect(steps.map((step) => (step.kind === 'leg' ? step.phase : step.kind))).toEqual([
      'packed',
      'origin',
      'sorted',
      'transit',
      'storage',
      'cabinet',
      'you',
    ])
  })

  it('shows the coldest and the warmest point at the leg that saw them, once', () => {
    const legs = steps.filter((step) => step.kind === 'leg')
    expect(legs.filter((step) => step.coldest !== null).map((step) => step.phase)).toEqual(['transit'])
    expect(legs.filter((step) => step.warmest !== null).map((step) => step.phase)).toEqual(['cabinet'])
  })

  it('names its stops after the legs before and after the road', () => {
    expect(stopsOf(goodTrace).map((stop) => stop.name?.en)).toEqual(['Sorting hall', 'Back cold store'])
  })

  it('does not put the lot’s origin on the map where the road is all we know', () => {
    const road = { ...goodTrace, legs: goodTrace.legs.filter((leg) => leg.phase === 'transit') }
    expect(stopsOf(road).map((stop) => stop.name)).toEqual([null, null])
  })

  it('has no stops where no position was recorded', () => {
    expect(stopsOf(thinTrace)).toEqual([])
  })

  it('does not depend on the order of the legs', () => {
    const turned = { ...goodTrace, legs: [...goodTrace.legs].reverse() }
    expect(stopsOf(turned)).toEqual(stopsOf(goodTrace))
    expect(journeyOf(turned)).toEqual(steps)
  })
})

describe('the verdict', () => {
  it('speaks of the food only where a probe was at the food', () => {
    expect(sentenceOf(goodTrace)).toBe('verdict.within-limits.product')
    expect(sentenceOf({ ...goodTrace, basis: 'air' })).toBe('verdict.within-limits.air')
  })

  it('takes its words and colour from the worst excursion', () => {
    const [critical] = badTrace.excursions
    if (critical === undefined) throw new Error('the fixture has an excursion')
    const longer = { ...critical, severity: 'warning' as const, untilMs: critical.untilMs + 1e9 }
    const both = { ...badTrace, excursions: [longer, critical] }
    expect(worstExcursion(both)).toBe(critical)
    expect(sentenceOf(both)).toBe('verdict.too-warm.critical')
    expect(toneOf(both)).toBe('critical')
    expect(toneOf({ ...both, excursions: [longer] })).toBe('warning')
  })

  it('is neither good nor bad without enough data', () => {
    expect(toneOf(thinTrace)).toBe('neutral')
    expect(sentenceOf(thinTrace)).toBe('verdict.not-enough-data')
  })

  it('gives "do not eat" the strongest colour whatever the temperatures were', () => {
    expect(adviceTone['do-not-eat']).toBe('critical')
  })
})
