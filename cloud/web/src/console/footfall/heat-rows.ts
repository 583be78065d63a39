import type { DayFigures } from '@larder/contracts/footfall-view'

export interface HeatRow {
  key: string
  /** A day such as 2026-11-21, or 0 to 6 for Sunday to Saturday. */
  label: string | number
  /** Entries by hour; null where nothing was counted. */
  hours: (number | null)[]
}

/** Each day as it was, the newest first. */
export const rowsByDay = (days: readonly DayFigures[]): HeatRow[] =>
  days.toReversed().map(({ day, hours }) => ({ key: day, label: day, hours: hours.map((hour) => hour?.in ?? null) }))

/** The mean of each weekday, Monday first; hours nobody counted on any of them stay empty. */
export function rowsByWeekday(days: readonly DayFigures[]): HeatRow[] {
  const byWeekday = Map.groupBy(days, ({ day }) => new Date(day).getUTCDay())
  return [1, 2, 3, 4, 5, 6, 0].map((weekday) => ({
    key: String(weekday),
    label: weekday,
    hours: Array.from({ length: 24 }, (_, hour) => {
      const counted = (byWeekday.get(weekday) ?? []).flatMap(({ hours }) => hours[hour]?.in ?? [])
      return counted.length === 0 ? null : counted.reduce((sum, count) => sum + count, 0) / counted.length
    }),
  }))
}

/** The hours that anything was counted in, without gaps. */
export function hoursShown(rows: readonly HeatRow[]): number[] {
  const counted = rows.flatMap(({ hours }) => hours.flatMap((value, hour) => (value === null ? [] : [hour])))
  if (counted.length === 0) return []
  const [first, last] = [Math.min(...counted), Math.max(...counted)]
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
