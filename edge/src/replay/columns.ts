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
