import type { Lot } from '@larder/contracts/lot'
import type { Bilingual } from '@larder/contracts/site'

export type Cell = string | number | null

/** One field of a list; what a row lacks of the `asked` ones is named in its last column. */
export interface Column<Row> {
  name: Bilingual
  /** Null where it is not on record. */
  value(row: Row): Cell
  /** Whether the rule asks for it. */
  asked: boolean
  widthCharacters: number
}

/** A list as it is written to a file: every row as wide as the head. */
export interface RecordList {
  title: string
  head: string[]
  widths: number[]
  rows: Cell[][]
  /** How many rows lack something. */
  incomplete: number
}

const both = ({ zh, en }: Bilingual): string => `${en} / ${zh}`

/** Puts rows under their columns, with what is missing named rather than hidden. */
export function recordList<Row>(title: string, columns: readonly Column<Row>[], rows: readonly Row[]): RecordList {
  let incomplete = 0
  const written = rows.map((row) => {
    const cells = columns.map((column) => filled(column.value(row)))
    const missing = columns.filter(({ asked }, index) => asked && cells[index] === null).map(({ name }) => both(name))
    if (missing.length > 0) incomplete++
    return [...cells, missing.length === 0 ? '' : missing.join('; ')]
  })
  return {
    title,
    head: [...columns.map(({ name }) => both(name)), 'Missing / 缺失项'],
    widths: [...columns.map(({ widthCharacters }) => widthCharacters), 40],
    rows: written,
    incomplete,
  }
}

const filled = (cell: Cell): Cell => (cell === '' ? null : cell)

export const column = <Row>(
  en: string,
  zh: string,
  value: (row: Row) => Cell | undefined,
  { asked = true, widthCharacters = 20 } = {},
): Column<Row> => ({ name: { en, zh }, value: (row) => value(row) ?? null, asked, widthCharacters })

/** `2026-11-20 16:30 +08:00`: sorts as it reads, and says which clock it is by. */
export function stamp(atMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).formatToParts(atMs)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(atMs)
    .find(({ type }) => type === 'timeZoneName')?.value
  const offset = name === undefined || name === 'GMT' ? '+00:00' : name.slice(3)
  return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')} ${offset}`
}

export const goodsOf = (lot: Lot | undefined, name: Bilingual | undefined): string | null =>
  lot === undefined || name === undefined ? null : `${name.en} / ${name.zh}`
