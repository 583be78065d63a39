const digits: Record<string, number> = Object.fromEntries(
  ['零〇', '一壹幺', '二两贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((characters, value) =>
    [...characters].map((character) => [character, value]),
  ),
)
const units: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }

export const chineseNumberPattern = '[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟点半幺]+'

/**
 * A Chinese number: 两百五 = 250, 一千零五 = 1005, 三点五 = 3.5, 半 = 0.5, 二零三五 = 2035 (read digit by digit).
 * @returns null where the text is none
 */
export function chineseNumber(text: string): number | null {
  if (text === '半') return 0.5
  const half = text.match(/^(.+)半$/)
  if (half) {
    const whole = chineseNumber(half[1] as string)
    return whole === null ? null : whole + 0.5
  }
  const [whole, fraction, ...rest] = text.split('点')
  if (rest.length > 0 || whole === undefined || whole === '') return null
  const integer = wholeNumber(whole)
  if (integer === null || fraction === undefined) return integer
  const decimals = digitString(fraction)
  return decimals === null ? null : Number(`${integer}.${decimals}`)
}

/** The digits of a number read one by one, such as an order's: 幺零七七 = "1077". */
export function digitString(text: string): string | null {
  const found = [...text].map((character) => (/\d/.test(character) ? Number(character) : digits[character]))
  return found.length > 0 && found.every((digit) => digit !== undefined) ? found.join('') : null
}

function wholeNumber(text: string): number | null {
  if ([...text].length > 1) {
    const spelt = digitString(text)
    if (spelt !== null) return Number(spelt)
  }
  const large = [...text].findLastIndex((character) => character === '亿' || character === '万')
  if (large >= 0) {
    const size = text[large] === '亿' ? 100_000_000 : 10_000
    const head = large === 0 ? 1 : wholeNumber(text.slice(0, large))
    const tail = large === text.length - 1 ? 0 : belowLarge(text.slice(large + 1), size)
    return head === null || tail === null ? null : head * size + tail
  }
  return belowLarge(text, 1)
}

/** `above` is the unit spoken before: a last lone digit stands for the next lower one (一万二 = 12,000). */
function belowLarge(text: string, above: number): number | null {
  let sum = 0
  let digit: number | null = null
  let unit = above
  let zero = false
  for (const character of text) {
    const value = digits[character]
    const step = units[character]
    if (value !== undefined) {
      if (digit !== null) return null
      zero ||= value === 0
      digit = value === 0 ? null : value
    } else if (step !== undefined) {
      sum += (digit ?? 1) * step
      unit = step
      digit = null
      zero = false
    } else return null
  }
  if (digit === null) return sum
  return sum + digit * (unit > 1 && !zero ? (unit >= 10 ? unit / 10 : 1) : 1)
}
