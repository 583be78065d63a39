import { expect, test } from 'vitest'
import { moneyIn } from './money.ts'
import { orderNumberIn } from './order-number.ts'
import { productsIn } from './product.ts'

const catalogue = [
  { id: 'salmon', nameZh: '三文鱼', nameEn: 'Salmon' },
  { id: 'shrimp', nameZh: '基围虾', nameEn: 'Shrimp' },
  { id: 'cherry', nameZh: '车厘子', nameEn: 'Cherries' },
  { id: 'beef', nameZh: '牛肉', nameEn: 'Ground beef' },
  { id: 'tenderloin', nameZh: '牛里脊', nameEn: 'Beef tenderloin' },
  { id: 'durian', nameZh: '榴莲', nameEn: 'Durian' },
  { id: 'bass', nameZh: '鲈鱼', nameEn: 'Sea bass' },
  { id: 'yogurt', nameZh: '酸奶', nameEn: 'Yogurt' },
  { id: 'milk', nameZh: '牛奶', nameEn: 'Milk' },
  { id: 'cheese', nameZh: '芝士', nameEn: 'Cheese' },
  { id: 'bread', nameZh: '面包', nameEn: 'Bread' },
  { id: 'steak', nameZh: '牛排', nameEn: 'Steak' },
  { id: 'strawberry', nameZh: '草莓', nameEn: 'Strawberries' },
]
const named = (text: string, language: 'zh' | 'en') =>
  productsIn(text, catalogue, language).map(({ product }) => product)

test.each([
  ['三文鱼在哪里', ['salmon']],
  ['山文鱼在哪里', ['salmon']],
  ['散文鱼多少钱', ['salmon']],
  ['鸡尾虾新鲜吗', ['shrimp']],
  ['车里子有货吗', ['cherry']],
  ['流连怎么卖', ['durian']],
  ['路鱼怎么做', ['bass']],
  ['牛乃和酸奶', ['milk', 'yogurt']],
  ['今天天气怎么样', []],
  ['产地是哪里', []],
  ['怎么保存', []],
  ['你们几点关门', []],
])('products by their Mandarin sound: %s names %j', (text, products) => {
  expect(named(text, 'zh')).toEqual(products)
})

test.each([
  ['where is the salmon', ['salmon']],
  ['where is the sammon', ['salmon']],
  ['do you have yoghurt', ['yogurt']],
  ['is the sea base fresh', ['bass']],
  ['a pound of strawberry please', ['strawberry']],
  ['straw berries or cherry', ['strawberry', 'cherry']],
  ['grand beef and shrimps', ['beef', 'shrimp']],
  ['what time do you close', []],
  ['do you have it in stock', []],
  ['can i talk to a person', []],
])('products by English letters and sound: %s names %j', (text, products) => {
  expect(named(text, 'en')).toEqual(products)
})

test('what was repaired is told, with less confidence', () => {
  const [exact] = productsIn('三文鱼', catalogue, 'zh')
  const [repaired] = productsIn('山文鱼', catalogue, 'zh')
  expect(exact).toEqual({ product: 'salmon', heard: '三文鱼', repairedTo: null, confidence: 1 })
  expect(repaired).toMatchObject({ product: 'salmon', heard: '山文鱼', repairedTo: '三文鱼' })
  expect(repaired?.confidence).toBeLessThan(1)
})

test.each([
  ['订单四七一九', '4719'],
  ['我的订单号是幺零七七', '1077'],
  ['order 66021 please', '66021'],
  ['order four seven one nine', '4719'],
  ['two oh three five', '2035'],
  ['four double seven one', '4771'],
  ['4 7 1 9', '4719'],
  ['三斤', null],
  ['it costs 12.50', null],
  ['two pounds', null],
])('the order number in "%s" is %s', (text, digits) => {
  expect(orderNumberIn(text)).toBe(digits)
})

test.each([
  ['九块九', 9.9],
  ['十块钱', 10],
  ['两百五十元', 250],
  ['三块半', 3.5],
  ['¥20', 20],
  ['ten dollars', 10],
  ['9.90 yuan', 9.9],
  ['where is it', null],
])('the money in "%s" is %s', (text, sum) => {
  expect(moneyIn(text)).toBe(sum)
})
