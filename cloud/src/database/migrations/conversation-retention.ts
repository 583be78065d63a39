import type { Migration } from 'kysely/migration'
import { index } from '../schema.ts'

/** What a round of erasing asks for, without reading every conversation there ever was. */
export const conversationRetention: Migration = {
  async up(database) {
    await index(database, 'conversation', ['erased', 'lastAtMs'])
    await index(database, 'conversationSecret', ['conversation'])
    await index(database, 'conversationCode', ['conversation'])
  },
}
