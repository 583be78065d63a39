import type { Language } from '@larder/contracts/language'
import { chineseNumber } from '../normalise/chinese-number.ts'
import { englishNumber } from '../normalise/english-number.ts'

type Part = 'morning' | 'noon' | 'afternoon' | null

/**
 * The time that a text names, in minutes since midnight; null where it names none. One to seven o'clock without more is
 * the afternoon's: a shop is asked for no other.
 */
export function minuteOfDayIn(text: string, language: Language): number | null {
  const plain = text.normalize('NFKC').toLowerCase()
  const written = plain.match(/(?<![\d.])([01]?\d|2[0-4])[:：]([0-5]\d)(?!\d)\s*(a\.?m|p\.?m)?/)
  if (written) {
    const part: Part = written[3] ? (written[3].startsWith('a') ? 'morning' : 'afternoon') : partIn(plain, language)
    const sure = (written[1] as string).length === 2 && part === null
    return sure ? minutes(Number(written[1]), Number(written[2])) : placed(Number(written[1]), Number(written[2]), part)
  }
  return language === 'zh' ? chineseTime(plain) : englishTime(plain)
}

function chineseTime(text: string): number | null {
  const found = text.match(
    /(\d{1,2}|[一二两三四五六七八九十]{1,3})点(?![\d零一二三四五六七八九]+\s*(?:公斤|千克|斤|克|两|元|块|%))(?:钟)?(半|一刻|三刻|(?:\d{1,2}|[一二三四五六七八九十零]{1,3})(?=分|$|[^个盒斤块公\d]))?/u,
  )
  const part = partIn(text, 'zh')
  if (!found) return /中午|正午/u.test(text) ? 720 : /半夜|午夜|零点/u.test(text) ? 0 : null
  const hour = numeral(found[1] as string)
  const rest = found[2] ?? ''
  const minute = { 半: 30, 一刻: 15, 三刻: 45, '': 0 }[rest] ?? numeral(rest)
  return hour === null || minute === null ? null : placed(hour, minute, part)
}

const numeral = (text: string): number | null => (/^\d/.test(text) ? Number(text) : chineseNumber(text))

const hours = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')
const hour = `(\\d{1,2}|${hours.join('|')})`
const clock = `(?:o'?clock|o clock)`
const marked = `(a\\.?m|p\\.?m|${clock}|in the (?:morning|afternoon|evening)|at night|this (?:morning|afternoon|evening))`
const tens = '(?:ten|fifteen|twenty|twenty[ -]five|thirty|forty|forty[ -]five|fifty|fifty[ -]five|oh five|[0-5]\\d)'

function englishTime(text: string): number | null {
  const half = text.match(new RegExp(`\\bhalf (?:past )?${hour}\\b`))
  const part = partIn(text, 'en')
  if (half) return placed(hourOf(half[1] as string), 30, part)
  const quarter = text.match(new RegExp(`\\b(?:a )?(quarter|${tens}|five) (?:minutes )?(past|to) ${hour}\\b`))
  if (quarter) {
    const away = quarter[1] === 'quarter' ? 15 : (minuteOf(quarter[1] as string) ?? 0)
    const whole = placed(hourOf(quarter[3] as string), 0, part)
    return whole === null ? null : (whole + (quarter[2] === 'past' ? away : -away) + 1440) % 1440
  }
  const told = text.match(new RegExp(`\\b${hour}(?:[ :](${tens}))? ?${marked}`))
  if (told) return placed(hourOf(told[1] as string), minuteOf(told[2]) ?? 0, part)
  const at = text.match(
    new RegExp(
      `\\b(?:at|by|before|after|around|until|since) ${hour}(?:[ :](${tens}))?(?= |$)(?! (?:days?|hours?|minutes?|of|kilos?|grams?|boxes))`,
    ),
  )
  if (at) return placed(hourOf(at[1] as string), minuteOf(at[2]) ?? 0, part)
  return /\bnoon\b|\bmidday\b/.test(text) ? 720 : /\bmidnight\b/.test(text) ? 0 : null
}

const hourOf = (word: string): number => (/^\d/.test(word) ? Number(word) : hours.indexOf(word) + 1)

function minuteOf(word: string | undefined): number | null {
  if (word === undefined) return null
  if (/^\d/.test(word)) return Number(word)
  return word === 'oh five' ? 5 : englishNumber(word)
}

function partIn(text: string, language: Language): Part {
  if (language === 'zh') {
    if (/凌晨|早上|上午|早晨|清早|今早|明早/u.test(text)) return 'morning'
    if (/中午|正午/u.test(text)) return 'noon'
    if (/下午|傍晚|晚上|今晚|明晚|昨晚|夜里/u.test(text)) return 'afternoon'
    return null
  }
  if (/\d ?a\.?m\b|\ba\.?m\b|\bmorning\b/.test(text)) return 'morning'
  if (/\d ?p\.?m\b|\bp\.?m\b|\bafternoon\b|\bevening\b|\btonight\b|\bat night\b/.test(text)) return 'afternoon'
  return null
}

function placed(given: number, minute: number, part: Part): number | null {
  if (given > 24 || minute > 59) return null
  if (part === 'morning') return minutes(given === 12 ? 0 : given, minute)
  if (part === 'noon') return minutes(given < 4 ? given + 12 : given, minute)
  if (part === 'afternoon') return minutes(given < 12 ? given + 12 : given, minute)
  return minutes(given >= 1 && given < 8 ? given + 12 : given, minute)
}

const minutes = (hour: number, minute: number): number => (hour * 60 + minute) % 1440
