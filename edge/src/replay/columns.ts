/** The fields of a reading that a column of a file may hold. */
export const fields = [
  'sequence',
  'observedAt',
  'celsius',
  'humidityPercent',
  'doorOpen',
  'defrosting',
  'batteryVolts',
  'rssiDbm',
] as const
export type Field = (typeof fields)[number]

/** Which column of a file holds which field of a reading. */
export type Columns = Partial<Record<Field, string>>

/**
 * Reads the option `--columns`: FIELD=HEADER, divided by commas.
 * @throws when a field is unknown
 */
export function readColumns(text: string): Columns {
  const pairs = text === '' ? [] : text.split(',').map((pair) => pair.split('='))
  for (const [field, header] of pairs) {
    if (!fields.some((known) => known === field) || !header) {
      throw new Error(`--columns: write FIELD=HEADER, where FIELD is one of ${fields.join(', ')}`)
    }
  }
  return Object.fromEntries(pairs)
}
