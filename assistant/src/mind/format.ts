import type { Turn } from './turn.ts'
import { say } from './turn.ts'

type Place = Pick<Turn, 'words' | 'copy' | 'nowMs'>

const formats = new Map<string, Intl.DateTimeFormat>()

function formatted({ words, copy }: Place, atMs: number, style: 'day' | 'time' | 'year'): string {
  const key = `${words.locale} ${copy.timeZone} ${style}`
  let format = formats.get(key)
  if (!format) {
    const options: Intl.DateTimeFormatOptions =
      style === 'time'
        ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
        : { day: 'numeric', month: 'long', ...(style === 'year' ? { year: 'numeric' } : {}) }
    format = new Intl.DateTimeFormat(words.locale, { timeZone: copy.timeZone, ...options })
    formats.set(key, format)
  }
  return format.format(atMs)
}

/** The time of day, with the day unless it is today. */
export function timeWords(place: Place, atMs: number): string {
  const time = formatted(place, atMs, 'time')
  const day = formatted(place, atMs, 'year')
  return day === formatted(place, place.nowMs, 'year')
    ? time
    : say(place, 'dayAndTime', { day: dayWords(place, atMs), time })
}

export const dayWords = (place: Place, atMs: number): string => formatted(place, atMs, 'day')

/** As written, without a needless nought. */
export const moneyWords = (place: Pick<Turn, 'words'>, fen: number): string =>
  say(place, 'money', { amount: String(Math.round(fen) / 100) })

export const gramWords = (place: Pick<Turn, 'words'>, grams: number): string =>
  say(place, 'grams', { amount: String(Math.round(grams)) })

/** With a real minus, to a tenth. */
export const celsiusWords = (celsius: number): string => String(Math.round(celsius * 10) / 10).replace('-', '−')

/** Digits one by one, as they are read back. */
export const digitWords = (number: string): string => (/^\d+$/.test(number) ? [...number].join(' ') : number)
