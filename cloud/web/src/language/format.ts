import { type Language, say } from './say.ts'

export interface Format {
  celsius(value: number): string
  /** The figure alone, for tables and large type. */
  degrees(value: number): string
  number(value: number, digits?: number): string
  duration(ms: number): string
  ago(atMs: number, nowMs: number): string
  time(atMs: number): string
  date(atMs: number): string
  dateTime(atMs: number): string
  bytes(count: number): string
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Figures, times and durations as a language's reader writes them, in the reader's own time zone by default. */
export function formatIn(language: Language, timeZone?: string): Format {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const zone = timeZone === undefined ? {} : { timeZone }
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const calendar = { month: 'short', day: 'numeric' } as const
  const time = new Intl.DateTimeFormat(locale, { ...clock, ...zone })
  const date = new Intl.DateTimeFormat(locale, { ...calendar, year: 'numeric', ...zone })
  const dateTime = new Intl.DateTimeFormat(locale, { ...calendar, ...clock, ...zone })

  const number = (value: number, digits = 0): string =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
      .format(Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value)
      .replace('-', '−')
  const degrees = (value: number): string => number(value, 1)

  const duration = (ms: number): string => {
    const total = Math.max(0, ms)
    if (total < minute) return say(language, 'duration.seconds', { s: Math.floor(total / 1000) })
    if (total < hour) return say(language, 'duration.minutes', { m: Math.floor(total / minute) })
    if (total < 2 * day) {
      const m = Math.floor((total % hour) / minute)
      const h = Math.floor(total / hour)
      return say(language, m === 0 ? 'duration.hours' : 'duration.hours-minutes', { h, m })
    }
    const h = Math.floor((total % day) / hour)
    const d = Math.floor(total / day)
    return say(language, h === 0 ? 'duration.days' : 'duration.days-hours', { d, h })
  }

  return {
    degrees,
    number,
    duration,
    celsius: (value) => `${degrees(value)} °C`,
    ago: (atMs, nowMs) =>
      nowMs - atMs < 5000 ? say(language, 'ago.now') : say(language, 'ago', { time: duration(nowMs - atMs) }),
    time: (atMs) => time.format(atMs),
    date: (atMs) => date.format(atMs),
    dateTime: (atMs) => dateTime.format(atMs),
    bytes: (count) => {
      const units = ['B', 'kB', 'MB', 'GB', 'TB']
      const step = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3))
      return `${number(count / 1000 ** step, step === 0 ? 0 : 1)} ${units[step]}`
    },
  }
}
