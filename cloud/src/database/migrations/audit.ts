import type { Migration } from 'kysely/migration'
import { index, table } from '../schema.ts'

export const audit: Migration = {
  async up(database) {
    const entry = {
      ordinal: 'bigint',
      atMs: 'bigint',
      by: 'text',
      action: 'text',
      subjectKind: 'text',
      subject: 'text',
      why: 'text',
      detail: 'text',
      hash: 'text',
    } as const
    await table(database, 'auditEntry', entry, ['ordinal']).execute()
    await index(database, 'auditEntry', ['subjectKind', 'subject'])
    await table(database, 'auditHead', { id: 'integer', ordinal: 'bigint', hash: 'text' }, ['id']).execute()
    await database
      .insertInto('auditHead' as never)
      .values({ id: 1, ordinal: 0, hash: '' } as never)
      .execute()
  },
}
