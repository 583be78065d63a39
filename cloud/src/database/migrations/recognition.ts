import type { Migration } from 'kysely/migration'
import { table } from '../schema.ts'

export const recognition: Migration = {
  async up(database) {
    const assessment = {
      id: 'text',
      atMs: 'bigint',
      by: 'text',
      purpose: 'text',
      necessity: 'text',
      alternatives: 'text',
      risks: 'text',
      measures: 'text',
      consulted: 'text',
    } as const
    await table(database, 'recognitionAssessment', assessment, ['id']).execute()
    const setting = { id: 'integer', enabled: 'integer', by: 'text', atMs: 'bigint' } as const
    await table(database, 'recognitionSetting', setting, ['id']).execute()
    const figures = { kiosk: 'text', atMs: 'bigint', figures: 'text' } as const
    await table(database, 'recognitionFigures', figures, ['kiosk']).execute()
    const receipt = { id: 'text', kiosk: 'text', atMs: 'bigint' } as const
    await table(database, 'recognitionReceipt', receipt, ['id']).execute()
    const member = { customer: 'text', codeHash: 'text', phoneHash: 'text?', addedAtMs: 'bigint' } as const
    await table(database, 'member', member, ['customer'])
      .addUniqueConstraint('member_code', ['codeHash'] as never[])
      .execute()
    await database.schema.createIndex('member_by_phone').on('member').columns(['phoneHash']).execute()
  },
}
