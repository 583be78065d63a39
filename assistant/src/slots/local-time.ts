const dayMs = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** A moment as the wall clock of a time zone shows it. `month` 1 to 12, `weekday` 0 is Monday. */
export interface LocalTime {
  year: number
  month: number
  day: number
  weekday: number
  minuteOfDay: number
}

export function localTime(atMs: number, timeZone: string): LocalTime {
  const wall = new Date(atMs + offsetMs(atMs, timeZone))
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    weekday: (wall.getUTCDay() + 6) % 7,
    minuteOfDay: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
  }
}

/** When a day begins; days past the end of a month run over into the next. */
export function dayBeginsMs(year: number, month: number, day: number, timeZone: string): number {
  const wall = Date.UTC(year, month - 1, day)
  const guess = wall - offsetMs(wall, timeZone)
  // Where the clocks change that day, the offset of the guess itself is the right one.
  return wall - offsetMs(guess, timeZone)
}

/** How far the wall clock is ahead of UTC. */
function offsetMs(atMs: number, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' })
    formats.set(timeZone, format)
  }
  const part = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]))
  const year = 2000 + (part.year ?? 0)
  const wall = Date.UTC(year, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second)
  return wall - Math.floor(atMs / 1000) * 1000
}

export { dayMs }
