import type { Format } from '../../language/format.ts'

/** "83 %", or a dash where there was nothing to divide by. */
export const rate = (part: number, of: number, format: Format): string =>
  of === 0 ? '–' : `${format.number((100 * part) / of)} %`

/** "0.38 s" while it is about answering at once, "4 min" where somebody waited. */
export function timeTaken(ms: number | null, format: Format): string {
  if (ms === null) return '–'
  return ms < 60_000 ? `${format.number(ms / 1000, ms < 10_000 ? 2 : 0)} s` : format.duration(ms)
}
