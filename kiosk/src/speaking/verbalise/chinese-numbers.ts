const digits = [...'零一二三四五六七八九']
const places = ['', '十', '百', '千']
const groups = ['', '万', '亿', '万亿']

/** Digit by digit, as order numbers and years are read. */
export const digitByDigit = (text: string): string => [...text].map((digit) => digits[Number(digit)] ?? digit).join('')

/** A whole number below 10¹⁶ in words: 十二, 一百零五, 两千零三十, 一万零八十. */
export function cardinal(value: number): string {
  if (value === 0) return '零'
  const fours: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 10_000)) fours.unshift(rest % 10_000)
  const words = fours.map((four, index) => {
    const group = groups[fours.length - 1 - index] ?? ''
    // A group that does not fill its thousands is joined by one 零, also across an empty group.
    const gap = index > 0 && four > 0 && (four < 1000 || fours[index - 1] === 0) ? '零' : ''
    return four === 0 ? '' : gap + belowTenThousand(four) + group
  })
  return words
    .join('')
    .replace(/^一十/, '十')
    .replace(/二(?=[千万亿])/g, '两')
}

function belowTenThousand(four: number): string {
  const words = [...String(four)].map((digit, index, all) =>
    digit === '0' ? '零' : `${digits[Number(digit)]}${places[all.length - 1 - index]}`,
  )
  return words.join('').replace(/零+/g, '零').replace(/零$/, '')
}

/** Also with decimals, thousands separators and a sign: −1,299.5 is 负一千两百… as written. */
export function number(text: string): string {
  const [, sign, whole = '0', , decimals] = text.replaceAll(',', '').match(/^([-−–]?)(\d+)(\.(\d+))?$/) ?? []
  const spoken = cardinal(Number(whole)) + (decimals ? `点${digitByDigit(decimals)}` : '')
  return sign ? `负${spoken}` : spoken
}

/** Before a measure word a lone two is 两. */
export const counted = (text: string): string => (text === '2' ? '两' : number(text))
