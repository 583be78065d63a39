import { expect, test } from 'vitest'
import { countErrors, errorRate } from './error-rate.ts'

test.each([
  ['where is the salmon', 'where is the salmon', 0],
  ['where is the salmon', 'where is salmon', 1],
  ['where is the salmon', 'where was the salmon hi', 2],
  ['where is the salmon', '', 4],
])('"%s" heard as "%s" has %d errors', (said, heard, errors) => {
  expect(countErrors(said.split(' '), heard.split(' ').filter(Boolean)).errors).toBe(errors)
})

test('the rate is over all that was said', () => {
  expect(errorRate([countErrors(['a'], ['b']), countErrors(['a', 'b', 'c'], ['a', 'b', 'c'])])).toBe(0.25)
})
