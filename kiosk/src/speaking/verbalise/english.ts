import { cardinal, digitByDigit, number, ordinal, year } from './english-numbers.ts'

const amount = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`
const minus = '[-−–]'
const months = 'January February March April May June July August September October November December'.split(' ')
const units: Record<string, string> = {
  kg: 'kilogram',
  g: 'gram',
  mg: 'milligram',
  ml: 'millilitre',
  l: 'litre',
  cm: 'centimetre',
  mm: 'millimetre',
  km: 'kilometre',
  kcal: 'kilocalorie',
  kj: 'kilojoule',
  min: 'minute',
  h: 'hour',
  oz: 'ounce',
  lb: 'pound',
}
const unit = Object.keys(units)
  .sort((a, b) => b.length - a.length)
  .join('|')
const named = '(?:order|orders|ticket|lot|batch|code|number|no\\.|phone|member|coupon|#)'

type Rule = [pattern: RegExp, say: (...found: string[]) => string]

/** The first rule that fits says it; figures that are said leave none for the rules after. */
const rules: Rule[] = [
  [
    /(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/g,
    (_, years, month, day) => `${months[Number(month) - 1] ?? month} ${ordinal(Number(day))}, ${year(Number(years))}`,
  ],
  [/(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?!\d)/g, (_, hour, minute) => clock(Number(hour), Number(minute))],
  [
    new RegExp(`(\\b${named}(?:\\s+(?:number|is|no\\.?)|[:#\\s])*\\s*)([A-Z]*-?\\d[-\\d]*)\\b(?![.,]\\d)`, 'gi'),
    (_, name = '', code = '') => name.replace(/#\s*$/, 'number ') + spelled(code),
  ],
  [/(?<![A-Za-z\d])[A-Z]{2,}-?\d{2,}(?:-\d+)*/g, (code = '') => spelled(code)],
  [/(?<![\d.,])\d{3,4}-\d{3,4}-?\d{3,4}(?!\d)/g, (code = '') => spelled(code)],
  [new RegExp(`\\$\\s?(${amount})`, 'g'), (_, sum = '') => money(sum, 'dollar', 'cent')],
  [new RegExp(`€\\s?(${amount})`, 'g'), (_, sum = '') => money(sum, 'euro', 'cent')],
  [new RegExp(`£\\s?(${amount})`, 'g'), (_, sum = '') => money(sum, 'pound', 'penny')],
  [new RegExp(`[¥￥]\\s?(${amount})`, 'g'), (_, sum = '') => `${number(sum)} yuan`],
  [
    new RegExp(`(${minus}?)(${amount})\\s?(?:[-–~]|to)\\s?(${minus}?)(${amount})\\s?(?:°C|℃)`, 'g'),
    (_, below, low = '', belowHigh, high = '') => `${signed(below, low)} to ${signed(belowHigh, high)} degrees Celsius`,
  ],
  [
    new RegExp(`(${minus}?)(${amount})\\s?(?:°C|℃)`, 'g'),
    (_, below, value = '') => `${signed(below, value)} degree${value === '1' ? '' : 's'} Celsius`,
  ],
  [new RegExp(`(${amount})\\s?%`, 'g'), (_, value = '') => `${number(value)} percent`],
  [
    new RegExp(`(${amount})\\s?[-–~]\\s?(${amount})(?=\\s?(?:${unit})\\b|\\s[a-z])`, 'gi'),
    (_, low = '', high = '') => `${number(low)} to ${high}`,
  ],
  [
    new RegExp(`(${amount})\\s?(${unit})\\b`, 'gi'),
    (_, value = '', name = '') => `${number(value)} ${units[name.toLowerCase()]}${value === '1' ? '' : 's'}`,
  ],
  [/\b(\d+)(?:st|nd|rd|th)\b/gi, (_, value) => ordinal(Number(value))],
  [/\b1\/2\b/g, () => 'half'],
  [/(?<![\d.,])\d{5,}(?![\d.,]\d)(?!\d)/g, (code = '') => digitByDigit(code)],
  [new RegExp(`(?<![\\dA-Za-z])${minus}(${amount})`, 'g'), (_, value = '') => `minus ${number(value)}`],
  [/([A-Za-z])(\d+)\b/g, (_, letter = '', value) => `${letter} ${cardinal(Number(value))}`],
  [new RegExp(amount, 'g'), (value = '') => number(value)],
  [/&/g, () => ' and '],
]

/** Figures, units, prices, dates and codes as a shop assistant says them. */
export function verbaliseEnglish(text: string): string {
  return rules.reduce((spoken, [pattern, say]) => spoken.replace(pattern, say), text)
}

function clock(hour: number, minute: number): string {
  const half = hour < 12 ? 'a m' : 'p m'
  const minutes = minute === 0 ? '' : minute < 10 ? ` oh ${cardinal(minute)}` : ` ${cardinal(minute)}`
  return `${cardinal(hour % 12 || 12)}${minutes} ${half}`
}

function money(sum: string, unitName: string, cent: string): string {
  const [whole = '0', decimals = ''] = sum.replaceAll(',', '').split('.')
  const cents = Number(decimals.padEnd(2, '0').slice(0, 2))
  const many = (count: number, name: string) => (count === 1 ? name : name === 'penny' ? 'pence' : `${name}s`)
  const units = `${cardinal(Number(whole))} ${many(Number(whole), unitName)}`
  if (cents === 0) return units
  const small = `${cardinal(cents)} ${many(cents, cent)}`
  return Number(whole) === 0 ? small : `${units} and ${small}`
}

const signed = (below: string | undefined, value: string): string => `${below ? 'minus ' : ''}${number(value)}`

const spelled = (code: string): string =>
  [...code.replace(/[-\s]/g, '')].map((sign) => (/\d/.test(sign) ? digitByDigit(sign) : sign.toUpperCase())).join(' ')
