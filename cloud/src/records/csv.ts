import { type CsvFields, cellValue, isOptional } from './csv-fields.ts'

export interface LineError {
  line: number
  field: string
  message: string
}

/** One record as the file tells it, and the line of each of its rows. */
export interface CsvRecord {
  input: Record<string, unknown>
  lines: number[]
}

export interface CsvOutcome {
  records: CsvRecord[]
  errors: LineError[]
}

const maxRows = 50_000
/** Ten million commas are ten million cells: looked at before the parser makes them. */
const maxLineCharacters = 20_000

interface CsvRow {
  line: number
  cells: Map<string, string>
}

/** Reads a CSV file (UTF-8, with or without a byte order mark) whose header names the fields; rows of one id are one record when `list` is given. */
export async function readCsv(text: string, fields: CsvFields, list: string | undefined): Promise<CsvOutcome> {
  const parsed = await parseRows(text)
  if ('error' in parsed) return { records: [], errors: [parsed.error] }
  const { header, rows } = parsed
  const errors = headerErrors(header, fields)
  if (rows.length === 0 && errors.length === 0)
    errors.push({ line: 1, field: '', message: 'there is no row below the header' })
  if (errors.length > 0) return { records: [], errors }
  return list === undefined ? separate(rows, fields) : grouped(rows, fields, list)
}

async function parseRows(text: string): Promise<{ header: string[]; rows: CsvRow[] } | { error: LineError }> {
  const long = longLine(text)
  if (long !== undefined) {
    const message = `has more than ${maxLineCharacters} characters: is this a CSV file with one record a line?`
    return { error: { line: long, field: '', message } }
  }
  const { parse } = await import('csv-parse/sync')
  const options = {
    bom: true,
    info: true,
    trim: true,
    skip_empty_lines: true,
    to: maxRows + 2,
    max_record_size: maxLineCharacters,
  } as const
  try {
    const found = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[]
    const [first, ...others] = found
    if (first === undefined) return { error: { line: 1, field: '', message: 'the file is empty' } }
    if (others.length > maxRows) {
      return { error: { line: maxRows + 1, field: '', message: `import ${maxRows} rows at most at a time` } }
    }
    const header = first.record
    const rows = others.map(({ record, info }) => ({
      line: info.lines,
      cells: new Map(header.map((name, index) => [name, record[index] ?? ''])),
    }))
    return { header, rows }
  } catch (error) {
    const line = typeof error === 'object' && error !== null && 'lines' in error ? Number(error.lines) : 1
    return { error: { line, field: '', message: error instanceof Error ? error.message : 'not CSV' } }
  }
}

function longLine(text: string): number | undefined {
  let line = 1
  let start = 0
  while (start < text.length) {
    const end = text.indexOf('\n', start)
    if ((end === -1 ? text.length : end) - start > maxLineCharacters) return line
    if (end === -1) return undefined
    start = end + 1
    line += 1
  }
  return undefined
}

function headerErrors(header: readonly string[], { own, item }: CsvFields): LineError[] {
  const known = { ...own, ...item }
  const names = Object.keys(known).join(', ')
  const unknown = header.filter((name) => !Object.hasOwn(known, name))
  const seen = new Set<string>()
  const twice = header.filter((name) => seen.size === seen.add(name).size)
  const absent = Object.keys(known).filter((name) => !header.includes(name) && !isOptional(known[name] as never))
  return [
    ...unknown.map((field) => ({ line: 1, field, message: `no such column; there are ${names}` })),
    ...twice.map((field) => ({ line: 1, field, message: 'this column stands here twice' })),
    ...absent.map((field) => ({ line: 1, field, message: 'this column is missing' })),
  ]
}

const inputOf = (cells: CsvRow['cells'], fields: CsvFields['own']): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([name, schema]) => [name, cellValue(cells.get(name) ?? '', schema)])
      .filter(([, value]) => value !== undefined),
  )

function separate(rows: readonly CsvRow[], { own }: CsvFields): CsvOutcome {
  return { records: rows.map(({ line, cells }) => ({ input: inputOf(cells, own), lines: [line] })), errors: [] }
}

function grouped(rows: readonly CsvRow[], { own, item }: CsvFields, list: string): CsvOutcome {
  const errors: LineError[] = []
  const groups = Map.groupBy(rows, ({ cells }) => cells.get('id') ?? '')
  const records = [...groups.values()].map((group) => {
    const [first] = group as [CsvRow, ...CsvRow[]]
    for (const { line, cells } of group) {
      for (const field of Object.keys(own)) {
        const value = cells.get(field) ?? ''
        // Later rows may leave out what the first row of the id has said, but not say otherwise.
        if (value === '' || value === (first.cells.get(field) ?? '')) continue
        errors.push({ line, field, message: `differs from line ${first.line}, which has the same id` })
      }
    }
    const input = { ...inputOf(first.cells, own), [list]: group.map(({ cells }) => inputOf(cells, item)) }
    return { input, lines: group.map(({ line }) => line) }
  })
  return { records, errors }
}
