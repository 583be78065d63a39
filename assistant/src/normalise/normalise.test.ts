import { expect, test } from 'vitest'
import { chineseNumber, digitString } from './chinese-number.ts'
import { englishNumber } from './english-number.ts'
import { normalise } from './normalise.ts'
import { gramsIn } from './weight.ts'

test.each([
  ['两百五', 250],
  ['二百五十', 250],
  ['一千零五', 1005],
  ['一千零五十', 1050],
  ['一万二', 12_000],
  ['三万零二十', 30_020],
  ['十', 10],
  ['十五', 15],
  ['二十', 20],
  ['二零三五', 2035],
  ['三点五', 3.5],
  ['半', 0.5],
  ['一半', 1.5],
  ['两千三', 2300],
  ['零', 0],
  ['一亿', 100_000_000],
  ['三文', null],
  ['', null],
  ['点', null],
])('the Chinese number %s is %s', (text, value) => {
  expect(chineseNumber(text)).toBe(value)
})

test('the digits of an order number are read one by one', () => {
  expect(digitString('幺零七7')).toBe('1077')
  expect(digitString('十七')).toBeNull()
})

test.each([
  ['two hundred and fifty', 250],
  ['four seven one nine', 4719],
  ['two oh three five', 2035],
  ['twenty-five', 25],
  ['half a', 0.5],
  ['a half', 0.5],
  ['a dozen', 12],
  ['two and a half', 2.5],
  ['a hundred', 100],
  ['three thousand two hundred', 3200],
  ['one', 1],
  ['salmon', null],
])('the English number "%s" is %s', (text, value) => {
  expect(englishNumber(text)).toBe(value)
})

test.each([
  ['一斤半', 750],
  ['三两', 150],
  ['二两虾', 100],
  ['半公斤', 500],
  ['半斤牛肉', 250],
  ['两斤三两', 1150],
  ['两斤三', 1150],
  ['要两百五十克', 250],
  ['2.5kg', 2500],
  ['５００克', 500],
  ['1.5斤', 750],
  ['半两', 25],
  ['half a kilo of shrimp', 500],
  ['two pounds', 907.2],
  ['one and a half kilos', 1500],
  ['250 g', 250],
  ['8 oz', 226.8],
  ['三文鱼在哪', null],
  ['where is the milk', null],
])('the weight in "%s" is %s grams', (text, grams) => {
  expect(gramsIn(text)).toBe(grams)
})

test.each([
  ['zh', '請問，雞蛋多少錢？', '请问鸡蛋多少钱'],
  ['zh', '嗯，那个，我要退款！', '我要退款'],
  ['zh', '我 要 退 款', '我要退款'],
  ['zh', '订单８８１２', '订单8812'],
  ['zh', '我要那个', '我要那个'],
  ['en', 'Um, WHERE is the — salmon?', 'where is the salmon'],
  ['en', 'It costs 2.50. Really!', 'it costs 2.50 really'],
  ['en', 'I don’t know', "i don't know"],
] as const)('normalising in %s: "%s" is "%s"', (language, text, plain) => {
  expect(normalise(text, language)).toBe(plain)
})

test('hostile text is bounded and harmless', () => {
  expect(normalise('<b>'.repeat(100_000), 'en').length).toBeLessThanOrEqual(2000)
  expect(normalise('', 'zh')).toBe('')
  expect(normalise('\u0000\uD800', 'en')).not.toContain('\u0000')
})
