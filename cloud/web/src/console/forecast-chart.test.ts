import { expect, test } from 'vitest'
import { segmentsOf } from './forecast-chart.tsx'

test('a gap in the measured past breaks the line', () => {
  const at = (atMs: number, celsius: number | null) => ({ atMs, celsius })
  const past = [at(1, 2), at(2, 3), at(3, null), at(4, null), at(5, 4)]
  expect(segmentsOf(past)).toEqual([[at(1, 2), at(2, 3)], [at(5, 4)]])
  expect(segmentsOf([at(1, null)])).toEqual([])
})
