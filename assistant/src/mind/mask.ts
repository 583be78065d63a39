const chinese = '零〇一二两三四五六七八九幺壹贰叁肆伍陆柒捌玖'
const english = 'zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple'
/** In either language: a shopper may say the digits in the other one. */
const anyDigit = new RegExp(
  `\\p{Nd}|[${chinese}]|\\b(?:${english}|ten|\\w+teen|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\\b`,
  'giu',
)
const gap = '(?:[\\s\\p{Pd}\\p{Cf}.·/()_]{0,3}|[,，、])'
/** As long as a telephone or card number, with the usual gaps; or as many digits spoken. */
const longRow = new RegExp(`[\\p{Nd}${chinese}](?:${gap}[\\p{Nd}${chinese}]){6,}`, 'gu')
const longSpoken = new RegExp(`\\b(?:(?:${english})[\\s,-]+){6,}(?:${english})\\b`, 'gi')
const email = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,255}/gu

/** "尾号0842", "ending in 0842": what proves an order, told without being asked for. */
const proofDigits = /(?<=(?:尾号|后四位|末四位|last (?:4|four)(?: digits)?|ending)[^\d]{0,20})\d{4}(?!\d)/giu

export const proofIn = (text: string): string | null => text.normalize('NFKC').match(proofDigits)?.[0] ?? null

/** A shopper's words for the transcript. `all` hides every digit: what was asked for proves who somebody is. */
export function masked(text: string, all: boolean): string {
  const plain = text.normalize('NFKC')
  const hidden = plain.replace(email, '•@•').replace(proofDigits, '••••')
  if (all) return hidden.replace(anyDigit, '•')
  const hide = (row: string) => row.replace(anyDigit, '•')
  return hidden.replace(longRow, hide).replace(longSpoken, hide)
}
