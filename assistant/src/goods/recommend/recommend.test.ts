import type { Language } from '@larder/contracts/language'
import { expect, test } from 'vitest'
import type { CustomerTag } from '../../mind/skill.ts'
import { normalise } from '../../normalise/normalise.ts'
import { lotOf, nowMs, storeCopyOf } from '../catalogue.fixture.ts'
import { recordsOf } from '../facts.ts'
import { goodsWords } from '../words/words.ts'
import { portionFen } from './fit.ts'
import { graphOf } from './graph.ts'
import { recommend } from './rank.ts'
import { narrows, requestIn } from './request.ts'
import { tagsFromPurchases } from './tags.ts'

const copy = storeCopyOf()
const ask = (text: string, language: Language, tags: CustomerTag[] = [], from = copy) =>
  recommend(from, requestIn(normalise(text, language), language), { tags, nowMs })
const products = (text: string, language: Language, tags: CustomerTag[] = []): string[] =>
  ask(text, language, tags).picks.map(({ product }) => product)
const attributesOf = (product: string) => recordsOf(copy, product, nowMs).card?.attributes ?? {}

test.each([
  ['en', 'something for under 50 yuan', { budgetFen: 5000 }],
  ['en', 'what can i get for twenty yuan', { budgetFen: 2000 }],
  ['en', 'a quick dinner', { mostMinutes: 20 }],
  ['en', 'ready in 10 minutes', { mostMinutes: 10 }],
  ['en', 'no shrimp please', { allergic: false, refused: [{ dimension: 'species', value: 'shrimp' }] }],
  ['en', 'something vegan', { diets: ['vegan'] }],
  ['en', 'for two kids', { eaters: ['child'], budgetFen: null }],
  ['zh', '五十块以内推荐点水果', { budgetFen: 5000, wanted: [{ dimension: 'category', value: 'fruit' }] }],
  ['zh', '预算100元', { budgetFen: 10_000 }],
  ['zh', '推荐个清蒸的', { wanted: [{ dimension: 'use', value: 'steam' }] }],
  ['zh', '不要虾有什么推荐', { allergic: false, refused: [{ dimension: 'species', value: 'shrimp' }] }],
  ['zh', '十分钟能做好的', { mostMinutes: 10 }],
  ['zh', '减肥吃什么好', { diets: ['low-fat'] }],
  ['zh', '给两个孩子吃的', { eaters: ['child'] }],
  ['zh', '我不会做饭推荐点简单的', { refused: [] }],
] as const)('a request in %s is read: %s', (language, text, parts) => {
  expect(requestIn(normalise(text, language), language)).toMatchObject(parts)
})

test.each([
  ['en', 'i am allergic to shellfish what fish do you recommend', ['crustacean', 'mollusc']],
  ['en', 'my son is allergic to peanuts and milk', ['peanut', 'milk']],
  ['en', 'i have a nut allergy', ['peanut', 'tree-nut']],
  ['zh', '我对虾和鸡蛋过敏', ['crustacean', 'egg']],
  ['zh', '孩子牛奶过敏吃什么', ['milk']],
  ['zh', '我海鲜过敏', ['crustacean', 'mollusc', 'fish']],
] as const)('an allergy in %s refuses all that has the allergen: %s', (language, text, allergens) => {
  const { allergic, refused } = requestIn(normalise(text, language), language)
  expect(allergic).toBe(true)
  const refusedAllergens = refused.filter(({ dimension }) => dimension === 'allergen').map(({ value }) => value)
  expect(refusedAllergens).toEqual(expect.arrayContaining([...allergens]))
})

test('no allergen, no unknown allergens and no refused kind is ever recommended, whatever else is asked', () => {
  for (const wish of ['for hotpot', 'for the grill', 'something cheap', 'for a party', 'something spicy', '']) {
    for (const { product } of ask(`i am allergic to crab recommend ${wish}`, 'en').picks) {
      expect(attributesOf(product).allergen).toBeDefined()
      expect(attributesOf(product).allergen).not.toContain('crustacean')
    }
    for (const { product } of ask(`no beef ${wish}`, 'en').picks)
      expect(attributesOf(product).species ?? []).not.toContain('beef')
  }
  expect(ask('i am allergic to crab something spicy for hotpot', 'en').leftOut).toMatchObject({
    'allergens-unknown': 1,
  })
})

test('diet, budget, time and who eats are kept', () => {
  for (const product of products('something vegan', 'en')) expect(attributesOf(product).diet).toContain('vegan')
  for (const product of products('二十块以内的', 'zh')) {
    expect(portionFen(recordsOf(copy, product, nowMs))).toBeLessThanOrEqual(2000)
  }
  for (const product of products('something hot in 10 minutes', 'en')) {
    expect(Number.parseInt(attributesOf(product)['cooking-time']?.[0] ?? '', 10)).toBeLessThanOrEqual(10)
  }
  expect(products('孕妇吃什么鱼好', 'zh')).toEqual(['cod-steak'])
  expect(products('给宝宝做辅食', 'zh')).toEqual(['cod-steak'])
})

