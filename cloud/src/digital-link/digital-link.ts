import { checkDigit, hasCheckDigit } from '@larder/contracts/gs1-key'
import { Refusal } from '../http/refusal.ts'

/** What the path and query of a Digital Link say: a product, and which lot or piece of it. */
export interface DigitalLink {
  /** Always 14 digits. */
  gtin: string
  lot: string | undefined
  serial: string | undefined
}

/** GS1's character set 82, of which lots and serial numbers are written (General Specifications, figure 7.11-1). */
const characters82 = /^[!"%-?A-Z_a-z]{1,20}$/

/** Reads what the router has percent-decoded; throws a Refusal that says which part is wrong, and what would be right. */
export function digitalLink(
  { gtin, lot, serial }: { gtin: string; lot?: string; serial?: string },
  expiry: unknown,
): DigitalLink {
  if (!/^(\d{8}|\d{12,14})$/.test(gtin)) refuse('01', 'a GTIN has 8, 12, 13 or 14 digits')
  if (!hasCheckDigit(gtin)) {
    refuse(
      '01',
      `the check digit of ${gtin} is wrong: after ${gtin.slice(0, -1)} it would be ${checkDigit(gtin.slice(0, -1))}`,
    )
  }
  for (const [ai, value] of [
    ['10', lot],
    ['21', serial],
  ] as const) {
    if (value !== undefined && !characters82.test(value))
      refuse(ai, 'at most 20 letters, digits and signs of GS1’s set')
  }
  if (expiry !== undefined && !isDate(String(expiry))) refuse('17', 'a date is written YYMMDD')
  return { gtin: gtin.padStart(14, '0'), lot, serial }
}

function refuse(field: string, message: string): never {
  throw new Refusal(400, 'invalid', `(${field}) ${message}`, { fields: [{ field, message }] })
}

/** Day 00 means the end of the month (General Specifications §3.4.7). */
function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d\d)(\d\d)(\d\d)$/.exec(text) ?? []
  if (year === undefined || month === undefined || day === undefined) return false
  const date = new Date(Date.UTC(2000 + Number(year), Number(month) - 1, Math.max(1, Number(day))))
  return date.getUTCMonth() + 1 === Number(month) && (day === '00' || date.getUTCDate() === Number(day))
}

/** The address that a pack's code carries. */
export function digitalLinkOf(base: string, gtin: string, lot: string, useByMs: number | null): string {
  const expiry = useByMs === null ? '' : `?17=${new Date(useByMs).toISOString().slice(2, 10).replaceAll('-', '')}`
  return `${base.replace(/\/$/, '')}/01/${gtin}/10/${encodeURIComponent(lot)}${expiry}`
}
