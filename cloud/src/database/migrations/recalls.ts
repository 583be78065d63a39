import type { Migration } from 'kysely/migration'
import { index, refers, table } from '../schema.ts'

export const recalls: Migration = {
  async up(database) {
    const recall = {
      id: 'text',
      lot: 'text',
      scope: 'text',
      hazard: 'text',
      reason: 'text',
      by: 'text',
      atMs: 'bigint',
      liftedBy: 'text?',
      liftedAtMs: 'bigint?',
      liftedWhy: 'text?',
    } as const
    await refers(table(database, 'recall', recall, ['id']), 'recall', 'lot', 'lot').execute()
    const drill = { id: 'text', lot: 'text', startedAtMs: 'bigint', finishedAtMs: 'bigint?', report: 'text' } as const
    await refers(table(database, 'recallDrill', drill, ['id']), 'recallDrill', 'lot', 'lot').execute()
    await index(database, 'recall', ['lot'])
    await index(database, 'recall', ['liftedAtMs', 'atMs'])
    await index(database, 'recallDrill', ['startedAtMs'])
  },
}
