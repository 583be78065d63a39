import { readFile, stat } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { celsiusOf } from './arrhenius.ts'
import type { Count } from './fit-growth.ts'
import { type Sample, type Segment, segmentsOf } from './history.ts'

const hourMs = 3_600_000
const mostBytes = 100_000_000

/** What a column may hold: a stamp, a length of time, a temperature or a count, each in a unit of its name. */
const fields = {
  observedAt: ['observedat', 'timestamp', 'time', 'datetime', 'date', 'isodatetime', '时间'],
  seconds: ['seconds'],
  minutes: ['minutes'],
  hours: ['hours', 'hour', 'h'],
  days: ['days', 'day', 'd'],
  durationMinutes: ['durationminutes'],
  durationHours: ['durationhours', 'duration'],
  durationDays: ['durationdays'],
  celsius: ['celsius', 'temperature', 'temp', 'temperaturecelsius', '°c', '温度'],
  fahrenheit: ['fahrenheit', 'temperaturefahrenheit', '°f'],
  kelvin: ['kelvin', 'temperaturekelvin'],
  log10Count: ['log10count', 'logcount', 'log10', 'logcfu', 'log'],
} as const
type Field = keyof typeof fields
const names = Object.keys(fields) as Field[]

const unitsMs = { seconds: 1000, minutes: 60_000, hours: hourMs, days: 24 * hourMs } as const
const durationsMs = { durationMinutes: 60_000, durationHours: hourMs, durationDays: 24 * hourMs } as const

type Columns = Partial<Record<Field, string>>

/** @throws when a pair is not FIELD=HEADER */
export function readColumns(text: string): Columns {
  const pairs = text === '' ? [] : text.split(',').map((pair) => pair.split('=').map((part) => part.trim()))
  for (const [field, header] of pairs) {
    if (!names.some((name) => name === field) || !header)
      throw new Error(`--columns: write FIELD=HEADER, where FIELD is one of ${names.join(', ')}`)
  }
  return Object.fromEntries(pairs)
}

export interface ReadOptions {
  columns: Columns
  /** How far apart samples without any time lie. */
  intervalHours: number | undefined
  maxHoldHours: number | undefined
}

export interface HistoryFile {
  segments: Segment[]
  samples: number
  /** Undefined where the file gives lengths of time itself. */
  medianMs: number | undefined
  longestMs: number | undefined
  warnings: string[]
}

/** @throws naming the line when the file does not hold a history */
export async function readHistory(file: string, options: ReadOptions): Promise<HistoryFile> {
  const rows = await readRows(file, options.columns)
  const warnings: string[] = []
  const known = rows.filter(({ values }) => temperatureOf(values) !== undefined)
  const skipped = rows.length - known.length
  if (known.length === 0) throw new Error('no line holds a temperature: name its column with --columns celsius=HEADER')
  if (skipped > 0) warnings.push(`${skipped} lines without a temperature were left out`)
  const [first] = known as [Row]
  const lasting = Object.keys(durationsMs).some((name) => first.values[name as Field] !== undefined)
  if (lasting) {
    const segments = known.map((row) => ({ durationMs: durationOf(row), celsius: celsiusIn(row) }))
    return { segments, samples: known.length, medianMs: undefined, longestMs: undefined, warnings }
  }
  const samples = stamped(known, options.intervalHours, warnings)
  const maxHoldMs = (options.maxHoldHours ?? Number.POSITIVE_INFINITY) * hourMs
  return { ...segmentsOf(samples, { maxHoldMs }), samples: samples.length, warnings }
}

/** Counts by time for fitting: `hours` (or another unit, or stamps) and `log10Count`. */
export async function readCounts(file: string, columns: Columns): Promise<Count[]> {
  const rows = await readRows(file, columns)
  const times = rows.map((row) => timeOf(row) ?? fault(row, 'has no hours'))
  const firstMs = rows[0]?.values.observedAt === undefined ? 0 : Math.min(...times)
  return rows.map((row, index) => ({
    hours: ((times[index] as number) - firstMs) / hourMs,
    log10Count: numberIn(row, 'log10Count') ?? fault(row, 'has no log10Count'),
  }))
}

/** `18h@5,6h@14`: so long at so many °C. */
export function readSteps(text: string): Segment[] {
  const units: Record<string, number> = { m: 60_000, min: 60_000, h: hourMs, d: 24 * hourMs }
  return text.split(',').map((step) => {
    const [, length, unit, celsius] = /^\s*([\d.]+)\s*(m|min|h|d)\s*@\s*([-\u2212]?[\d.]+)\s*$/.exec(step) ?? []
    const durationMs = Number(length) * (units[unit ?? ''] ?? Number.NaN)
    const value = Number(celsius?.replace('\u2212', '-'))
    if (!(durationMs > 0) || !Number.isFinite(value))
      throw new Error(`--steps: "${step}" is not a time at a temperature, such as 18h@5 or 2d@-1.5`)
    return { durationMs, celsius: believable(value, `--steps: "${step}"`) }
  })
}

interface Row {
  where: string
  values: Partial<Record<Field, unknown>>
}

