import { expect, test } from 'vitest'
import { masked } from './mask.ts'

test.each([
  'call 13800138000',
  '138-0013-8000',
  '138 - 0013 - 8000',
  '+86 (138) 0013.8000',
  '１３８００１３８０００',
  '1 3 8 0 0 1 3 8 0 0 0',
  '138\u200b0013\u200b8000',
  '138–0013–8000',
  '138，0013，8000',
  '一三八，零零一三，八零零零',
  '一三八0013八零零零',
  '壹叁捌零零壹叁捌零零零',
  '١٣٨٠٠١٣٨٠٠٠',
  'one three eight, zero zero one three, eight zero zero zero',
  '身份证11010519491231002X',
  'zhang.san+1@mail.example.com',
  'ｚｈａｎｇ＠mail.example',
])('%s is not to be read in a transcript', (text) => {
  expect(masked(text, false)).not.toMatch(/[\p{Nd}零一三八壹叁捌]|three|eight|zhang|mail/u)
})

test.each([
  'it showed 3.5, 12.0, 4.8 and 2.9',
  '我要两斤三文鱼和十二个橙子',
  'order 66021',
  '三十四块五',
  'one or two',
])('%s stays as it was said', (text) => {
  expect(masked(text, false)).toBe(text)
})

test('where digits prove who somebody is, none is left in either language', () => {
  expect(masked('0842 or 零八四二 or oh eight four two', true)).not.toMatch(/\d|[零八四二]|oh|eight/)
  expect(masked('ann@mail.example', true)).toBe('•@•')
})

test('a long text without end costs no time', () => {
  const begun = performance.now()
  masked(`${'1 '.repeat(1000)}${'a.'.repeat(50_000)}`, false)
  expect(performance.now() - begun).toBeLessThan(1000)
})
