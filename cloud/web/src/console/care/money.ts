import type { Format } from '../../language/format.ts'

/** Whole yuan without decimals, others with both: ¥5, ¥12.50. */
export const yuan = (fen: number, format: Format): string => `¥${format.number(fen / 100, fen % 100 === 0 ? 0 : 2)}`

/** As it stands in an input. */
export const yuanText = (fen: number): string => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2))

/** What was typed, in fen; null when it is no amount. Read digit by digit: 0.29 × 100 is not 29. */
export function fenOf(text: string): number | null {
  const found = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/^¥/, ''))
  return found === null ? null : Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'))
}
