import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutChip, mirrored } from './chip.ts'
import { apply, fitSimilarity, type Point, squareAround } from './geometry.ts'

const number = fc.double({ min: -200, max: 200, noNaN: true })
const points: Point[] = [
  { x: 0, y: 0 },
  { x: 30, y: 4 },
  { x: 12, y: 40 },
]

test('a similarity is found again from what it does to three points', () => {
  fc.assert(
    fc.property(number, number, number, number, (a, b, shiftX, shiftY) => {
      fc.pre(Math.hypot(a, b) > 0.01)
      const found = fitSimilarity(
        points,
        points.map((point) => apply({ a, b, shiftX, shiftY }, point)),
      )
      expect(found.a).toBeCloseTo(a, 6)
      expect(found.b).toBeCloseTo(b, 6)
      expect(found.shiftX).toBeCloseTo(shiftX, 6)
      expect(found.shiftY).toBeCloseTo(shiftY, 6)
    }),
  )
})

test('a chip of a whole picture is the picture, and a mirrored mirror is the chip', () => {
  const side = 8
  const rgb = Uint8Array.from({ length: side * side * 3 }, (_, index) => (index * 37) % 256)
  const chip = cutChip(
    { width: side, height: side, rgb, reduction: 1 },
    squareAround({ x: 0, y: 0, width: side, height: side }, side),
    side,
  )
  expect([...chip.rgb]).toEqual([...rgb])
  expect(mirrored(mirrored(chip))).toEqual(chip)
  expect([...mirrored(chip).rgb.subarray(0, 3)]).toEqual([...rgb.subarray(21, 24)])
})

test('a chip of fewer pixels averages and does not skip', () => {
  const side = 64
  const rgb = Uint8Array.from({ length: side * side * 3 }, (_, index) => (Math.floor(index / 3) % 2) * 200)
  const chip = cutChip(
    { width: side, height: side, rgb, reduction: 1 },
    squareAround({ x: 0, y: 0, width: side, height: side }, 8),
    8,
  )
  for (const value of chip.rgb) expect(Math.abs(value - 100)).toBeLessThan(15)
})

test('beyond its edges a picture goes on as its outermost pixels', () => {
  const picture = { width: 4, height: 4, rgb: new Uint8Array(48).fill(90), reduction: 1 }
  const chip = cutChip(picture, squareAround({ x: -10, y: -10, width: 24, height: 24 }, 12), 12)
  expect(new Set(Array.from(chip.rgb, Math.round))).toEqual(new Set([90]))
})
