import { startOfDay, zoneName } from './time-zone.ts'
import { type Language, reportCatalogues, sayOf } from './words.ts'

const say = sayOf(reportCatalogues)

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
  /** "20 Nov, 07:10 – 08:50 · 1 h 40 min"; open-ended while it lasts. */
  span(fromMs: number, untilMs: number | undefined): string
  /** Day and month, for axes. */
  day(atMs: number): string
  /** Midnight at or before, where these times are told. */
  startOfDay(atMs: number): number
  /** The zone of all these times by name: "China Standard Time (GMT+8)". */
  zone: string
  timeZone: string
  bytes(count: number): string
}

const minute = 60_000
const hour = 60 * minute
const dayMs = 24 * hour

/** Figures, times and durations as a language's reader writes them, in the reader's own time zone unless one is given. */
export function formatIn(language: Language, timeZone?: string): Format {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const zone = { timeZone: timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone }
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const calendar = { month: 'short', day: 'numeric' } as const
  const time = new Intl.DateTimeFormat(locale, { ...clock, ...zone })
  const date = new Intl.DateTimeFormat(locale, { ...calendar, year: 'numeric', ...zone })
  const dateTime = new Intl.DateTimeFormat(locale, { ...calendar, ...clock, ...zone })

  const day = new Intl.DateTimeFormat(locale, { ...calendar, ...zone })

  const number = (value: number, digits = 0): string =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
      .format(Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value)
      .replace('-', '−')
  const degrees = (value: number): string => number(value, 1)

  const duration = (ms: number): string => {
    const total = Math.max(0, ms)
    if (total < minute) return say(language, 'duration.seconds', { s: Math.floor(total / 1000) })
    if (total < hour) return say(language, 'duration.minutes', { m: Math.floor(total / minute) })
    if (total < 2 * dayMs) {
      const m = Math.floor((total % hour) / minute)
      const h = Math.floor(total / hour)
      return say(language, m === 0 ? 'duration.hours' : 'duration.hours-minutes', { h, m })
    }
    const h = Math.floor((total % dayMs) / hour)
    const d = Math.floor(total / dayMs)
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
    span: (fromMs, untilMs) => {
      if (untilMs === undefined) return `${dateTime.format(fromMs)} – …`
      const end = date.format(fromMs) === date.format(untilMs) ? time.format(untilMs) : dateTime.format(untilMs)
      return `${dateTime.format(fromMs)} – ${end} · ${duration(untilMs - fromMs)}`
    },
    day: (atMs) => day.format(atMs),
    startOfDay: (atMs) => startOfDay(atMs, zone.timeZone),
    zone: `${zoneName(locale, zone.timeZone, 'long')} (${zoneName('en-GB', zone.timeZone, 'shortOffset')})`,
    timeZone: zone.timeZone,
    bytes: (count) => {
      const units = ['B', 'kB', 'MB', 'GB', 'TB']
      const step = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3))
      return `${number(count / 1000 ** step, step === 0 ? 0 : 1)} ${units[step]}`
    },
  }
}
