import type { Language } from '@larder/contracts/language'
import { randomFrom } from '../classifier/random.ts'
import { kioskPatterns } from '../intents/kiosk-lines.ts'
import { expand } from '../intents/patterns.ts'

const wordings = 8
const seed = 11
const texts: Partial<Record<Language, string>> = {}

/**
 * Whether the words are those that questions are asked with, by our own lines: "stock" is not a steak that was heard
 * badly, 产地是 holds no 芝士.
 */
export function isQuestionWords(heard: string, language: Language): boolean {
  const text = texts[language] ?? questions(language)
  texts[language] = text
  return language === 'zh' ? text.includes(heard) : text.includes(` ${heard} `)
}

function questions(language: Language): string {
  const random = randomFrom(seed)
  const slots = { product: ['|'], order: ['|'], quantity: ['|'], money: ['|'], date: ['|'], time: ['|'] }
  const lines = kioskPatterns(language).flatMap(({ pattern }) => expand(pattern, slots, wordings, random))
  return ` ${lines.join(' | ')} `
}
