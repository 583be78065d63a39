import type { ImportOutcome } from '@larder/contracts/console'
import type { z } from 'zod'
import { type CsvOutcome, type CsvRecord, type LineError, readCsv } from './csv.ts'
import { csvFields } from './csv-fields.ts'
import { type KindRow, kinds, type RecordFault, type RecordKind, type RecordTypes } from './kinds.ts'
import { FaultyRecords, type Records } from './records.ts'

/** A reader mends the first hundred and tries again. */
const maxErrors = 100

/** Imports a CSV file of one kind: all rows or none, every error with its line and field. */
export async function importCsv<K extends RecordKind>(records: Records, name: K, text: string): Promise<ImportOutcome> {
  const kind: KindRow<RecordTypes[K]> = kinds[name]
  return importFound(records, name, await readCsv(text, csvFields(kind), kind.csvList), kind.csvList)
}

/** Imports a list of one kind: all or none, every error with the number of its record, the first being 1. */
export async function importList<K extends RecordKind>(
  records: Records,
  name: K,
  inputs: readonly unknown[],
): Promise<ImportOutcome> {
  const found = inputs.map((input, index) => ({ input: input as Record<string, unknown>, lines: [index + 1] }))
  const errors = found.length === 0 ? [{ line: 1, field: '', message: 'the list is empty' }] : []
  return importFound(records, name, { records: found, errors })
}

async function importFound<K extends RecordKind>(
  records: Records,
  name: K,
  { records: found, errors }: CsvOutcome,
  list?: string,
): Promise<ImportOutcome> {
  const kind: KindRow<RecordTypes[K]> = kinds[name]
  const parsed: RecordTypes[K][] = []
  for (const one of found) {
    const result = kind.schema.safeParse(one.input)
    if (result.success) parsed.push(kind.recordOf(result.data as never))
    else errors.push(...result.error.issues.map((issue) => lineError(issue, one, list)))
  }
  errors.push(...repeated(kind, parsed, found))
  if (errors.length > 0) return refused(errors)
  try {
    return { ...(await records.save(name, parsed)), errors: [] }
  } catch (error) {
    if (!(error instanceof FaultyRecords)) throw error
    return refused(error.faults.map((fault) => faultError(fault, found[fault.index])))
  }
}

const refused = (errors: LineError[]): ImportOutcome => ({
  imported: 0,
  unchanged: 0,
  errors: errors.sort((a, b) => a.line - b.line).slice(0, maxErrors),
})

function lineError({ path, message }: z.core.$ZodIssue, { lines }: CsvRecord, list: string | undefined): LineError {
  const [field, index, ...inner] = path
  const [first = 1] = lines
  if (field === list && typeof index === 'number')
    return { line: lines[index] ?? first, field: inner.join('.'), message }
  return { line: first, field: path.join('.'), message }
}

/** A fault inside a list stands in the row of its item. */
function faultError({ field, position, message }: RecordFault, record: CsvRecord | undefined): LineError {
  const [list, inner] = field.split('.')
  const line = record?.lines[inner === undefined ? 0 : position] ?? record?.lines[0] ?? 1
  return { line, field: inner ?? list ?? '', message }
}

/** Two rows that say different things of one record: neither is right. */
function repeated<R>(kind: KindRow<R>, parsed: readonly R[], found: readonly CsvRecord[]): LineError[] {
  if (parsed.length !== found.length) return []
  const lines = new Map<string, number>()
  return parsed.flatMap((record, index) => {
    const key = kind.key.map((column) => (record as Record<string, unknown>)[column]).join('/')
    const line = found[index]?.lines[0] ?? 1
    const earlier = lines.get(key)
    lines.set(key, line)
    return earlier === undefined ? [] : [{ line, field: kind.key[0] ?? '', message: `repeats line ${earlier}` }]
  })
}
