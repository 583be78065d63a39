import fc from 'fast-check'
import { expect, test } from 'vitest'
import { verbaliseChinese } from './chinese.ts'
import { cardinal } from './chinese-numbers.ts'

test.each([
  [0, '零'],
  [10, '十'],
  [12, '十二'],
  [105, '一百零五'],
  [110, '一百一十'],
  [250, '二百五十'],
  [1005, '一千零五'],
  [2030, '两千零三十'],
  [10_080, '一万零八十'],
  [20_500, '两万零五百'],
  [100_000, '十万'],
  [1_000_001, '一百万零一'],
  [200_000_000, '两亿'],
  [100_000_005, '一亿零五'],
])('%d is %s', (value, words) => {
  expect(cardinal(value)).toBe(words)
})

test('every number reads back as itself', () => {
  fc.assert(fc.property(fc.nat({ max: 999_999_999 }), (value) => readBack(cardinal(value)) === value))
})

/** The value of number words, by the usual rule of 十百千 within 万 and 亿. */
function readBack(words: string): number {
  const digits = '零一二三四五六七八九'
  const places: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }
  let [all, group, digit] = [0, 0, 0]
  for (const sign of words.replaceAll('两', '二')) {
    if (digits.includes(sign)) digit = digits.indexOf(sign)
    else if (places[sign]) {
      group += (digit || 1) * (places[sign] ?? 0)
      digit = 0
    } else {
      all = sign === '万' ? all + (group + digit) * 10_000 : (all + group + digit) * 100_000_000
      group = 0
      digit = 0
    }
  }
  return all + group + digit
}

test.each([
  ['2026-11-21', '二零二六年十一月二十一日'],
  ['2026年11月21日', '二零二六年十一月二十一日'],
  ['14:30、9:05、2:00', '十四点三十分、九点零五分、两点'],
  ['早上2点', '早上两点'],
  ['订单号12345', '订单号一二三四五'],
  ['您的订单1234已发货', '您的订单一二三四已发货'],
  ['单号：SF-1204', '单号： S F 一二零四'],
  ['电话13800138000或400-800-1234', '电话一三八零零一三八零零零或四零零八零零一二三四'],
  ['¥12.50', '十二元五角'],
  ['¥3.05', '三元零五分'],
  ['29.9元', '二十九元九角'],
  ['2元', '两元'],
  ['¥0.5', '五角'],
  ['¥0.05', '五分'],
  ['¥1,299', '一千二百九十九元'],
  ['-18°C到4°C', '零下十八摄氏度到四摄氏度'],
  ['2–4℃', '二到四摄氏度'],
  ['35%', '百分之三十五'],
  ['500g、1.5kg、2kg、250ml', '五百克、一点五公斤、两公斤、二百五十毫升'],
  ['2盒、12盒、第2天、还剩2天', '两盒、十二盒、第二天、还剩两天'],
  ['1/2', '二分之一'],
  ['3-5天', '三到五天'],
  ['货架A3', '货架A三'],
  ['温度-1.5', '温度负一点五'],
])('%s is said as %s', (written, spoken) => {
  expect(verbaliseChinese(written)).toBe(spoken)
})

test('no figure is left in any text', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[-0-9.,:年月点元个%°C¥ A-Za-z#/]{0,30}$/),
      (text) => !/\d/.test(verbaliseChinese(text)),
    ),
  )
})
