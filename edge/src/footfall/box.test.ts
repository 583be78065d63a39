import { expect, test } from 'vitest'
import { overlap } from './box.ts'

const box = { x: 0, y: 0, width: 10, height: 10 }

test('overlap is the shared part of both boxes together', () => {
  expect(overlap(box, box)).toBe(1)
  expect(overlap(box, { ...box, x: 5 })).toBeCloseTo(1 / 3)
  expect(overlap(box, { x: 2, y: 2, width: 5, height: 5 })).toBeCloseTo(0.25)
})

test('boxes that only touch do not overlap', () => {
  expect(overlap(box, { ...box, x: 10 })).toBe(0)
  expect(overlap(box, { ...box, y: -20 })).toBe(0)
})
