import { chineseNumber, chineseNumberPattern } from './chinese-number.ts'
import { englishNumber, englishNumberPattern } from './english-number.ts'

const gramsOf: Record<string, number> = {
  公斤: 1000,
  千克: 1000,
  市斤: 500,
  斤: 500,
  两: 50,
  钱: 5,
  克: 1,
  kg: 1000,
  kgs: 1000,
  kilo: 1000,
  kilos: 1000,
  kilogram: 1000,
  kilograms: 1000,
  g: 1,
  gram: 1,
  grams: 1,
  gramme: 1,
  grammes: 1,
  lb: 453.59237,
  lbs: 453.59237,
  pound: 453.59237,
  pounds: 453.59237,
  oz: 28.349523125,
  ounce: 28.349523125,
  ounces: 28.349523125,
}
const number = `\\d+(?:\\.\\d+)?|${chineseNumberPattern}`
const chinese = new RegExp(
  `(${number}|半)\\s*(公斤|千克|市斤|斤|克)(半)?(?:([\\d一二三四五六七八九半])(?:两|(?=$|[^\\p{Script=Han}\\d])))?|(${number}|半)\\s*两(半)?`,
  'u',
)
const english = new RegExp(
  `\\b(\\d+(?:\\.\\d+)?|${englishNumberPattern})(?:\\s+(?:a|of a))?\\s*(kgs?|kilos?|kilograms?|g|grams?|grammes?|lbs?|pounds?|oz|ounces?)\\b(\\s+and\\s+a\\s+half)?`,
)

/**
 * The first weight in a text, in grams: 一斤半 = 750, 三两 = 150, 半公斤 = 500, 两斤三两 = 1150, 2.5kg = 2500.
 * A 斤 is 500 g and a 两 50 g, as on the mainland.
 */
export function gramsIn(text: string): number | null {
  const plain = text.normalize('NFKC').toLowerCase()
  return chineseGrams(plain) ?? englishGrams(plain)
}

const mostWeights = 4

/** The first weights in a text, in their order: what was paid for and what was found. */
export function weightsIn(text: string): number[] {
  const found: number[] = []
  let rest = text.normalize('NFKC').toLowerCase()
  while (found.length < mostWeights) {
    const match = rest.match(chinese) ?? rest.match(english)
    const amount = match && gramsIn(match[0])
    if (!match || amount === null) break
    found.push(amount)
    rest = rest.slice((match.index as number) + match[0].length)
  }
  return found
}

function chineseGrams(text: string): number | null {
  const found = text.match(chinese)
  if (!found) return null
  const [, amount, unit, half, rest, taels, halfTael] = found
  if (taels !== undefined) return grams(taels, '两', halfTael, 50)
  if (amount === undefined || unit === undefined) return null
  const size = gramsOf[unit] as number
  const whole = grams(amount, unit, half, size)
  const more = rest === undefined ? 0 : value(rest)
  // 两斤三 and 两斤三两 are the same: after 斤 come 两.
  return whole === null || more === null ? whole : round(whole + more * (size / 10))
}

function grams(amount: string, unit: string, half: string | undefined, size: number): number | null {
  const count = value(amount)
  return count === null ? null : round(count * (gramsOf[unit] as number) + (half ? size / 2 : 0))
}

function englishGrams(text: string): number | null {
  const found = text.match(english)
  if (!found) return null
  const [, amount, unit, half] = found
  const count = /^\d/.test(amount as string) ? Number(amount) : englishNumber(amount as string)
  return count === null ? null : round((count + (half ? 0.5 : 0)) * (gramsOf[unit as string] as number))
}

const value = (text: string): number | null => (/^\d/.test(text) ? Number(text) : chineseNumber(text))
const round = (grams: number): number => Math.round(grams * 10) / 10
