import type { Life } from '@larder/contracts/report'
import { spoilage } from '@larder/contracts/shelf-life'
import { expect, test } from 'vitest'
import { formatIn } from '../../language/format.ts'
import { formulaOf, toneOf } from './life-words.ts'

const left = (likely: number, percentLeft: number) => ({ leftDays: { low: 0, likely, high: 9 }, percentLeft }) as Life

test('the last tenth of a life is critical, the last third a warning', () => {
  expect([left(6, 70), left(3, 30), left(1, 10), left(0, 0)].map(toneOf)).toEqual([
    'ok',
    'warning',
    'critical',
    'critical',
  ])
})

test('every kind of goods has its model written as its field does', () => {
  const { number } = formatIn('en')
  const written = Object.values(spoilage).map(({ rate }) => formulaOf(rate, number))
  expect(written).toContain('√k ∝ T − (−10.0 °C)')
  expect(written).toContain('ln RRS = 0.089 · T')
  expect(written).toContain('Arrhenius, Ea = 65.9 kJ/mol')
  expect(written).toContain('Q10 = 3.0')
})
