import type { Migration } from 'kysely/migration'
import { table } from '../schema.ts'

export const kiosks: Migration = {
  async up(database) {
    const kiosk = { id: 'text', site: 'text', hash: 'text', createdBy: 'text', createdAtMs: 'bigint' } as const
    await table(database, 'kiosk', kiosk, ['id'])
      .addUniqueConstraint('kiosk_hash', ['hash' as never])
      .execute()
    const inbox = { kiosk: 'text', ordinal: 'bigint', atMs: 'bigint', name: 'text', data: 'text' } as const
    await table(database, 'kioskInbox', inbox, ['kiosk', 'ordinal']).execute()
  },
}
