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

/** A shopper's words for the transcript. `all` hides every digit: what was asked for proves who somebody is. */
export function masked(text: string, language: Language, all: boolean): string {
  const plain = text.normalize('NFKC')
  if (all) return plain.replace(/\d/g, '•').replace(spokenDigit[language], '•')
  return plain
    .replace(longRow, (row) => row.replace(/\d/g, '•'))
    .replace(longSpoken[language], (row) => row.replace(spokenDigit[language], '•'))
}
