import type { Language } from '@larder/contracts/language'
import { chineseNumber } from '../normalise/chinese-number.ts'
import { dayBeginsMs, type LocalTime, localTime } from './local-time.ts'

export interface DayContext {
  nowMs: number
  timeZone: string
  /** Where "friday" alone looks: what is asked for comes, what is complained of was. */
  toward: 'future' | 'past'
}

/** The day that a normalised text names, as its beginning; null where it names none. */
export function dayIn(text: string, language: Language, { nowMs, timeZone, toward }: DayContext): number | null {
  const today = localTime(nowMs, timeZone)
  const found = language === 'zh' ? chineseDay(text, today, toward) : englishDay(text, today, toward)
  return found && dayBeginsMs(found.year, found.month, found.day, timeZone)
}

type Day = Pick<LocalTime, 'year' | 'month' | 'day'>
type Toward = DayContext['toward']

const after = ({ year, month, day }: Day, days: number): Day => ({ year, month, day: day + days })

const chineseDays: [string, number][] = [
  ['大后天', 3],
  ['大前天', -3],
  ['后天', 2],
  ['前天', -2],
  ['明天', 1],
  ['明早', 1],
  ['明晚', 1],
  ['昨天', -1],
  ['昨晚', -1],
  ['今天', 0],
  ['今晚', 0],
  ['今早', 0],
]
const chineseNumeral = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})'
const chineseDate = new RegExp(`(?:(${chineseNumeral})月)?(${chineseNumeral})[号日]`, 'u')

function chineseDay(text: string, today: LocalTime, toward: Toward): Day | null {
  const named = chineseDays.find(([word]) => text.includes(word))
  if (named) return after(today, named[1])
  const ago = text.match(new RegExp(`(${chineseNumeral}|两)天(前|后)`, 'u'))
  if (ago) return after(today, numeral(ago[1] as string) * (ago[2] === '前' ? -1 : 1))
  const week = text.match(/(上上|下下|上|下|这|本)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])/u)
  if (week) {
    const weekday = '一二三四五六日天'.indexOf(week[2] as string) % 7
    const weeks = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 }[week[1] ?? '']
    return after(today, weekdayAway(week[2] === '天' ? 6 : weekday, today, weeks, toward))
  }
  const date = text.match(chineseDate)
  return date ? dated(numeral(date[2] as string), date[1] ? numeral(date[1]) : null, today, toward) : null
}

const numeral = (text: string): number => (/^\d/.test(text) ? Number(text) : (chineseNumber(text) ?? 0))

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const months = 'january february march april may june july august september october november december'.split(' ')
const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )
const monthName = months.map((name) => `${name}|${name.slice(0, 3)}`).join('|')
const ordinal = `(?:\\d{1,2}(?:st|nd|rd|th)?|twenty[ -](?:${ordinals.slice(0, 9).join('|')})|thirtieth|thirty[ -]first|${ordinals.join('|')})`
const monthFirst = new RegExp(`\\b(${monthName})\\.? (?:the )?(${ordinal})\\b`)
const dayFirst = new RegExp(`\\b(${ordinal}) (?:of )?(${monthName})\\b`)
// "the second" alone is more often the second of two things than a day.
const dayAlone = new RegExp(
  `\\b(?:on |until |by |since )?the (\\d{1,2}(?:st|nd|rd|th)|(?!first\\b|second\\b)${ordinal})\\b`,
)

function englishDay(text: string, today: LocalTime, toward: Toward): Day | null {
  if (/\bday after tomorrow\b/.test(text)) return after(today, 2)
  if (/\bday before yesterday\b/.test(text)) return after(today, -2)
  if (/\btomorrow\b/.test(text)) return after(today, 1)
  if (/\byesterday\b|\blast night\b/.test(text)) return after(today, -1)
  if (/\btoday\b|\btonight\b|\bthis (?:morning|afternoon|evening|noon)\b/.test(text)) return after(today, 0)
  const ago = text.match(/\b(\d{1,2}|a|one|two|three|four|five|six) days? ago\b/)
  if (ago)
    return after(
      today,
      -(Number(ago[1]) || Math.max(1, ['', 'one', 'two', 'three', 'four', 'five', 'six'].indexOf(ago[1] as string))),
    )
  const iso = text.match(/\b(20\d\d)-(\d\d)-(\d\d)\b/)
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }
  const week = text.match(new RegExp(`\\b(?:(next|last|this) )?(${weekdays.join('|')})\\b`))
  if (week) {
    const weekday = weekdays.indexOf(week[2] as string)
    // "last tuesday" is the one that was, of this week too.
    if (week[1] === 'last') return after(today, weekdayAway(weekday, today, undefined, 'past') || -7)
    return after(today, weekdayAway(weekday, today, { next: 1, this: 0 }[week[1] ?? ''], toward))
  }
  const first = text.match(monthFirst)
  if (first) return dated(dayNumber(first[2] as string), monthNumber(first[1] as string), today, toward)
  const last = text.match(dayFirst)
  if (last) return dated(dayNumber(last[1] as string), monthNumber(last[2] as string), today, toward)
  const alone = text.match(dayAlone)
  return alone ? dated(dayNumber(alone[1] as string), null, today, toward) : null
}

const monthNumber = (name: string): number => months.findIndex((month) => month.startsWith(name.slice(0, 3))) + 1

function dayNumber(text: string): number {
  if (/^\d/.test(text)) return Number.parseInt(text, 10)
  if (text === 'thirtieth') return 30
  const [tens, units] = text.split(/[ -]/) as [string, string?]
  if (units === undefined) return ordinals.indexOf(tens) + 1
  return (tens === 'thirty' ? 30 : 20) + ordinals.indexOf(units) + 1
}

/** Days from today. A week begins on Monday; without "next" or "last" it is the nearest one in that direction. */
function weekdayAway(weekday: number, today: LocalTime, weeks: number | undefined, toward: Toward): number {
  const away = weekday - today.weekday
  if (weeks !== undefined) return away + 7 * weeks
  if (toward === 'future') return (away + 7) % 7
  return away <= 0 ? away : away - 7
}

/** The nearest such date in that direction; null for a day that no month has. */
function dated(day: number, month: number | null, today: LocalTime, toward: Toward): Day | null {
  if (day < 1 || day > 31 || (month !== null && (month < 1 || month > 12))) return null
  const step = toward === 'future' ? 1 : -1
  if (month === null) {
    const passed = toward === 'future' ? day < today.day : day > today.day
    return { year: today.year, month: today.month + (passed ? step : 0), day }
  }
  const here = month * 100 + day
  const now = today.month * 100 + today.day
  const passed = toward === 'future' ? here < now : here > now
  return { year: today.year + (passed ? step : 0), month, day }
}
