const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = '  twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const thousands = ['', ' thousand', ' million', ' billion', ' trillion']
const irregular: Record<string, string> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
}

export const digitByDigit = (text: string): string => [...text].map((digit) => small[Number(digit)] ?? digit).join(' ')

/** A whole number below 10¹⁵ in words. */
export function cardinal(value: number): string {
  if (value < 1000) return belowThousand(value)
  const words: string[] = []
  for (let rest = value, group = 0; rest > 0; rest = Math.floor(rest / 1000), group++) {
    if (rest % 1000 > 0) words.unshift(belowThousand(rest % 1000) + (thousands[group] ?? ''))
  }
  return words.join(' ')
}

function belowThousand(value: number): string {
  if (value < 20) return small[value] ?? ''
  if (value < 100) return `${tens[Math.floor(value / 10)]}${value % 10 ? `-${small[value % 10]}` : ''}`
  return `${small[Math.floor(value / 100)]} hundred${value % 100 ? ` ${belowThousand(value % 100)}` : ''}`
}

export function ordinal(value: number): string {
  return cardinal(value).replace(/[a-z]+$/, (last) => irregular[last] ?? `${last.replace(/y$/, 'ie')}th`)
}

/** Also with decimals, thousands separators and a sign. */
export function number(text: string): string {
  const [, sign, whole = '0', , decimals] = text.replaceAll(',', '').match(/^([-−–]?)(\d+)(\.(\d+))?$/) ?? []
  return `${sign ? 'minus ' : ''}${cardinal(Number(whole))}${decimals ? ` point ${digitByDigit(decimals)}` : ''}`
}

/** 2026 is twenty twenty-six, 2005 two thousand five, 1900 nineteen hundred. */
export function year(value: number): string {
  const [century, rest] = [Math.floor(value / 100), value % 100]
  if (value >= 2000 && value < 2010) return cardinal(value)
  if (rest === 0) return `${cardinal(century)} hundred`
  return `${cardinal(century)} ${rest < 10 ? `oh ${cardinal(rest)}` : cardinal(rest)}`
}
