import { type Dialect, PostgresDialect } from 'kysely'

const int8 = 20

/** PostgreSQL by connection string. `pg` is loaded only where it is used. */
export async function postgresDialect(connectionString: string): Promise<Dialect> {
  const { default: pg } = await import('pg')
  const types: InstanceType<typeof pg.TypeOverrides> = new pg.TypeOverrides()
  // Our eight-byte columns hold milliseconds, which a double carries exactly until the year 287396.
  types.setTypeParser(int8, Number)
  const pool = new pg.Pool({ connectionString, types, max: 5, connectionTimeoutMillis: 5000 })
  // An idle connection that the server closes is replaced by the pool; unheard, the event would end the process.
  pool.on('error', () => {})
  return new PostgresDialect({ pool })
}
