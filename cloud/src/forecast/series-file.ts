import { readFile } from 'node:fs/promises'
import type { Sample } from '@larder/edge/thermal/grid'
import { parse } from 'csv-parse/sync'

/** Which column holds the stamp and which the value. */
export interface SeriesColumns {
  timestamp: string
  value: string
}

export const timeUnits = { seconds: 1000, minutes: 60_000, hours: 3_600_000 } as const
export type TimeUnit = keyof typeof timeUnits

const usualColumns: Record<keyof SeriesColumns, readonly string[]> = {
  timestamp: ['timestamp', 'observedat', 'time', 'datetime', 'date', 'measurement_time'],
  value: ['value', 'celsius', 'temperature'],
}
const maxFileBytes = 200_000_000

/**
 * A series from a CSV with a header, such as the Numenta Anomaly Benchmark's `timestamp,value`. A stamp without a UTC
 * offset is taken as UTC; a number is Unix time, or counts `unit` from the start. Rows without a value are left out.
 * @throws Error that names the line, the column and what to write instead
 */
export async function readSeries(file: string, asked: Partial<SeriesColumns>, unit?: TimeUnit): Promise<Sample[]> {
  const bytes = await readFile(file)
  if (bytes.length > maxFileBytes) throw new Error(`${file}: over ${maxFileBytes / 1e6} MB; split it by time`)
  const options = { bom: true, columns: true, trim: true, info: true, skip_empty_lines: true } as const
  const rows = parse(bytes, { ...options, relax_column_count: true }) as unknown as Row[]
  const columns = columnsOf(Object.keys(rows[0]?.record ?? {}), asked)
  const samples: Sample[] = []
  for (const { record, info } of rows) {
    const [stamp, text] = [record[columns.timestamp] ?? '', record[columns.value] ?? '']
    if (/^(nan|null|na)?$/i.test(text)) continue
    const [atMs, value] = [instantOf(stamp, unit), Number(text)]
    if (Number.isNaN(atMs))
      throw new Error(`${file}:${info.lines}: ${columns.timestamp} "${stamp.slice(0, 40)}" is no stamp`)
    if (!Number.isFinite(value))
      throw new Error(`${file}:${info.lines}: ${columns.value} "${text.slice(0, 40)}" is no number`)
    samples.push({ atMs, value })
  }
  return samples.sort((a, b) => a.atMs - b.atMs)
}

interface Row {
  record: Record<string, string>
  info: { lines: number }
}

function columnsOf(headers: string[], asked: Partial<SeriesColumns>): SeriesColumns {
  if (headers.length === 0) throw new Error('the file has no rows')
  const find = (field: keyof SeriesColumns): string => {
    const wanted = asked[field]
    const known = usualColumns[field]
    const found = wanted ?? headers.find((header) => known.includes(header.toLowerCase()))
    if (found !== undefined && headers.includes(found)) return found
    const missing = wanted === undefined ? `no column is a ${field}` : `no column is called "${wanted}"`
    throw new Error(`${missing}: name it with --columns timestamp=…,value=…; the file has ${headers.join(', ')}`)
  }
  return { timestamp: find('timestamp'), value: find('value') }
}

/** Numbers from here on are Unix seconds (1973 on), and from the second on milliseconds. */
const unixSeconds = 1e8
const unixMilliseconds = 1e11

function instantOf(stamp: string, unit: TimeUnit | undefined): number {
  const number = stamp === '' ? Number.NaN : Number(stamp)
  if (Number.isNaN(number)) {
    const iso = stamp.replace(' ', 'T')
    return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(iso) || !iso.includes('T') ? iso : `${iso}Z`)
  }
  if (unit !== undefined) return Math.round(number * timeUnits[unit])
  if (number >= unixMilliseconds) return number
  return number >= unixSeconds ? Math.round(number * 1000) : Number.NaN
}
