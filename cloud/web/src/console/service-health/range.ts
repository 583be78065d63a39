import type { Format } from '../../language/format.ts'

export const ranges = ['today', '7', '30', 'own'] as const
export type Range = (typeof ranges)[number]

const dayMs = 86_400_000

/** From a day's beginning to the end of another, store time; today goes on to its end. */
export function timeOf(
  range: Range,
  own: { from: string; to: string },
  nowMs: number,
  { startOfDay }: Pick<Format, 'startOfDay'>,
): { fromMs: number; untilMs: number } {
  const today = startOfDay(nowMs)
  // A day in summer has 25 hours once: the day's own beginning is found from its middle.
  const tomorrow = startOfDay(today + 1.5 * dayMs)
  if (range === 'today') return { fromMs: today, untilMs: tomorrow }
  if (range !== 'own') return { fromMs: startOfDay(today - (Number(range) - 1.5) * dayMs), untilMs: tomorrow }
  const [from = Number.NaN, to = Number.NaN] = [own.from, own.to].map((day) => Date.parse(`${day}T12:00:00Z`))
  const fromMs = Number.isNaN(from) ? today : startOfDay(from)
  const lastMs = Number.isNaN(to) ? today : startOfDay(to)
  return { fromMs, untilMs: startOfDay(Math.max(fromMs, lastMs) + 1.5 * dayMs) }
}
