import type { Migration } from 'kysely/migration'
import { table } from '../schema.ts'

export const footfallTrade: Migration = {
  async up(database) {
    const trade = { site: 'text', day: 'text', orders: 'integer', kioskConversations: 'integer' } as const
    await table(database, 'footfallTrade', trade, ['site', 'day']).execute()
  },
}
