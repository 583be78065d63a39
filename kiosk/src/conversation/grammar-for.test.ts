import { expect, test } from 'vitest'
import { stateGrammars } from '../hearing/grammar.ts'
import { grammarFor } from './grammar-for.ts'
import { languageOfTyped } from './typed-language.ts'

test('a question says what its answer may be', () => {
  const answer = { choices: [{ id: 'a', label: 'Thai Lime, 2 kg!' }], language: 'en' } as const
  expect(grammarFor({ ...answer, choices: [...answer.choices], expects: 'digits' }, 'zh')).toBe(
    stateGrammars.digits?.zh,
  )
  expect(grammarFor({ ...answer, choices: [...answer.choices], expects: 'choice' }, 'en')).toEqual({
    phrases: ['thai lime 2 kg'],
  })
  expect(grammarFor({ ...answer, choices: [...answer.choices], expects: 'choice' }, 'zh')).toBeUndefined()
  expect(grammarFor({ ...answer, choices: [], expects: 'choice' }, 'en')).toBeUndefined()
  expect(grammarFor({ ...answer, choices: [], expects: 'open' }, 'en')).toBeUndefined()
  expect(grammarFor(null, 'en')).toBeUndefined()
})

test('typed words tell their language, an order number does not', () => {
  const known = ['zh', 'en'] as const
  expect(languageOfTyped('三文鱼 fresh 吗', 'en', [...known])).toBe('zh')
  expect(languageOfTyped('where is the salmon', 'zh', [...known])).toBe('en')
  expect(languageOfTyped('DD-1042', 'zh', [...known])).toBe('zh')
  expect(languageOfTyped('salmon', 'zh', [...known])).toBe('zh')
  expect(languageOfTyped('where is the salmon', 'zh', ['zh'])).toBe('zh')
})
