import { expect, test } from 'vitest'
import { localInput, localInstant } from './local-instant.ts'

test('a field filled with a moment gives that moment back, to the minute, on any clock', () => {
  const atMs = Date.parse('2026-11-20T09:30:00Z')
  expect(Date.parse(localInstant(localInput(atMs)))).toBe(atMs)
  expect(localInstant(localInput(atMs))).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d$/)
})
