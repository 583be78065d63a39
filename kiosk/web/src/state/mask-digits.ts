const digit = String.raw`(?:[0-9０-９]|[零〇一二三四五六七八九幺两]|\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b)`
const row = new RegExp(`${digit}(?:[\\s,，、-]*${digit})+`, 'giu')
const single = new RegExp(digit, 'giu')

/** Whoever stands behind the shopper must not read a number off the screen: of a row of digits the last one stays. */
export const maskDigits = (text: string): string =>
  text.replace(row, (found) => {
    const digits = found.match(single) ?? []
    return `${'•'.repeat(digits.length - 1)}${digits.at(-1) ?? ''}`
  })
