import type { Language } from '@larder/contracts/language'

const spokenDigit: Record<Language, RegExp> = {
  en: /\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|ten|\w+teen|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b/gi,
  zh: /[零〇一二两三四五六七八九幺]/gu,
}
/** As long as a telephone or card number, with the usual gaps; or as many digits spoken. */
const longRow = /\d(?:[\s-]?\d){6,}/g
const longSpoken: Record<Language, RegExp> = {
  en: /\b(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)[\s-]+){6,}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b/gi,
  zh: /[零〇一二两三四五六七八九幺](?:\s?[零〇一二两三四五六七八九幺]){6,}/gu,
}

/** "尾号0842", "ending in 0842": what proves an order, told without being asked for. */
const proofDigits = /(?<=(?:尾号|后四位|末四位|last (?:4|four)(?: digits)?|ending)[^\d]{0,20})\d{4}(?!\d)/giu

export const proofIn = (text: string): string | null => text.normalize('NFKC').match(proofDigits)?.[0] ?? null

/** A shopper's words for the transcript. `all` hides every digit: what was asked for proves who somebody is. */
export function masked(text: string, language: Language, all: boolean): string {
  const plain = text.normalize('NFKC')
  if (all) return plain.replace(/\d/g, '•').replace(spokenDigit[language], '•')
  return plain
    .replace(proofDigits, '••••')
    .replace(longRow, (row) => row.replace(/\d/g, '•'))
    .replace(longSpoken[language], (row) => row.replace(spokenDigit[language], '•'))
}
