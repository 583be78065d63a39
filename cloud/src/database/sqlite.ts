import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { type Dialect, SqliteDialect, type SqliteDialectConfig } from 'kysely'

type SqliteDatabase = Exclude<SqliteDialectConfig['database'], (...args: never[]) => unknown>

/** Statements are kept prepared; a program has few, but a list of ids makes a new text per length. */
const maxPrepared = 200

/** Kysely on `node:sqlite`: what is committed is on disk (WAL, synchronous=FULL). `path` may be `:memory:`. */
export const sqliteDialect = (path: string): Dialect => new SqliteDialect({ database: async () => openSqlite(path) })

function openSqlite(path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: 5000 })
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
  const prepared = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const statement = prepared.get(sql) ?? database.prepare(sql)
    prepared.delete(sql)
    prepared.set(sql, statement)
    for (const oldest of prepared.keys()) {
      if (prepared.size <= maxPrepared) break
      prepared.delete(oldest)
    }
    return statement
  }
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = prepare(sql)
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
        run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
        iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
      }
    },
  }
}
