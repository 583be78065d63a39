import { expect, test } from 'vitest'
import { readingMessage } from './reading.ts'
import { filterOf, parseTopic, topicOf } from './topics.ts'

test('a topic is built from an address and parsed back to it', () => {
  const address = { site: 'shop-1', asset: 'cabinet-1', probe: 'air' }
  const topic = topicOf('reading', address)
  expect(topic).toBe('larder/v1/reading/shop-1/cabinet-1/air')
  expect(parseTopic(topic)).toEqual({ kind: 'reading', address })
})

test('a filter has a wildcard where no level is given', () => {
  expect(filterOf('situation', { site: 'shop-1' })).toBe('larder/v1/situation/shop-1/+/+')
})

test.each([
  'larder/v2/reading/a/b/c',
  'larder/v1/reading/a/b',
  'larder/v1/reading/a//c',
  'larder/v1/toString/a/b/c',
  '',
])('the topic "%s" belongs to no message kind', (topic) => {
  expect(parseTopic(topic)).toBeUndefined()
})

test('a reading without a UTC offset, without a quantity or with an unknown field is refused by name', () => {
  const parse = (fields: object) =>
    readingMessage.safeParse({ sequence: 1, observedAt: '2026-11-20T09:30:00+08:00', ...fields })
  expect(parse({ celsius: 3.2 }).data).toEqual({
    sequence: 1,
    observedAt: 1795138200000,
    celsius: 3.2,
  })
  expect(parse({}).error?.issues[0]?.message).toContain('at least one of celsius')
  expect(parse({ celsius: 3.2, observedAt: '2026-11-20T09:30:00' }).error?.issues[0]?.path).toEqual(['observedAt'])
  expect(parse({ celsius: Number.NaN }).success).toBe(false)
  expect(parse({ celsius: 3.2, temperature: 3.2 }).error?.issues[0]?.message).toContain('temperature')
})
