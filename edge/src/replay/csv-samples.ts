import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { readingMessage } from '@larder/contracts/reading'
import { parse } from 'csv-parse'
import { type Columns, type Field, fields } from './columns.ts'

/** A row that is a reading, with its stamp parsed. */
export interface CsvSample {
  line: number
  atMs: number
  /** The stamp's UTC offset as written, such as +0200. */
  offset: string
  fields: Record<string, number | boolean>
}

export interface CsvRejection {
  line: number
  reason: string
}

/** Headers as real loggers write them, Ruuvi's first. */
const customary: Record<Field, readonly string[]> = {
  sequence: ['sequence', 'measurement sequence number'],
  observedAt: ['observedat', 'timestamp', 'time', 'datetime', 'date'],
  celsius: ['celsius', 'temperature'],
  humidityPercent: ['humiditypercent', 'humidity'],
  doorOpen: ['dooropen'],
  defrosting: ['defrosting'],
  batteryVolts: ['batteryvolts', 'voltage'],
  rssiDbm: ['rssidbm', 'rssi'],
}

/**
 * Reads a CSV file of readings. `columns` are added to those recognised by their usual headers.
 * @throws when the file cannot be read, is no CSV, or has no column for the stamp or for any quantity
 */
export async function readCsv(
  file: string,
  columns: Columns,
): Promise<{ samples: CsvSample[]; rejected: CsvRejection[]; columns: Columns }> {
  const samples: CsvSample[] = []
  const rejected: CsvRejection[] = []
  let used: Columns | undefined
  const rows = parse({
    bom: true,
    columns: true,
    trim: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // Left to itself the parser takes the first line's end for all lines.
    record_delimiter: ['\r\n', '\n', '\r'],
  })
  // The parser is destroyed with the file's error, which the loop below throws.
  pipeline(createReadStream(file), rows, () => {})
  for await (const { record, info } of rows as AsyncIterable<{ record: Row; info: { lines: number } }>) {
    used ??= chooseColumns(Object.keys(record), columns)
    const sample = sampleOf(record, used, info.lines)
    if ('reason' in sample) rejected.push(sample)
    else samples.push(sample)
  }
  return { samples, rejected, columns: used ?? {} }
}

type Row = Record<string, string>

function chooseColumns(headers: string[], asked: Columns): Columns {
  const missing = Object.values(asked).find((header) => !headers.includes(header))
  if (missing !== undefined) throw new Error(`the file has no column "${missing}"; it has ${headers.join(', ')}`)
  const recognised = fields.flatMap((field) => {
    const header = headers.find((candidate) => customary[field].includes(candidate.toLowerCase()))
    return header === undefined ? [] : [[field, header]]
  })
  const columns: Columns = { ...Object.fromEntries(recognised), ...asked }
  const hint = `name it with --columns, such as observedAt=timestamp,celsius=temperature; it has ${headers.join(', ')}`
  if (columns.observedAt === undefined) throw new Error(`no column of the file is a stamp: ${hint}`)
  if (!quantityFields.some((field) => columns[field] !== undefined)) {
    throw new Error(`no column of the file is a quantity: ${hint}`)
  }
  return columns
}

const quantityFields = ['celsius', 'humidityPercent', 'doorOpen', 'defrosting'] as const

function sampleOf(row: Row, columns: Columns, line: number): CsvSample | CsvRejection {
  const stamp = row[columns.observedAt ?? ''] ?? ''
  const values: Record<string, number | boolean> = {}
  for (const [field, header] of Object.entries(columns)) {
    const text = row[header] ?? ''
    if (field === 'observedAt' || text === '') continue
    const value = valueOfText(text)
    if (value === undefined) return { line, reason: `${header}: "${text.slice(0, 40)}" is no number` }
    values[field] = value
  }
  // Any sequence will do here: a file without one gets its stamps as sequence numbers when it is sent.
  const parsed = readingMessage.safeParse({ sequence: 0, ...values, observedAt: stamp })
  if (parsed.success) {
    const offset = /(Z|[+-]\d\d:?\d\d)$/.exec(stamp)?.[1] ?? ''
    return { line, atMs: parsed.data.observedAt, offset, fields: values }
  }
  const issue = parsed.error.issues[0]
  const header = columns[issue?.path[0] as Field]
  return { line, reason: `${header === undefined ? '' : `${header}: `}${issue?.message}` }
}

function valueOfText(text: string): number | boolean | undefined {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
