import type { Migration } from 'kysely/migration'
import { index, refers, table } from '../schema.ts'

export const dispositions: Migration = {
  async up(database) {
    const disposition = {
      id: 'text',
      lot: 'text',
      ordinal: 'integer',
      decision: 'text',
      reason: 'text',
      correctiveAction: 'text',
      alert: 'text?',
      by: 'text',
      atMs: 'bigint',
    } as const
    await refers(table(database, 'disposition', disposition, ['id']), 'disposition', 'lot', 'lot')
      .addUniqueConstraint('disposition_order', ['lot', 'ordinal'] as never[])
      .execute()
    const state = { lot: 'text', decision: 'text', sinceMs: 'bigint', version: 'integer' } as const
    await refers(table(database, 'lotState', state, ['lot']), 'lotState', 'lot', 'lot').execute()
    const entry = {
      id: 'text',
      observedAtMs: 'bigint',
      enteredAtMs: 'bigint',
      site: 'text',
      asset: 'text?',
      lot: 'text?',
      what: 'text',
      value: 'text',
      correctiveAction: 'text',
      alert: 'text?',
      by: 'text',
      reviewedBy: 'text?',
      reviewedAtMs: 'bigint?',
    } as const
    await table(database, 'haccpEntry', entry, ['id']).execute()
    await table(database, 'correctiveAction', { cause: 'text', actions: 'text' }, ['cause']).execute()
    await index(database, 'disposition', ['atMs'])
    await index(database, 'lotState', ['decision'])
    await index(database, 'haccpEntry', ['observedAtMs'])
    await index(database, 'haccpEntry', ['reviewedAtMs'])
  },
}
