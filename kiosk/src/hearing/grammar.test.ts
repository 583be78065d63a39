import { expect, test } from 'vitest'
import { acceptsText, prepareGrammar, splitWords } from './grammar.ts'

const vocabulary = new Set('转 人工 人 工 不 是 不是 三文鱼 yes no one two please'.split(' '))

test.each([
  ['转人工', ['转', '人工']],
  ['不是', ['不是']],
  ['不是 三文鱼', ['不是', '三文鱼']],
  ['Yes Please', ['yes', 'please']],
])('%s is said in the words of the model', (phrase, words) => {
  expect(splitWords(phrase, vocabulary)).toEqual(words)
})

test('a phrase with a word the model lacks is left out and named', () => {
  const prepared = prepareGrammar({ phrases: ['转人工', '要苹果'] }, vocabulary)
  expect([JSON.parse(prepared.grammar), prepared.unknown]).toEqual([['转 人工', '[unk]'], ['要苹果']])
})

test('only whole phrases of the list count', () => {
  const grammar = prepareGrammar({ phrases: ['yes please', 'no'] }, vocabulary)
  const accepted = (text: string) => acceptsText(grammar, text, '')
  expect(['yes please', 'no', 'yes', 'please no', 'no [unk]', '[unk]', ''].filter(accepted)).toEqual([
    'yes please',
    'no',
  ])
})

test('where phrases repeat, a row of them counts', () => {
  const digits = prepareGrammar({ phrases: ['one', 'two', 'yes please'], repeats: true }, vocabulary)
  expect(acceptsText(digits, 'one two two one', '')).toBe(true)
  expect(acceptsText(digits, 'one yes please two', '')).toBe(true)
  expect(acceptsText(digits, 'one yes two', '')).toBe(false)
  expect(acceptsText(digits, 'one two [unk]', '')).toBe(false)
})

test('a row that lost words which were heard without the grammar does not count', () => {
  const digits = prepareGrammar({ phrases: ['one', 'two'], repeats: true }, vocabulary)
  expect(acceptsText(digits, 'two', 'order one two')).toBe(false)
  expect(acceptsText(digits, 'one two', 'order one two')).toBe(true)
})
