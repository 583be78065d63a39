import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Configuration } from '@larder/contracts/configuration'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from './migrations.ts'
import { postgresDialect } from './postgres.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

/** The environment wins, so that a password need not stand in the configuration file. */
export const databaseUrl = ({ cloud }: Configuration): string | undefined =>
  process.env.DATABASE_URL || cloud.databaseUrl

/**
 * Opens the business database and brings its schema up to date: PostgreSQL where `url` is given, otherwise
 * SQLite in `folder`. Rejects with a line that names the database when it cannot be reached.
 */
export async function openDatabase(url: string | undefined, folder: string): Promise<Database> {
  if (url === undefined) await mkdir(folder, { recursive: true, mode: 0o700 })
  const dialect = url === undefined ? sqliteDialect(join(folder, 'business.db')) : await postgresDialect(url)
  const database = new Kysely<Tables>({ dialect })
  // Capabilities are built side by side: one may come to a database that has run a later name already.
  const provider = { getMigrations: async () => migrations }
  const migrator = new Migrator({ db: database, provider, allowUnorderedMigrations: true })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return database
  await database.destroy()
  const where = url === undefined ? 'the embedded business database' : 'PostgreSQL (DATABASE_URL)'
  throw new Error(`cannot open ${where}: ${error instanceof Error ? error.message : String(error)}`)
}
