import { describe, expect, it } from 'vitest'
import { allDays, arcBetween } from './gauge.ts'

describe('the gauge of life left', () => {
  it('draws half a circle for all of it and nothing for none', () => {
    expect(arcBetween(0, 1)).toBe('M-100.00 -0.00A100 100 0 0 1 100.00 0.00')
    expect(arcBetween(0.4, 0.4)).toBe('')
    expect(arcBetween(1.2, 3)).toBe('')
  })

  it('works the whole life back from its share', () => {
    expect(allDays({ low: 5, likely: 6, high: 7 }, 60)).toBe(10)
    expect(allDays({ low: 0, likely: 0, high: 0.5 }, 0)).toBe(0.5)
    expect(allDays({ low: 0, likely: 0, high: 0 }, 0)).toBe(0.1)
  })
})