test('what is sold out, recalled, nearly at its end or in an alarmed cabinet is never recommended', () => {
  const all = copy.shelf.map(({ product }) => product)
  const never = ['broccoli', 'milk-fresh', 'oyster']
  for (const wish of ['a vegetable', 'dairy', 'shellfish', 'oysters for the grill', 'milk', 'broccoli', '']) {
    for (const product of products(wish, 'en')) expect(never).not.toContain(product)
  }
  const alarmed = storeCopyOf({ cabinets: copy.cabinets.map((cabinet) => ({ ...cabinet, alarmed: true })) })
  expect(ask('fish', 'en', [], alarmed).picks.map(({ product }) => product)).not.toContain('sea-bass')
  const held = storeCopyOf({ lots: [lotOf('SALMON-1', 'salmon-fillet', { standing: { state: 'held' } })] })
  expect(ask('salmon', 'en', [], held).picks.map(({ product }) => product)).not.toContain('salmon-fillet')
  expect(all).toEqual(expect.arrayContaining(never))
})

test.each([
  ['en', 'something for hotpot', 'use', 'hotpot'],
  ['en', 'something for the grill', 'use', 'grill'],
  ['zh', '推荐条清蒸的鱼', 'use', 'steam'],
  ['zh', '推荐点水果', 'category', 'fruit'],
  ['zh', '煲汤用什么好', 'use', 'soup'],
] as const)('what is asked for comes first and is the reason, in %s: %s', (language, text, dimension, value) => {
  const { picks, missing } = ask(text, language)
  expect(missing).toEqual([])
  expect(picks.length).toBeGreaterThan(0)
  for (const { product, because } of picks) {
    expect(attributesOf(product)[dimension]).toContain(value)
    expect(because.length).toBeGreaterThan(0)
  }
})

test('what nothing has is said, and what comes closest is offered, if anything does', () => {
  const lobster = ask('a lobster for the grill', 'en')
  expect(lobster.missing).toEqual([{ dimension: 'species', value: 'lobster' }])
  for (const { product } of lobster.picks) expect(attributesOf(product).use).toContain('grill')
  expect(ask('a lobster', 'en').picks).toEqual([])
})

test('purchases become tags that fade, and they move the ranking', () => {
  const order = (daysAgo: number, bought: string[]) => ({
    orderedAtMs: nowMs - daysAgo * 86_400_000,
    lines: bought.map((product) => ({ lot: 'L', product, quantity: 1 })),
  })
  const tags = tagsFromPurchases([order(3, ['tofu', 'spinach']), order(10, ['tofu', 'enoki'])], copy.cards, nowMs)
  expect(tags).toContainEqual(expect.objectContaining({ dimension: 'diet', value: 'vegan' }))
  expect(products('what do you recommend', 'en', tags)).toContain('tofu')
  const changed = tagsFromPurchases(
    [...Array.from({ length: 5 }, () => order(700, ['beef-brisket'])), order(1, ['tofu'])],
    copy.cards,
    nowMs,
  )
  expect(changed.some(({ value }) => value === 'beef')).toBe(false)
  expect(tagsFromPurchases([], copy.cards, nowMs)).toEqual([])
})

test('the same question has the same answer, with at most two of a category', () => {
  expect(ask('what do you recommend', 'en')).toEqual(ask('what do you recommend', 'en'))
  const categories = products('what do you recommend', 'en').map((product) => attributesOf(product).category?.[0])
  for (const category of categories)
    expect(categories.filter((other) => other === category).length).toBeLessThanOrEqual(2)
})

test('the graph walks: lemon goes with salmon, and what goes with what goes with it less', () => {
  const graph = graphOf(copy.cards)
  const pairs = graph.pairsOf('salmon-fillet')
  expect(pairs[0]?.product).toBe('lemon')
  const far = pairs.filter(({ via }) => via !== null)
  expect(far.length).toBeGreaterThan(0)
  expect(Math.max(...far.map(({ score }) => score))).toBeLessThan(pairs[0]?.score ?? 0)
  expect(graph.conflict('persimmon', 'hairy-crab')).toBe(true)
  expect(graph.alike('broccoli')).toContain('spinach')
  expect(graph.pairsOf('nobody')).toEqual([])
})

test('every value that the fixture uses has words, and both languages the same ones', () => {
  const [en, zh] = [goodsWords('en').attributes, goodsWords('zh').attributes]
  for (const [dimension, values] of Object.entries(en)) {
    expect([dimension, Object.keys(zh[dimension as keyof typeof zh])]).toEqual([dimension, Object.keys(values)])
  }
  expect(Object.keys(goodsWords('zh').say).sort()).toEqual(Object.keys(goodsWords('en').say).sort())
  for (const { attributes } of copy.cards) {
    for (const [dimension, values] of Object.entries(attributes)) {
      if (dimension === 'pairs-with' || dimension === 'must-not') continue
      for (const value of values) expect(Object.keys(en[dimension as keyof typeof en])).toContain(value)
    }
  }
})

test('fish is seafood as well', () => {
  for (const [text, language] of [
    ['不要海鲜', 'zh'],
    ['no seafood please', 'en'],
  ] as const) {
    const { refused } = requestIn(normalise(text, language), language)
    expect(refused.map(({ value }) => value)).toEqual(expect.arrayContaining(['fish', 'shellfish']))
  }
})

test.each([
  ['不要海鲜', 'zh', true],
  ['便宜一点的', 'zh', true],
  ['no seafood please', 'en', true],
  ['under 50 yuan', 'en', true],
  ['thank you', 'en', false],
  ['几点关门', 'zh', false],
] as const)('whether "%s" narrows down what is recommended', (text, language, expected) => {
  expect(narrows(normalise(text, language), language)).toBe(expected)
})
