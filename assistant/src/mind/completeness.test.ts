import type { DialogStateWire } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'
import { expect, test } from 'vitest'
import { createMind } from './create-mind.ts'
import { demonstrationCopy } from './demonstration-copy.ts'
import { demonstrationDesk } from './demonstration-desk.ts'
import { learnedModel } from './learned.fixture.ts'

const mind = createMind({ models: { zh: learnedModel('zh'), en: learnedModel('en') }, skills: [] })
const desk = demonstrationDesk(demonstrationCopy)
mind.greeting('en', desk)

test.each<[Language, string, string]>([
  ['en', '', 'open'],
  ['en', 'where is the', 'open'],
  ['en', 'i want', 'open'],
  ['en', 'where is the salmon', 'complete'],
  ['en', 'is the milk fresh', 'complete'],
  ['en', 'salmon', 'usual'],
  ['en', 'how fresh is', 'open'],
  ['en', 'the shrimp smells bad', 'complete'],
  ['en', 'i want to return the', 'open'],
  ['en', 'a human please', 'complete'],
  ['en', 'no', 'open'],
  ['en', 'i want a refund', 'complete'],
  ['en', 'my salmon is spoiled', 'complete'],
  ['en', 'which aisle is the milk in', 'complete'],
  ['en', 'order number four seven', 'open'],
  ['en', 'order number four seven one nine', 'usual'],
  ['zh', '我要', 'open'],
  ['zh', '三文鱼在', 'open'],
  ['zh', '牛奶多少钱', 'complete'],
  ['zh', '虾仁臭了', 'complete'],
  ['zh', '我的三文鱼', 'usual'],
  ['zh', '我要退', 'open'],
  ['zh', '转人工', 'complete'],
  ['zh', '我要退款', 'complete'],
  ['zh', '我的订单什么时候到', 'complete'],
  ['zh', '订单号四七', 'open'],
  ['zh', '订单号四七一九', 'usual'],
])('in %s "%s" is %s', (language, partial, expected) => {
  expect(mind.completeness(partial, language, null)).toBe(expected)
})

async function stateAfter(...texts: string[]): Promise<DialogStateWire | null> {
  let state: DialogStateWire | null = null
  for (const text of texts) {
    state = (await mind.answer({ input: { kind: 'said', text, spoken: true }, language: 'en', state }, desk)).state
  }
  return state
}

test('digits are open until all but one were heard that are needed: the last is heard late', async () => {
  const number = await stateAfter('where is my order')
  expect(
    ['four', 'four seven', 'four seven one', 'four seven one nine'].map((text) =>
      mind.completeness(text, 'en', number),
    ),
  ).toEqual(['open', 'open', 'usual', 'usual'])
  const digits = await stateAfter('where is my order', 'four seven one nine', 'yes')
  expect(['oh', 'oh oh seven', 'oh oh seven seven'].map((text) => mind.completeness(text, 'en', digits))).toEqual([
    'open',
    'usual',
    'complete',
  ])
})

test('a number that is told while something else is asked waits no longer than any other words', async () => {
  const state = await stateAfter('i want a refund')
  expect(mind.completeness('order number one two three four', 'en', state)).not.toBe('open')
  const readBack = await stateAfter('where is my order', 'four seven one nine')
  expect(mind.completeness('order number one two three four', 'en', readBack)).not.toBe('open')
})

test('a read-back is answered by a word', async () => {
  const state = await stateAfter('where is my order', 'four seven one nine')
  expect(['yes', 'no', 'no i', 'well'].map((text) => mind.completeness(text, 'en', state))).toEqual([
    'complete',
    'complete',
    'open',
    'usual',
  ])
})
