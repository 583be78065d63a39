import type { Language } from '@larder/contracts/language'

/** Of typed words: Chinese where a character stands in them, English where two words do; an order number is of neither. */
export function languageOfTyped(text: string, current: Language, known: Language[]): Language {
  const read = /\p{Script=Han}/u.test(text) ? 'zh' : /[a-z]{2,}['’]?[a-z]*\s+[a-z]{2,}/i.test(text) ? 'en' : current
  return known.includes(read) ? read : current
}
