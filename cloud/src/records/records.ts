import type { Calibration } from '@larder/contracts/calibration'
import { type Expression, type Kysely, type SqlBool, sql } from 'kysely'
import type { Database } from '../database/open.ts'
import {
  type KindRow,
  kinds,
  type Part,
  type RecordFault,
  type RecordKind,
  type RecordTable,
  type RecordTypes,
  type Row,
} from './kinds.ts'

type AnyDatabase = Kysely<Record<RecordTable, Row>>
type AnyRecord = Record<string, unknown>
type AnyKind = KindRow<AnyRecord>

export interface SaveOutcome {
  imported: number
  unchanged: number
}

/** Nothing was saved, because of these. */
export class FaultyRecords extends Error {
  readonly code: 'unknown-reference' | 'contradiction'
  readonly faults: readonly RecordFault[]

  constructor(code: FaultyRecords['code'], faults: readonly RecordFault[]) {
    super(faults[0]?.message)
    this.code = code
    this.faults = faults
  }
}

/** Rows per statement: well below SQLite's 32,766 parameters. */
const chunkRows = 200

/** Business records of every kind. What is saved twice is the same record. */
export class Records {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Saves all or none; rejects with FaultyRecords when a record names what does not exist or contradicts another. */
  async save<K extends RecordKind>(name: K, records: readonly RecordTypes[K][]): Promise<SaveOutcome> {
    const kind = kinds[name] as unknown as AnyKind
    const given = records as unknown as readonly AnyRecord[]
    return this.#database.transaction().execute(async (transaction) => {
      const database = transaction as unknown as AnyDatabase
      const missing = await findMissing(database, kind, given)
      if (missing.length > 0) throw new FaultyRecords('unknown-reference', missing)
      let imported = 0
      for (const chunk of chunks(given)) {
        const known = new Map(
          (await load(database, kind, chunk)).map((record) => [keyOf(kind, record), canonical(kind, record)]),
        )
        const changed = chunk.filter((record) => known.get(keyOf(kind, record)) !== canonical(kind, record))
        if (changed.length > 0) await write(database, kind, changed)
        imported += changed.length
      }
      await kind.aside?.(transaction, given)
      const faults = (await kind.check?.(transaction, given)) ?? []
      if (faults.length > 0) throw new FaultyRecords('contradiction', faults)
      return { imported, unchanged: given.length - imported }
    })
  }

  /** Those of the records that are not there yet, by their key. */
  async absent<K extends RecordKind>(name: K, records: readonly RecordTypes[K][]): Promise<RecordTypes[K][]> {
    const kind = kinds[name] as unknown as AnyKind
    const given = records as unknown as readonly AnyRecord[]
    const known = new Set<string>()
    for (const chunk of chunks(given)) {
      const found = await load(this.#database as unknown as AnyDatabase, kind, chunk)
      for (const record of found) known.add(keyOf(kind, record))
    }
    return given.filter((record) => !known.has(keyOf(kind, record))) as unknown as RecordTypes[K][]
  }

  /** The newest first; `q` is looked for in the kind's texts, in either case. */
  async list<K extends RecordKind>(
    name: K,
    { limit, q = '' }: { limit: number; q?: string | undefined },
  ): Promise<RecordTypes[K][]> {
    const kind = kinds[name] as unknown as AnyKind
    const database = this.#database as unknown as AnyDatabase
    let query = database.selectFrom(kind.table).selectAll()
    if (q !== '') {
      const pattern = `%${q.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
      query = query.where(({ or, ref }) =>
        or(kind.searched.map((column): Expression<SqlBool> => sql`lower(${ref(column)}) like ${pattern} escape '\\'`)),
      )
    }
    if (kind.newestBy !== undefined) query = query.orderBy(kind.newestBy, 'desc')
    for (const column of kind.key) query = query.orderBy(column)
    const rows = await query.limit(limit).execute()
    return (await withParts(database, kind, rows)) as unknown as RecordTypes[K][]
  }

  async find<K extends RecordKind>(name: K, id: string): Promise<RecordTypes[K] | undefined> {
    return (await this.findAll(name, [id]))[0]
  }

  /** The records with these ids, those that exist. */
  async findAll<K extends RecordKind>(name: K, ids: readonly string[]): Promise<RecordTypes[K][]> {
    const kind = kinds[name] as unknown as AnyKind
    const database = this.#database as unknown as AnyDatabase
    const found: AnyRecord[] = []
    for (const chunk of chunks(ids))
      found.push(
        ...(await load(
          database,
          kind,
          chunk.map((id) => ({ [kind.key[0] as string]: id })),
        )),
      )
    return found as unknown as RecordTypes[K][]
  }

  /** Every calibration on file: a site has tens of probes, calibrated yearly. */
  calibrations(): Promise<Calibration[]> {
    return this.#database.selectFrom('calibration').selectAll().orderBy('atMs').execute()
  }

  async isEmpty(): Promise<boolean> {
    return (await this.list('products', { limit: 1 })).length === 0
  }
}

const keyOf = (kind: AnyKind, record: AnyRecord): string => JSON.stringify(kind.key.map((column) => record[column]))

/** The same text for the same content, whatever the order of its properties. */
const canonical = (kind: AnyKind, record: AnyRecord): string =>
  JSON.stringify([kindRow(kind, record), kind.parts.map((part) => partRows(part, record))])

const rowOf = (columns: readonly string[], record: AnyRecord): Row =>
  Object.fromEntries(columns.map((column) => [column, (record[column] ?? null) as Row[string]]))

/** A record's own row; what it leaves out is null. */
const kindRow = ({ columns, coded = {} }: AnyKind, record: AnyRecord): Row => ({
  ...rowOf(columns, record),
  ...Object.fromEntries(
    Object.entries(coded)
      .filter(([column]) => record[column] != null)
      .map(([column, code]) => [column, code.write(record[column])]),
  ),
})

const partRows = (part: Part, record: AnyRecord): Row[] =>
  (record[part.property] as unknown[]).map((item) =>
    rowOf(part.columns, part.plain === undefined ? (item as AnyRecord) : { [part.plain]: item }),
  )

function* chunks<T>(all: readonly T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += chunkRows) yield all.slice(start, start + chunkRows)
}

async function findMissing(
  database: AnyDatabase,
  kind: AnyKind,
  records: readonly AnyRecord[],
): Promise<RecordFault[]> {
  const missing: RecordFault[] = []
  for (const { field, table, ids } of kind.references) {
    const asked = [...new Set(records.flatMap((record) => ids(record)))]
    const known = new Set<unknown>()
    for (const chunk of chunks(asked)) {
      const rows = await database.selectFrom(table).select('id').where('id', 'in', chunk).execute()
      for (const { id } of rows) known.add(id)
    }
    records.forEach((record, index) => {
      const named = ids(record)
      const position = named.findIndex((id) => !known.has(id))
      if (position === -1) return
      missing.push({ index, field, position, message: `there is no ${table} ${named[position]}: import it first` })
    })
  }
  return missing
}

async function load(database: AnyDatabase, kind: AnyKind, keys: readonly AnyRecord[]): Promise<AnyRecord[]> {
  const rows = await database
    .selectFrom(kind.table)
    .selectAll()
    .where(({ or, and }) => or(keys.map((key) => and(rowOf(kind.key, key)))))
    .execute()
  return withParts(database, kind, rows)
}

async function withParts(database: AnyDatabase, kind: AnyKind, rows: readonly Row[]): Promise<AnyRecord[]> {
  const records: AnyRecord[] = rows.map((row) => {
    const left = kind.omitted?.filter((column) => row[column] === null) ?? []
    return Object.fromEntries(
      Object.entries(row)
        .filter(([column]) => !left.includes(column))
        .map(([column, value]) => [column, value === null ? null : (kind.coded?.[column]?.read(value) ?? value)]),
    )
  })
  for (const part of kind.parts) {
    const held = new Map<unknown, unknown[]>(records.map((record) => [record.id, []]))
    for (const chunk of chunks([...held.keys()] as string[])) {
      const query = database.selectFrom(part.table).selectAll().where(part.owner, 'in', chunk)
      for (const row of await query.orderBy(part.owner).orderBy('ordinal').execute()) {
        held.get(row[part.owner])?.push(part.plain === undefined ? rowOf(part.columns, row) : row[part.plain])
      }
    }
    for (const record of records) record[part.property] = held.get(record.id)
  }
  return records
}

async function write(database: AnyDatabase, kind: AnyKind, records: readonly AnyRecord[]): Promise<void> {
  const others = kind.columns.filter((column) => !kind.key.includes(column))
  await database
    .insertInto(kind.table)
    .values(records.map((record) => kindRow(kind, record)))
    .onConflict((conflict) => {
      const same = conflict.columns(kind.key)
      if (others.length === 0) return same.doNothing()
      return same.doUpdateSet(({ ref }) =>
        Object.fromEntries(others.map((column) => [column, ref(`excluded.${column}`)])),
      )
    })
    .execute()
  for (const part of kind.parts) {
    const owners = records.map((record) => record.id as string)
    await database.deleteFrom(part.table).where(part.owner, 'in', owners).execute()
    const rows = records.flatMap((record) =>
      partRows(part, record).map((row, ordinal) => ({ ...row, [part.owner]: record.id as string, ordinal })),
    )
    for (const chunk of chunks(rows)) await database.insertInto(part.table).values(chunk).execute()
  }
}
