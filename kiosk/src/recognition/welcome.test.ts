import { nowMs, storeCopyOf } from '@larder/assistant/goods/catalogue.fixture'
import { expect, test } from 'vitest'
import { welcomeWords } from './welcome.ts'

test('a member is welcomed with the prices for members alone, in the units of the language', () => {
  const copy = storeCopyOf()
  expect(welcomeWords(copy, 'zh', nowMs)).toBe('欢迎回来！今天的会员价：鸡中翅每斤18元，原价23元。')
  expect(welcomeWords(copy, 'en', nowMs)).toBe(
    'Welcome back! Prices for members today: Chicken wings at 36 yuan a kilo instead of 46.',
  )
})

test('without such a price nothing but the welcome is said', () => {
  expect(welcomeWords(storeCopyOf({ offers: [] }), 'en', nowMs)).toBe('Welcome back!')
})
