/** The shop's own clock. A day ends at the hour at which the shop is known to be empty, not at midnight. */
export class ShopClock {
  readonly #format: Intl.DateTimeFormat
  readonly #resetHour: number

  constructor(timeZone: string, resetHour: number) {
    this.#format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    })
    this.#resetHour = resetHour
  }

  /** The shop's day such as 2026-11-21, and the hour of its clock. */
  at(atMs: number): { day: string; hour: number } {
    const parts = Object.fromEntries(this.#format.formatToParts(atMs).map(({ type, value }) => [type, value]))
    const date = `${parts.year}-${parts.month}-${parts.day}`
    const hour = Number(parts.hour)
    return { day: hour < this.#resetHour ? dayAfter(date, -1) : date, hour }
  }
}

export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

/** Every day from one to another, both included. */
export function daysFrom(from: string, until: string): string[] {
  const days: string[] = []
  for (let day = from; day <= until; day = dayAfter(day, 1)) days.push(day)
  return days
}
