import { parse } from 'csv-parse/sync'
import { decodeText } from '../records/decode-text.ts'
import type { CaseSchema, PastCase } from './case.ts'
import type { Mapping } from './mapping.ts'
import { withPastTickets } from './past-tickets.ts'

/** The file cannot be learned from; the message names line and column. */
export class UnreadableCases extends Error {}

const mostRows = 1_000_000
const mostErrors = 10

export interface ReadCases {
  schema: CaseSchema
  /** Oldest first. */
  cases: PastCase[]
  /** Columns of the file that the mapping does not name. */
  unused: string[]
}

/** @throws UnreadableCases where the file is neither UTF-8 nor GBK */
export function decoded(bytes: Uint8Array): string {
  const text = decodeText(bytes)
  if (text === undefined) throw new UnreadableCases('the file is neither UTF-8 nor GBK text: save it as CSV UTF-8')
  return text
}

/** @throws UnreadableCases with every fault found, up to ten */
export function readCases(text: string, mapping: Mapping): ReadCases {
  const { header, rows } = parseRows(text)
  const channels = channelColumns(mapping)
  const mapped = new Set(mappedColumns(mapping))
  const absent = [...mapped].filter((name) => !header.includes(name))
  if (absent.length > 0) {
    const missing = absent.map((name) => `the mapping names the column "${name}", which the file does not have`)
    throw new UnreadableCases(`line 1: ${missing.join('; ')}. Its columns: ${header.join(', ')}`)
  }
  const twice = header.find((name, index) => header.indexOf(name) !== index)
  if (twice !== undefined) throw new UnreadableCases(`line 1, column ${twice}: stands here twice`)
  const reader = new RowReader(mapping, channels)
  const cases = rows.map(({ line, cells }) => reader.read(line, cells))
  if (reader.faults.length > 0) {
    const shown = reader.faults.slice(0, mostErrors).join('\n')
    const more = reader.faults.length - mostErrors
    throw new UnreadableCases(more > 0 ? `${shown}\n… and ${more} more` : shown)
  }
  const sorted = cases.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
  const schema: CaseSchema = {
    numbers: [...Object.keys(mapping.numbers), ...(mapping.customer === undefined ? [] : ['pastTickets'])],
    categories: Object.keys(mapping.categories),
    channels: Object.entries(mapping.sequences).map(([name, { above }]) => ({ name, above: above ?? null })),
    stepMinutes: mapping.stepMinutes,
  }
  const unused = header.filter((name) => !mapped.has(name))
  return { schema, unused, cases: mapping.customer === undefined ? sorted : withPastTickets(sorted, reader.customers) }
}

interface Row {
  line: number
  cells: ReadonlyMap<string, string>
}

function parseRows(text: string): { header: string[]; rows: Row[] } {
  let found: { record: string[]; info: { lines: number } }[]
  try {
    const options = { bom: true, info: true, trim: true, skip_empty_lines: true, to: mostRows + 2 } as const
    found = parse(text, options) as unknown as typeof found
  } catch (error) {
    throw new UnreadableCases(error instanceof Error ? error.message : String(error))
  }
  const [first, ...others] = found
  if (first === undefined || others.length === 0) throw new UnreadableCases('line 1: there is no row below the header')
  if (others.length > mostRows) throw new UnreadableCases(`line ${mostRows + 1}: give ${mostRows} orders at most`)
  const header = first.record
  const rows = others.map(({ record, info }) => ({
    line: info.lines,
    cells: new Map(header.map((name, index) => [name, record[index] ?? ''])),
  }))
  return { header, rows }
}

function channelColumns({ sequences }: Mapping): Map<string, string[]> {
  return new Map(
    Object.entries(sequences).map(([name, { column, columns }]) => [
      name,
      column === undefined ? span(columns as string) : [column],
    ]),
  )
}

/** `t0..t23` → t0, t1, …, t23. */
function span(columns: string): string[] {
  const [, prefix = '', first = '', last = ''] = /^(\D*)(\d+)\.\.\D*(\d+)$/.exec(columns) ?? []
  const count = Number(last) - Number(first) + 1
  if (count < 1 || count > 2000) throw new UnreadableCases(`mapping: ${columns} is not a run of 1 to 2000 columns`)
  return Array.from({ length: count }, (_, index) => `${prefix}${Number(first) + index}`)
}

