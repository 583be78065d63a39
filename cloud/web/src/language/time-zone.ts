const part = (format: Intl.DateTimeFormat, atMs: number, type: Intl.DateTimeFormatPartTypes): string =>
  format.formatToParts(atMs).find((one) => one.type === type)?.value ?? ''

/** "China Standard Time" or "GMT+8", as it is called now. */
export const zoneName = (locale: string, timeZone: string, timeZoneName: 'long' | 'shortOffset'): string =>
  part(new Intl.DateTimeFormat(locale, { timeZone, timeZoneName }), Date.now(), 'timeZoneName')

/** How far the zone's clocks are ahead of UTC at an instant, summer time included. */
function offsetMs(atMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' })
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(part(format, atMs, 'timeZoneName')) ?? []
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
  return sign === '-' ? -size : size
}

/** The midnight at or before an instant, by the zone's clocks. */
export function startOfDay(atMs: number, timeZone: string): number {
  const midnight = new Date(atMs + offsetMs(atMs, timeZone)).setUTCHours(0, 0, 0, 0)
  // The offset at midnight decides: on a day when clocks change it is another one than now.
  return midnight - offsetMs(midnight - offsetMs(midnight, timeZone), timeZone)
}
