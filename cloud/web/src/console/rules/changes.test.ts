import { profiles } from '@larder/contracts/profiles'
import { expect, test } from 'vitest'
import { say } from '../../language/say.ts'
import { changesBetween } from './changes.ts'
import { draftOf } from './draft.ts'
import { fieldWords } from './field-words.ts'

const fish = profiles['fresh-fish']

test('an edit is told by what differs; a new profile has nothing to differ from', () => {
  const { low: _, ...rest } = { ...fish, high: { ...fish.high, limitCelsius: 3 } }
  const told = changesBetween(fish, rest)
  expect(told).toContainEqual({ path: 'high.limitCelsius', from: '4', to: '3' })
  expect(told).toContainEqual({ path: 'low.limitCelsius', from: '-1.5', to: undefined })
  expect(changesBetween(fish, fish)).toEqual([])
  expect(changesBetween(null, fish)).toEqual([])
})

test('every field of every profile has words in both languages', () => {
  for (const path of Object.values(profiles).flatMap((one) => Object.keys(draftOf(one)))) {
    for (const language of ['zh', 'en'] as const) {
      expect(fieldWords(path, (key) => say(language, key))).not.toMatch(/rules\.|undefined/)
    }
  }
  const words = fieldWords('phases.transit.high.limitCelsius', (key) => say('en', key))
  expect(words).toBe('In transit: Too warm: Critical at')
})
