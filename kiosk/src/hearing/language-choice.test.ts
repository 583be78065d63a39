import { expect, test } from 'vitest'
import { chooseLanguage } from './language-choice.ts'
import type { HeardWord } from './transcript.ts'
import type { Heard } from './utterance.ts'

const word = (endMs: number, lengthMs: number, confidence: number): HeardWord => ({
  word: 'w',
  startMs: endMs - lengthMs,
  endMs,
  confidence,
})
const heard = (language: Heard['language'], words: HeardWord[]) => ({ language, words }) as Heard

test('the decoder that is surer of its words has the language', () => {
  const choice = chooseLanguage([heard('zh', [word(500, 300, 1)]), heard('en', [word(500, 300, 0.5)])])
  expect([choice.heard.language, choice.clear, choice.sureness]).toEqual(['zh', true, { zh: 1, en: 0.5 }])
})

test('a long unsure word weighs more than a short sure one', () => {
  const unsure = heard('en', [word(100, 100, 1), word(1000, 900, 0.4)])
  expect(chooseLanguage([unsure, heard('zh', [word(1000, 1000, 0.6)])]).heard.language).toBe('zh')
})

test('a decoder that heard nothing never wins, and a tie is not clear', () => {
  expect(chooseLanguage([heard('zh', []), heard('en', [word(300, 200, 0.3)])]).heard.language).toBe('en')
  expect(chooseLanguage([heard('zh', []), heard('en', [])]).clear).toBe(false)
})
