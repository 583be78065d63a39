import type { Language } from '@larder/contracts/language'
import { type AttributeDimension, attributeDimensions } from '@larder/contracts/shop'
import { goodsWords } from './words/words.ts'

/** One value of one dimension, such as use: grill. */
export interface Trait {
  dimension: AttributeDimension
  value: string
}

interface Heard extends Trait {
  words: string[]
}

const listened = new Map<Language, Heard[]>()

/** Every value with the words that ask for it. */
function heardIn(language: Language): Heard[] {
  const kept = listened.get(language)
  if (kept) return kept
  const { attributes } = goodsWords(language)
  const made = attributeDimensions.flatMap((dimension) =>
    Object.entries(attributes[dimension]).map(([value, entry]): Heard => {
      const [said = '', others = ''] = entry.split('|')
      const words = [said, ...others.split(',')].map((word) => word.trim().toLowerCase()).filter(Boolean)
      return { dimension, value, words }
    }),
  )
  listened.set(language, made)
  return made
}

/** The traits asked for in a normalised text. Longer words win: "spring onion" is no season. */
export function traitsIn(text: string, language: Language, dimensions: readonly AttributeDimension[]): Trait[] {
  const found: (Trait & { at: number; length: number })[] = []
  for (const { dimension, value, words } of heardIn(language)) {
    if (!dimensions.includes(dimension)) continue
    for (const word of words) {
      const at = language === 'zh' ? text.indexOf(word) : placeOf(text, word)
      if (at >= 0) found.push({ dimension, value, at, length: word.length })
    }
  }
  const within = (a: (typeof found)[number]) =>
    found.some((b) => b.length > a.length && b.at <= a.at && a.at + a.length <= b.at + b.length)
  const kept = found.filter((one) => !within(one))
  return kept
    .filter((one, at) => kept.findIndex((a) => a.dimension === one.dimension && a.value === one.value) === at)
    .map(({ dimension, value }) => ({ dimension, value }))
}

const patterns = new Map<string, RegExp>()

/** A word or its plural, standing by itself. */
function placeOf(text: string, word: string): number {
  let pattern = patterns.get(word)
  if (!pattern) {
    pattern = new RegExp(`(?<![a-z-])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:e?s)?(?![a-z-])`)
    patterns.set(word, pattern)
  }
  return text.search(pattern)
}
