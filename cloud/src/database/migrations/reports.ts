import type { Migration } from 'kysely/migration'
import { index, table } from '../schema.ts'

export const reports: Migration = {
  async up(database) {
    for (const column of ['content', 'contentHash', 'signature']) {
      await database.schema.alterTable('reportVersion').addColumn(column, 'text').execute()
    }
    await index(database, 'reportVersion', ['contentHash'])
    const share = {
      token: 'text',
      kind: 'text',
      subject: 'text',
      createdAtMs: 'bigint',
      expiresAtMs: 'bigint',
    } as const
    await table(database, 'share', share, ['token']).execute()
    await index(database, 'share', ['kind', 'subject'])
    const file = { sha256: 'text', contentHash: 'text', language: 'text', createdAtMs: 'bigint' } as const
    await table(database, 'reportFile', file, ['sha256']).execute()
  },
}
