import { profile } from '@larder/contracts/profile'
import { profiles } from '@larder/contracts/profiles'
import { expect, test } from 'vitest'
import { draftOf, isGiven, profileOf, without } from './draft.ts'

test.each(Object.entries(profiles))('%s goes through the form unchanged', (_, one) => {
  expect(profileOf(draftOf(one), one)).toEqual(one)
  expect(profile.parse(profileOf(draftOf(one), one))).toEqual(one)
})

test('what is emptied is left out, and an open end of the target is none', () => {
  const fish = profiles['fresh-fish']
  const draft = { ...without(draftOf(fish), 'low'), 'targetCelsius.0': ' ', 'high.limitTotalMinutes': '' }
  const result = profileOf(draft, fish)
  expect(result.low).toBeUndefined()
  expect(result.targetCelsius).toEqual([null, 2])
  expect(result.high).not.toHaveProperty('limitTotalMinutes')
  expect([isGiven(draft, 'low'), isGiven(draft, 'high')]).toEqual([false, true])
})

test('a phase of its own is given by its figures', () => {
  const fish = profiles['fresh-fish']
  const draft = { ...draftOf(fish), 'phases.transit.high.limitCelsius': '5' }
  expect(profileOf(draft, fish).phases).toEqual({ transit: { high: { limitCelsius: 5 } } })
})
