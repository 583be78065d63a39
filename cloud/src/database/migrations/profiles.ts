import type { Migration } from 'kysely/migration'
import { table } from '../schema.ts'

export const profiles: Migration = {
  async up(database) {
    const version = {
      name: 'text',
      version: 'integer',
      profile: 'text?',
      by: 'text',
      why: 'text',
      atMs: 'bigint',
    } as const
    await table(database, 'profileVersion', version, ['name', 'version']).execute()
  },
}
