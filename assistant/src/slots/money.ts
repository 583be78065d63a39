import { chineseNumber, chineseNumberPattern } from '../normalise/chinese-number.ts'
import { englishNumber, englishNumberPattern } from '../normalise/english-number.ts'

const chinese = new RegExp(
  `(\\d+(?:\\.\\d+)?|${chineseNumberPattern})(?:块钱?|元钱?)(?:(\\d|[一二两三四五六七八九])(?:毛|角)?|半)?`,
  'u',
)
const before = /[¥￥$€£]\s*(\d+(?:\.\d{1,2})?)/u
const english = new RegExp(
  `\\b(\\d+(?:\\.\\d+)?|${englishNumberPattern})\\s*(?:dollars?|bucks|yuan|rmb|euros?|pounds sterling)\\b`,
)

/** The first sum of money in a text, in the currency's main unit: 九块九 = 9.9, ten dollars = 10, ¥20 = 20. */
export function moneyIn(text: string): number | null {
  const plain = text.normalize('NFKC').toLowerCase()
  const sign = plain.match(before)?.[1]
  if (sign !== undefined) return Number(sign)
  const yuan = plain.match(chinese)
  if (yuan) {
    const whole = value(yuan[1] as string, chineseNumber)
    const tenths = yuan[0].endsWith('半') ? 5 : yuan[2] === undefined ? 0 : value(yuan[2], chineseNumber)
    return whole === null || tenths === null ? null : Math.round(whole * 100 + tenths * 10) / 100
  }
  const spoken = plain.match(english)?.[1]
  return spoken === undefined ? null : value(spoken, englishNumber)
}

const value = (text: string, spoken: (text: string) => number | null): number | null =>
  /^\d/.test(text) ? Number(text) : spoken(text)
