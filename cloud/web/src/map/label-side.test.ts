import { expect, it } from 'vitest'
import { emptiestSide } from './label-side.ts'

const northward = Array.from({ length: 10 }, (_, index) => ({ x: 100, y: 100 - index * 6 }))

it('a name keeps its first side where nothing is drawn', () => {
  expect(emptiestSide({ x: 100, y: 100 }, [], ['top', 'right'])).toBe('top')
})

it('a name steps aside from a trail', () => {
  expect(emptiestSide({ x: 100, y: 100 }, northward, ['top', 'right'])).toBe('right')
  expect(emptiestSide({ x: 100, y: 100 }, northward, ['bottom', 'left'])).toBe('bottom')
})
