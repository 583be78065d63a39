import type { Direction } from './line.ts'

/** How many are inside. Counting errs, so it is clamped, reset every night and corrected by hand. */
export interface Occupancy {
  /** The shop's day this counts for, such as 2026-11-21. */
  day: string
  inside: number
  /** Leavers who would have made it negative: entries that were missed. */
  clamped: number
}

export const emptyOn = (day: string): Occupancy => ({ day, inside: 0, clamped: 0 })

/** A crossing of an entrance; the first of a new day finds the shop empty. */
export function afterCrossing(before: Occupancy, direction: Direction, day: string): Occupancy {
  const today = onDay(before, day)
  if (direction === 'in') return { ...today, inside: today.inside + 1 }
  return today.inside > 0 ? { ...today, inside: today.inside - 1 } : { ...today, clamped: today.clamped + 1 }
}

/** Somebody counted by eye. @throws RangeError unless a whole number from 0 */
export function corrected(before: Occupancy, inside: number, day: string): Occupancy {
  if (!Number.isInteger(inside) || inside < 0) throw new RangeError('inside: give a whole number from 0')
  return { ...onDay(before, day), inside }
}

export const onDay = (before: Occupancy, day: string): Occupancy => (before.day === day ? before : emptyOn(day))

/** The shop's day of a moment: it ends at `resetHour` of the local clock, not at midnight. */
export function shopDay(atMs: number, timeZone: string, resetHour: number): string {
  // en-CA writes dates as ISO 8601 does.
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' })
  const early = Number(hour.format(atMs)) < resetHour
  return early ? dayBefore(day.format(atMs)) : day.format(atMs)
}

const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
