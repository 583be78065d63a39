import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RollingSum } from './rolling-sum.ts'

const minuteMs = 60_000
const dayMs = 1440 * minuteMs

test('what is older than the window is let go, to a 144th of it', () => {
  const sum = new RollingSum(dayMs)
  sum.add(0, 30 * minuteMs, 1)
  sum.add(600 * minuteMs, 610 * minuteMs, 2)
  expect(sum.total).toBe(50 * minuteMs)
  sum.advance(1439 * minuteMs)
  expect(sum.total).toBe(50 * minuteMs)
  sum.advance(1455 * minuteMs)
  expect(sum.total).toBe(30 * minuteMs)
  sum.advance(10 * dayMs)
  expect(sum.total).toBe(0)
})

test('an infinite window keeps everything', () => {
  const sum = new RollingSum(Number.POSITIVE_INFINITY)
  sum.add(0, minuteMs, 1)
  sum.advance(1000 * dayMs)
  expect(sum.total).toBe(minuteMs)
})

test('it is the plain sum over the window, whatever is added and however long it runs', () => {
  const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 300 })), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(spans, (steps) => {
      const sum = new RollingSum(dayMs)
      const added: [fromMinute: number, untilMinute: number][] = []
      let minute = 0
      for (const [gap, length] of steps) {
        added.push([minute + gap, minute + gap + length])
        sum.add((minute + gap) * minuteMs, (minute + gap + length) * minuteMs, 0.1)
        minute += gap + length
      }
      // The bucket of the newest minute and the 143 before it.
      const since = (Math.floor((minute - 1) / 10) - 143) * 10
      const expected = added.reduce((total, [from, until]) => total + Math.max(0, until - Math.max(from, since)), 0)
      expect(sum.total).toBeCloseTo(0.1 * expected * minuteMs, 3)
    }),
  )
})
