import type { Migration } from 'kysely/migration'
import { index, refers, table } from '../schema.ts'

export const faceErasures: Migration = {
  async up(database) {
    const erasure = { id: 'text', member: 'text', by: 'text', why: 'text', atMs: 'bigint' } as const
    await table(database, 'faceErasure', erasure, ['id']).execute()
    const at = { erasure: 'text', kiosk: 'text', doneAtMs: 'bigint?', shots: 'bigint?' } as const
    const places = table(database, 'faceErasureAt', at, ['erasure', 'kiosk'])
    await refers(places, 'faceErasureAt', 'erasure', 'faceErasure').execute()
    await index(database, 'faceErasureAt', ['kiosk'])
  },
}
