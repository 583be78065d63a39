import { expect, test } from 'vitest'
import { giftWrapping, parking } from './knowledge.fixture.ts'
import { Suggestions, wordsIn } from './suggestions.ts'

const published = [
  { id: 'parking', version: 1, ...parking, publishedAtMs: 1 },
  { id: 'gift-wrapping', version: 1, ...giftWrapping, publishedAtMs: 1 },
]

test('the nearest article comes first, in both languages and with a slip of the finger', async () => {
  const suggestions = new Suggestions({ published: async () => published, mindVersion: () => 1 })
  const first = async (text: string, language: 'zh' | 'en') => (await suggestions.find(text, language))[0]?.article
  expect(await first('停车位在哪', 'zh')).toBe('parking')
  expect(await first('想送人，能包装吗', 'zh')).toBe('gift-wrapping')
  expect(await first('is there praking', 'en')).toBe('parking')
  expect(await first('wrap my present', 'en')).toBe('gift-wrapping')
  expect(await suggestions.find('xyzzy', 'en')).toEqual([])
})

test('a publication is searched at once', async () => {
  let [version, articles] = [1, published.slice(0, 1)]
  const suggestions = new Suggestions({ published: async () => articles, mindVersion: () => version })
  expect(await suggestions.find('gift wrapping', 'en')).toEqual([])
  version = 2
  articles = published
  expect((await suggestions.find('gift wrapping', 'en'))[0]?.article).toBe('gift-wrapping')
})

test('Chinese is cut into pairs of neighbours, other writing into words', () => {
  expect(wordsIn('有停车场吗 car park')).toEqual(['有停', '停车', '车场', '场吗', 'car', 'park'])
})
