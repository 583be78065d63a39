import { languages } from '@larder/contracts/language'
import { scene } from '@larder/contracts/ticket'
import { expect, test } from 'vitest'
import { plans } from '../forms/plans.ts'
import { fill, type Words, wordsOf } from './words.ts'

const placesIn = (template: string): string[] => (template.match(/\{\w+\}/g) ?? []).sort()
const groups = ['say', 'intents', 'openings', 'details', 'noticed', 'trace'] as const satisfies (keyof Words)[]

test.each(languages)('%s has every sentence with the same facts in it', (language) => {
  for (const group of groups) {
    const own: Record<string, string> = wordsOf(language)[group]
    const english: Record<string, string> = wordsOf('en')[group]
    expect(Object.keys(own).sort()).toEqual(Object.keys(english).sort())
    for (const [key, template] of Object.entries(own)) {
      expect([key, placesIn(template)]).toEqual([key, placesIn(english[key] as string)])
    }
  }
})

test('every scene has a form, and every form its words', () => {
  const scenes = new Set(Object.values(plans).map((plan) => plan.scene))
  expect(scene.options.filter((name) => !scenes.has(name))).toEqual([])
  for (const language of languages) {
    const { intents, openings, details, noticed } = wordsOf(language)
    for (const [intent, { needs }] of Object.entries(plans)) {
      expect(intents[intent]).toBeDefined()
      expect(intent.startsWith('order-') || openings[intent] !== undefined).toBe(true)
      expect(!needs.includes('detail') || details[intent] !== undefined).toBe(true)
      expect(noticed[intent] === undefined || needs.includes('noticed')).toBe(true)
    }
  }
})

test('a fact that is not given stays visible as a place', () => {
  expect(fill('{a} of {b}', { a: 1 })).toBe('1 of {b}')
})
