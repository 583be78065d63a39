import type { Migration } from 'kysely/migration'
import { index, table } from '../schema.ts'

export const agentResults: Migration = {
  async up(database) {
    const result = { conversation: 'text', agent: 'text', result: 'text', atMs: 'bigint' } as const
    await table(database, 'conversationResult', result, ['conversation']).execute()
    await index(database, 'conversationResult', ['atMs'])
  },
}
