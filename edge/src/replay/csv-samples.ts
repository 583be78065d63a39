import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { TextDecoder } from 'node:util'
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
  /** The row has no value at all. */
  empty?: boolean
}

/** Headers as real loggers write them, Ruuvi's first. */
const customary: Record<Field, readonly string[]> = {
  sequence: ['sequence', 'measurement sequence number'],
  observedAt: ['observedat', 'timestamp', 'time', 'datetime', 'date', 'isodatetime', '时间'],
  celsius: ['celsius', 'temperature', 'temp', 'temperaturecelsius', '°c', '温度'],
  humidityPercent: ['humiditypercent', 'humidity', '湿度'],
  doorOpen: ['dooropen'],
  defrosting: ['defrosting'],
  batteryVolts: ['batteryvolts', 'voltage'],
  rssiDbm: ['rssidbm', 'rssi'],
}

export interface CsvOptions {
  /** Takes a stamp without an offset as UTC, where it is otherwise refused. */
  zonelessIsUtc?: boolean
  /** The fields that matter: what other columns hold is not looked at. */
  only?: readonly Field[]
  /** More rows than this are refused. */
  atMost?: number
}

/**
 * Reads a CSV file of readings. `columns` are added to those recognised by their usual headers.
 * The text is UTF-8, UTF-16 with a byte order mark, or GBK; its columns are apart by commas, or by semicolons or tabs
 * where the first line has those, and then a comma in a number is its decimal point.
 * @throws when the file cannot be read, is no CSV, or has no column for the stamp or for any quantity
 */
export async function readCsv(
  file: string,
  columns: Columns,
  options: CsvOptions = {},
): Promise<{ samples: CsvSample[]; rejected: CsvRejection[]; columns: Columns }> {
  const samples: CsvSample[] = []
  const rejected: CsvRejection[] = []
  let used: Columns | undefined
  const delimiter = await delimiterOf(file)
  const rows = parse({
    delimiter,
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
  pipeline(createReadStream(file), decoded, rows, () => {})
  for await (const { record, info } of rows as AsyncIterable<{ record: Row; info: { lines: number } }>) {
    used ??= narrowed(chooseColumns(Object.keys(record), columns), options.only)
    const sample = sampleOf(record, used, info.lines, options.zonelessIsUtc === true, delimiter !== ',')
    if (samples.length + rejected.length === options.atMost)
      throw new Error(`the file has more than ${options.atMost} rows`)
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
    const header = headers.find((candidate) => customary[field].includes(withoutUnit(candidate).toLowerCase()))
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

/** `Temperature (°C)` is a temperature, too. */
const withoutUnit = (header: string): string => header.replace(/\s*[([（][°%]\s?C?(?:RH)?[)\]）]$/i, '')

const quantityFields = ['celsius', 'humidityPercent', 'doorOpen', 'defrosting'] as const

const narrowed = (columns: Columns, only: readonly Field[] = fields): Columns =>
  Object.fromEntries(Object.entries(columns).filter(([field]) => only.some((one) => one === field)))

function sampleOf(
  row: Row,
  columns: Columns,
  line: number,
  zonelessIsUtc: boolean,
  decimalComma: boolean,
): CsvSample | CsvRejection {
  const written = row[columns.observedAt ?? ''] ?? ''
  const stamp = zonelessIsUtc ? inUtc(written) : written
  const values: Record<string, number | boolean> = {}
  for (const [field, header] of Object.entries(columns)) {
    const text = row[header] ?? ''
    if (field === 'observedAt' || isEmpty(text)) continue
    const value = valueOfText(decimalComma ? text.replace(',', '.') : text)
    if (value === undefined) return { line, reason: `${header}: "${text.slice(0, 40)}" is no number` }
    values[field] = value
  }
  // Any sequence will do here: a file without one gets its stamps as sequence numbers when it is sent.
  const parsed = readingMessage.safeParse({ sequence: 0, ...values, observedAt: stamp })
  if (parsed.success) {
    const offset = /(Z|[+-]\d\d:?\d\d)$/.exec(written)?.[1] ?? ''
    return { line, atMs: parsed.data.observedAt, offset, fields: values }
  }
  const issue = parsed.error.issues[0]
  const empty = issue?.code === 'custom' && issue.path.length === 0
  const header = columns[issue?.path[0] as Field]
  return { line, reason: `${header === undefined ? '' : `${header}: `}${issue?.message}`, ...(empty ? { empty } : {}) }
}

/** How loggers and statistics programs write that they have no value. */
const isEmpty = (text: string): boolean => text === '' || /^(nan|null|none|n\/?a|-+)$/i.test(text)

/** A date and time in order from the year down, with Z where it has no offset; other text as it is. */
function inUtc(text: string): string {
  const match =
    /^(\d{4})([-/])(\d\d?)\2(\d\d?)[T ]+(\d\d?)(:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?$/i.exec(text)
  if (match === null) return text
  const [, year = '', , month = '', day = '', hour = '', rest = '', offset = 'Z'] = match
  const two = (digits: string): string => digits.padStart(2, '0')
  const zone = /^[+-]\d\d$/.test(offset) ? `${offset}:00` : offset.toUpperCase()
  return `${year}-${two(month)}-${two(day)}T${two(hour)}${rest.replace(/(\.\d{9})\d+/, '$1')}${zone}`
}

const pieceBytes = 65_536

async function delimiterOf(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(pieceBytes), 0, pieceBytes, 0)
    const piece = buffer.subarray(0, bytesRead)
    const text = (decoderOf(piece) ?? new TextDecoder()).decode(piece, { stream: true })
    const [head = ''] = text.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/, 1)
    return [';', '\t'].find((one) => head.includes(one)) ?? ','
  } finally {
    await handle.close()
  }
}

/** Passes UTF-8 on as it is; the first piece of the file, 64 KiB, tells whether it is. */
async function* decoded(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer | string> {
  let decoder: TextDecoder | null | undefined
  for await (const piece of bytes) {
    if (decoder === undefined) decoder = decoderOf(piece)
    yield decoder === null ? piece : decoder.decode(piece, { stream: true })
  }
}

function decoderOf(piece: Buffer): TextDecoder | null {
  if (piece[0] === 0xff && piece[1] === 0xfe) return new TextDecoder('utf-16le')
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(piece, { stream: true })
    return null
  } catch {
    return new TextDecoder('gb18030')
  }
}

function valueOfText(text: string): number | boolean | undefined {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