const mappedColumns = (mapping: Mapping): string[] =>
  [
    mapping.id,
    mapping.at,
    mapping.outcome.column,
    mapping.customer,
    mapping.departedAt,
    mapping.deliveredAt,
    mapping.complainedAt,
    ...Object.values(mapping.numbers),
    ...Object.values(mapping.categories),
    ...Object.values(mapping.sequences).map(({ minus }) => minus),
    ...[...channelColumns(mapping).values()].flat(),
  ].filter((name) => name !== undefined)

/** Reads one row after the other and remembers what is wrong with them. */
class RowReader {
  readonly faults: string[] = []
  /** Order → customer. */
  readonly customers = new Map<string, string>()
  readonly #mapping: Mapping
  readonly #channels: ReadonlyMap<string, string[]>
  readonly #lines = new Map<string, number>()

  constructor(mapping: Mapping, channels: ReadonlyMap<string, string[]>) {
    this.#mapping = mapping
    this.#channels = channels
  }

  read(line: number, cells: Row['cells']): PastCase {
    const map = this.#mapping
    const fault = (column: string, message: string) =>
      void this.faults.push(`line ${line}, column ${column}: ${message}`)
    const textOf = (column: string): string => cells.get(column) ?? ''
    const time = (column: string | undefined): number | null => {
      const text = column === undefined ? '' : textOf(column)
      if (column === undefined || text === '') return null
      const atMs = timeOf(text)
      if (atMs === null) fault(column, `"${text}" is no time: write 2026-11-20T09:30:00+08:00`)
      return atMs
    }
    const number = (column: string): number | null => {
      const text = textOf(column)
      if (text === '') return null
      const value = Number(text)
      if (!Number.isFinite(value)) fault(column, `"${text}" is no number`)
      return Number.isFinite(value) ? value : null
    }
    const id = textOf(map.id)
    const earlier = this.#lines.get(id)
    if (id === '') fault(map.id, 'is empty')
    else if (earlier !== undefined) fault(map.id, `${id} stands in line ${earlier} already`)
    this.#lines.set(id, line)
    if (textOf(map.at) === '') fault(map.at, 'is empty: every order needs its time')
    const atMs = time(map.at) ?? 0
    const { complaint, fine, column } = map.outcome
    const outcome = textOf(column)
    const complained = complaint.includes(outcome)
    if (!complained && !fine.includes(outcome))
      fault(column, `"${outcome}" is neither a complaint (${complaint.join(', ')}) nor fine (${fine.join(', ')})`)
    if (map.customer !== undefined && textOf(map.customer) !== '') this.customers.set(id, textOf(map.customer))
    return {
      id,
      atMs,
      complained,
      complainedAtMs: complained ? time(map.complainedAt) : null,
      departedAtMs: time(map.departedAt) ?? atMs,
      deliveredAtMs: time(map.deliveredAt),
      numbers: readAll(map.numbers, number),
      categories: readAll(map.categories, (name) => textOf(name) || null),
      sequences: Object.fromEntries(
        Object.entries(map.sequences).map(([name, { minus }]) => {
          const columns = this.#channels.get(name) as string[]
          const offset = minus === undefined ? 0 : number(minus)
          if (minus !== undefined && offset === null) fault(minus, `is empty, and ${name} needs it`)
          const values = columns.length > 1 ? withoutEnd(columns.map(number)) : listOf(textOf(columns[0] as string))
          if (values === null) fault(columns[0] as string, 'is no JSON array of numbers, such as [1.2, 1.3, null]')
          return [name, (values ?? []).map((value) => (value === null ? null : value - (offset ?? 0)))]
        }),
      ),
    }
  }
}

const readAll = <T>(names: Record<string, string>, read: (column: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(names).map(([name, column]) => [name, read(column)]))

/** An ISO 8601 time; one without an offset is taken to be UTC, a plain number to be milliseconds. */
function timeOf(text: string): number | null {
  if (/^\d{12,14}$/.test(text)) return Number(text)
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:?\d\d)?$/.exec(text)
  if (iso === null) return null
  const atMs = Date.parse(`${iso[1]}T${iso[2] ?? '00:00'}${iso[3] ?? 'Z'}`)
  return Number.isNaN(atMs) ? null : atMs
}

function listOf(text: string): (number | null)[] | null {
  if (text === '') return []
  try {
    const values: unknown = JSON.parse(text)
    const isValue = (value: unknown) => value === null || (typeof value === 'number' && Number.isFinite(value))
    return Array.isArray(values) && values.every(isValue) ? (values as (number | null)[]) : null
  } catch {
    return null
  }
}

/** Columns behind the last value of a shorter trip are empty. */
const withoutEnd = (values: (number | null)[]): (number | null)[] =>
  values.slice(0, values.findLastIndex((value) => value !== null) + 1)
