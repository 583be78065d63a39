import type { Language } from '@larder/contracts/language'
import { chineseNumber, chineseNumberPattern } from '../normalise/chinese-number.ts'
import { englishNumber, englishNumberPattern } from '../normalise/english-number.ts'
import { gramsIn } from '../normalise/weight.ts'

export interface Quantity {
  amount: number
  unit: 'gram' | 'piece'
}

const chinese = new RegExp(
  `(?<!第)(\\d+|${chineseNumberPattern})(?:个|只|盒|份|袋|条|瓶|包|件|块(?!钱)|打|样|颗|箱|枚|罐|桶|听)`,
  'u',
)
const english = new RegExp(
  `\\b(\\d+|${englishNumberPattern})(?: of)? (?:(?:[a-z]+ )?(?:boxes|box|packs?|packets?|pieces?|items?|things?|bottles?|bags?|cartons?|trays?|cans?|tins?|jars?|portions?)|of (?:them|these|those|the|my))\\b`,
)

/** The first amount in a normalised text: grams where a weight was said, else pieces. */
export function quantityIn(text: string, language: Language): Quantity | null {
  const grams = gramsIn(text)
  if (grams !== null) return { amount: grams, unit: 'gram' }
  const found = text.match(language === 'zh' ? chinese : english)?.[1]
  const amount = found === undefined ? null : numberOf(found, language)
  return amount === null || amount === 0 ? null : { amount, unit: 'piece' }
}

/** A text that is a bare number, as the answer to "how many?"; null where it is none. */
export function countIn(text: string, language: Language): number | null {
  const bare =
    language === 'zh'
      ? text.replace(/^(?:就|只|有|少了?|一共|大概)+|[个只盒份袋条瓶包件样]$/gu, '')
      : text.replace(/^(?:only|just|about) /, '')
  const amount = quantityIn(text, language)
  if (amount?.unit === 'piece') return amount.amount
  return numberOf(bare, language)
}

const numberOf = (text: string, language: Language): number | null =>
  /^\d+$/.test(text) ? Number(text) : language === 'zh' ? chineseNumber(text) : englishNumber(text)