async function readRows(file: string, columns: Columns): Promise<Row[]> {
  const { size } = await stat(file)
  if (size > mostBytes) throw new Error(`the file has ${size} bytes: at most ${mostBytes} are read`)
  const text = decode(await readFile(file))
  if (/^\s*{/.test(text)) throw new Error('JSON must be an array, such as [{"hours": 0, "celsius": 4}]')
  const rows = /^\s*\[/.test(text) ? jsonRows(text) : csvRows(text)
  if (rows.length === 0) throw new Error('the file holds no lines of data')
  const headers = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))]
  const missing = Object.values(columns).find((header) => !headers.includes(header))
  if (missing !== undefined) throw new Error(`the file has no column "${missing}"; it has ${headers.join(', ')}`)
  const taken = new Set(Object.values(columns))
  const used = names.flatMap((field): [Field, string][] => {
    const asked = columns[field]
    const usual = headers.find(
      (one) => !taken.has(one) && (fields[field] as readonly string[]).includes(one.toLowerCase()),
    )
    const header = asked ?? usual
    return header === undefined ? [] : [[field, header]]
  })
  return rows.map(({ where, values }) => ({
    where,
    values: Object.fromEntries(used.map(([field, header]) => [field, blank(values[header])])),
  }))
}

const blank = (value: unknown): unknown => (value === null || value === '' ? undefined : value)

/** Loggers sold in China write GB 18030; everything else is UTF-8, with or without a mark. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

interface RawRow {
  where: string
  values: Record<string, unknown>
}

/** Separated by commas; by semicolons or tabs where the first line has those, and then a decimal comma is one. */
function csvRows(text: string): RawRow[] {
  const [head = ''] = text.split(/[\r\n]/, 1)
  const delimiter = [';', '\t'].find((one) => head.includes(one)) ?? ','
  const options = { bom: true, columns: true, trim: true, info: true, skip_empty_lines: true, relax_column_count: true }
  const rows = parse(text, { ...options, delimiter, record_delimiter: ['\r\n', '\n', '\r'] }) as unknown as {
    record: Record<string, string>
    info: { lines: number }
  }[]
  return rows.map(({ record, info }) => ({ where: `line ${info.lines}`, values: record }))
}

function jsonRows(text: string): RawRow[] {
  const rows = JSON.parse(text) as unknown[]
  return rows.map((row, index) => {
    const where = `[${index}]`
    if (typeof row === 'number') return { where, values: { celsius: row } }
    if (typeof row !== 'object' || row === null) throw new Error(`${where} is neither a number nor an object`)
    return { where, values: row as Record<string, unknown> }
  })
}

function fault({ where }: Row, what: string): never {
  throw new Error(`${where}: ${what}`)
}

function numberIn(row: Row, field: Field): number | undefined {
  const value = row.values[field]
  if (value === undefined) return undefined
  const number = typeof value === 'number' ? value : Number(String(value).replace('\u2212', '-').replace(',', '.'))
  return Number.isFinite(number) ? number : fault(row, `${field} "${String(value).slice(0, 40)}" is no number`)
}

const temperatureOf = ({ celsius, fahrenheit, kelvin }: Row['values']): unknown => celsius ?? fahrenheit ?? kelvin

function celsiusIn(row: Row): number {
  const fahrenheit = numberIn(row, 'fahrenheit')
  const kelvin = numberIn(row, 'kelvin')
  const celsius =
    numberIn(row, 'celsius') ?? (fahrenheit !== undefined ? ((fahrenheit - 32) * 5) / 9 : celsiusOf(kelvin as number))
  return believable(celsius, row.where)
}

function believable(celsius: number, where: string): number {
  if (celsius >= -90 && celsius <= 150) return celsius
  throw new Error(`${where}: ${celsius} °C is no temperature of goods (−90 to 150): take error codes out`)
}

function durationOf(row: Row): number {
  const found = Object.entries(durationsMs).find(([field]) => row.values[field as Field] !== undefined)
  const length = found === undefined ? undefined : numberIn(row, found[0] as Field)
  if (found === undefined || length === undefined) return fault(row, 'has no duration')
  return length >= 0 ? length * found[1] : fault(row, `${found[0]} ${length} is below 0`)
}

const stamp = /^(\d{4}[-/]\d\d[-/]\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/

function timeOf(row: Row): number | undefined {
  const { observedAt } = row.values
  if (observedAt !== undefined) {
    const text = String(observedAt).trim()
    const [, date, time, offset] = stamp.exec(text) ?? []
    // Only differences count here, so a stamp without an offset is read as UTC.
    const atMs = Date.parse(`${date?.replaceAll('/', '-')}T${time ?? '00:00'}${offset ?? 'Z'}`)
    return Number.isNaN(atMs) ? fault(row, `"${text.slice(0, 40)}" is no time such as 2026-11-20T09:30:00+08:00`) : atMs
  }
  const found = Object.entries(unitsMs).find(([field]) => row.values[field as Field] !== undefined)
  return found === undefined ? undefined : (numberIn(row, found[0] as Field) as number) * found[1]
}

function stamped(rows: readonly Row[], intervalHours: number | undefined, warnings: string[]): Sample[] {
  const [first] = rows as [Row]
  if (timeOf(first) === undefined) {
    if (intervalHours === undefined) warnings.push('the samples have no time: taken to be 1 h apart (--interval-hours)')
    return rows.map((row, index) => ({ atMs: index * (intervalHours ?? 1) * hourMs, celsius: celsiusIn(row) }))
  }
  const samples = rows.map((row) => ({ atMs: timeOf(row) ?? fault(row, 'has no time'), celsius: celsiusIn(row) }))
  // Of two values under one stamp the warmer counts, whichever came first.
  samples.sort((a, b) => a.atMs - b.atMs || b.celsius - a.celsius)
  const once = samples.filter(({ atMs }, index) => atMs !== samples[index - 1]?.atMs)
  if (once.length < samples.length)
    warnings.push(`${samples.length - once.length} samples under a stamp that was there already: the warmer counts`)
  if (once.length === 1) warnings.push('a single sample has no interval: it holds for nothing; write durationHours')
  return once
}
