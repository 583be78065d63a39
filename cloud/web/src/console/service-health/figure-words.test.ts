import { expect, test } from 'vitest'
import { formatIn } from '../../language/format.ts'
import { rate, timeTaken } from './figure-words.ts'

const format = formatIn('en', 'UTC')

test('a rate of nothing is no rate', () => {
  expect(rate(5, 6, format)).toBe('83 %')
  expect(rate(0, 4, format)).toBe('0 %')
  expect(rate(0, 0, format)).toBe('–')
})

test('answers are told in seconds, waits in minutes', () => {
  expect(timeTaken(380, format)).toBe('0.38 s')
  expect(timeTaken(42_000, format)).toBe('42 s')
  expect(timeTaken(250_000, format)).toBe(format.duration(250_000))
  expect(timeTaken(null, format)).toBe('–')
})
