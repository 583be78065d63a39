import { cardinal, counted, digitByDigit, number } from './chinese-numbers.ts'

const amount = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`
const minus = '[-−–]'
const units: Record<string, string> = {
  kg: '公斤',
  g: '克',
  mg: '毫克',
  ml: '毫升',
  l: '升',
  cm: '厘米',
  mm: '毫米',
  km: '公里',
  m: '米',
  kcal: '千卡',
  kj: '千焦',
  min: '分钟',
  h: '小时',
  s: '秒',
}
const unit = Object.keys(units)
  .sort((a, b) => b.length - a.length)
  .join('|')
const measure = '[个盒斤公千克两升毫瓶袋件条块只份天周年小分秒元角米厘倍位次包罐箱片根串头度种袋杯听]'
/** Words behind which figures are a name, not a count. */
const named = '(?:订单号?|单号|编号|批号|批次|号码|电话|手机号?|尾号|会员号?|验证码|取货码)'

type Rule = [pattern: RegExp, say: (...found: string[]) => string]

/** The first rule that fits says it; figures that are said leave none for the rules after. */
const rules: Rule[] = [
  [
    /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g,
    (_, year = '', month, day) => `${digitByDigit(year)}年${cardinal(Number(month))}月${cardinal(Number(day))}日`,
  ],
  [/(\d{4})年/g, (_, year = '') => `${digitByDigit(year)}年`],
  [
    /(?<!\d)([01]?\d|2[0-4])[:：]([0-5]\d)(?::[0-5]\d)?(?!\d)/g,
    (_, hour, minute) => clock(Number(hour), Number(minute)),
  ],
  [/(?<![\d点])(\d{1,2})点(?!\d)/g, (_, hour = '') => `${counted(hour)}点`],
  [
    new RegExp(`(${named}(?:是|为|:|：|\\s)*)([A-Za-z]*[-\\d\\s]*\\d)`, 'g'),
    (_, name = '', code = '') => name + spelled(code),
  ],
  [/(?<![\d.,])1\d{10}(?!\d)|(?<![\d.,])\d{3,4}-\d{3,4}-?\d{3,4}(?!\d)/g, (code = '') => spelled(code)],
  [/(?<![A-Za-z\d])[A-Za-z]{2,}-?\d{2,}(?:-\d+)*/g, (code = '') => spelled(code)],
  [new RegExp(`[¥￥]\\s?(${amount})`, 'g'), (_, sum = '') => money(sum, '元')],
  [new RegExp(`(${amount})\\s?元`, 'g'), (_, sum = '') => money(sum, '元')],
  [new RegExp(`\\$\\s?(${amount})`, 'g'), (_, sum = '') => `${counted(sum)}美元`],
  [new RegExp(`€\\s?(${amount})`, 'g'), (_, sum = '') => `${counted(sum)}欧元`],
  [
    new RegExp(`(${minus}?)(${amount})\\s?(?:[-–~～至到])\\s?(${minus}?)(${amount})\\s?(?:°C|℃|摄氏度)`, 'g'),
    (_, below, low = '', belowHigh, high = '') => `${degrees(below, low)}到${degrees(belowHigh, high)}摄氏度`,
  ],
  [
    new RegExp(`(${minus}?)(${amount})\\s?(?:°C|℃|摄氏度)`, 'g'),
    (_, below, value = '') => `${degrees(below, value)}摄氏度`,
  ],
  [new RegExp(`(${amount})\\s?[%％]`, 'g'), (_, value = '') => `百分之${number(value)}`],
  [
    new RegExp(`(${amount})\\s?[-–~～]\\s?(${amount})(?=\\s?(?:${unit}|${measure}))`, 'gi'),
    (_, low = '', high = '') => `${counted(low)}到${high}`,
  ],
  [
    new RegExp(`(${amount})\\s?(${unit})(?![A-Za-z])`, 'gi'),
    (_, value = '', name = '') => counted(value) + units[name.toLowerCase()],
  ],
  [/(?<![\d.])(\d+)\/(\d+)(?![\d/])/g, (_, part = '', whole = '') => `${number(whole)}分之${number(part)}`],
  [/(?<![\d.,])\d{5,}(?![\d.,]\d)(?!\d)/g, (code = '') => digitByDigit(code)],
  [new RegExp(`(?<![\\d.,第])(2)(?=\\s?${measure})`, 'g'), () => '两'],
  [new RegExp(`(?<![\\dA-Za-z])${minus}(${amount})`, 'g'), (_, value = '') => `负${number(value)}`],
  [new RegExp(amount, 'g'), (value = '') => number(value)],
]

/** Figures, units, prices, dates and codes as a Chinese shop assistant says them. */
export function verbaliseChinese(text: string): string {
  return rules.reduce((spoken, [pattern, say]) => spoken.replace(pattern, say), text)
}

const clock = (hour: number, minute: number): string => {
  const minutes = minute === 0 ? '' : minute < 10 ? `零${cardinal(minute)}分` : `${cardinal(minute)}分`
  return `${hour === 2 ? '两' : cardinal(hour)}点${minutes}`
}

function money(sum: string, currency: string): string {
  const [whole = '0', decimals = ''] = sum.split('.')
  const [tenths = '0', hundredths = '0'] = decimals.padEnd(2, '0')
  const parts = [
    Number(whole) > 0 || Number(decimals) === 0 ? counted(whole) + currency : '',
    tenths === '0' ? (hundredths === '0' || Number(whole) === 0 ? '' : '零') : `${number(tenths)}角`,
    hundredths === '0' ? '' : `${number(hundredths)}分`,
  ]
  return parts.join('')
}

const degrees = (below: string | undefined, value: string): string => (below ? '零下' : '') + number(value)

/** Letters with a space between, so that each is said by its name. */
const spelled = (code: string): string =>
  [...code.replace(/[-\s]/g, '')]
    .map((sign) => (/\d/.test(sign) ? digitByDigit(sign) : ` ${sign.toUpperCase()} `))
    .join('')
    .replace(/ {2,}/g, ' ')
    .trimEnd()
