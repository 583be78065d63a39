import { ErrorCodes } from '../intake/error-codes.ts'
import type { Columns, Field } from '../replay/columns.ts'
import { type CsvRejection, type CsvSample, readCsv } from '../replay/csv-samples.ts'
import type { PastSample } from './backtest.ts'

/** What became of a file's rows. */
export interface Rows {
  used: number
  /** Without a value: holes in the record. */
  empty: number
  /** Not understood, and not used; the first few are named. */
  rejected: { count: number; first: CsvRejection[] }
  /** Rows that repeat a stamp. */
  duplicates: number
  /** Rows whose stamp lies before an earlier row's. */
  outOfOrder: number
  /** Stamps without a UTC offset, which were taken as UTC. */
  takenAsUtc: number
}

const judged: readonly Field[] = ['observedAt', 'celsius', 'doorOpen', 'defrosting']
/** A file of which more than this share makes no sense is not the file that was meant. */
const rejectedAtMost = 0.05
const namedAtMost = 5
/** A record of ten years by the minute; a larger one would not fit into memory. */
const rowsAtMost = 5_300_000

/**
 * Reads the air temperatures of a CSV file.
 * @throws an error that names the line and the column when the file is not what it should be
 */
export async function readPast(file: string, columns: Columns): Promise<{ past: PastSample[]; rows: Rows }> {
  const { samples, rejected: refused } = await readCsv(file, columns, {
    zonelessIsUtc: true,
    only: judged,
    atMost: rowsAtMost,
  })
  const rejected = refused.filter(({ empty }) => empty !== true)
  const empty = refused.length - rejected.length
  const first = rejected[0]
  if (first !== undefined && rejected.length > rejectedAtMost * (samples.length + rejected.length)) {
    throw new Error(`${lineOf(first)} (${rejected.length} of ${samples.length + refused.length} rows are of no use)`)
  }
  if (samples.length + refused.length === 0) throw new Error('the file has no rows')
  if (samples.every(({ fields }) => fields.celsius === undefined)) {
    throw new Error(`none of the file's ${empty} rows has a temperature`)
  }
  const rows = {
    used: samples.length,
    empty,
    rejected: { count: rejected.length, first: rejected.slice(0, namedAtMost) },
    duplicates: samples.length - new Set(samples.map(({ atMs }) => atMs)).size,
    outOfOrder: samples.filter(({ atMs }, index) => atMs < (samples[index - 1]?.atMs ?? atMs)).length,
    takenAsUtc: samples.filter(({ offset }) => offset === '').length,
  }
  return { past: marked(samples), rows }
}

export const lineOf = ({ line, reason }: CsvRejection): string => `line ${line}, column ${reason}`

/** As at the edge's door, values by which probes say that they did not measure are no temperatures. */
function marked(samples: readonly CsvSample[]): PastSample[] {
  const codes = new ErrorCodes()
  return samples.map(({ atMs, fields }) => {
    const reading = { site: '', asset: '', probe: '', sequence: 0, observedAtMs: atMs, receivedAtMs: atMs, ...fields }
    const { sensorFault } = codes.mark(reading)
    return { atMs, ...fields, ...(sensorFault === undefined ? {} : { sensorFault }) }
  })
}
