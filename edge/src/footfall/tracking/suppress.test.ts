import { expect, test } from 'vitest'
import { withoutDuplicates } from './suppress.ts'

const person = { x: 10, y: 10, width: 40, height: 100 }

test('of two boxes on one person the better stays', () => {
  const kept = withoutDuplicates(
    [
      { ...person, x: 12, score: 0.6 },
      { ...person, score: 0.9 },
    ],
    0.6,
  )
  expect(kept).toEqual([{ ...person, score: 0.9 }])
})

test('two people side by side both stay', () => {
  const pair = [
    { ...person, score: 0.9 },
    { ...person, x: 35, score: 0.8 },
  ]
  expect(withoutDuplicates(pair, 0.6)).toEqual(pair)
})
