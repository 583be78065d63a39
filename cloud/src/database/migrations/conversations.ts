import type { Migration } from 'kysely/migration'
import { index, refers, table } from '../schema.ts'

export const conversations: Migration = {
  async up(database) {
    const conversation = {
      id: 'text',
      channel: 'text',
      site: 'text',
      kiosk: 'text?',
      language: 'text',
      mode: 'text',
      startedAtMs: 'bigint',
      lastAtMs: 'bigint',
      endedAtMs: 'bigint?',
      ended: 'text?',
      agent: 'text?',
      agentJoinedAtMs: 'bigint?',
      ticket: 'text?',
      mood: 'text',
      state: 'text?',
      turnCount: 'integer',
      lastText: 'text',
      erased: 'integer',
    } as const
    await table(database, 'conversation', conversation, ['id']).execute()
    await index(database, 'conversation', ['startedAtMs'])
    await index(database, 'conversation', ['mode', 'lastAtMs'])
    const turn = {
      id: 'text',
      conversation: 'text',
      ordinal: 'integer',
      atMs: 'bigint',
      by: 'text',
      agent: 'text?',
      language: 'text',
      text: 'text',
      spoken: 'integer',
      intent: 'text?',
      confidence: 'double precision?',
      second: 'text?',
      mood: 'text?',
      moodConfidence: 'double precision?',
      slots: 'text',
      outcome: 'text?',
      latencyMs: 'double precision?',
      cards: 'text',
      choices: 'text',
    } as const
    const turns = table(database, 'conversationTurn', turn, ['id'])
    await refers(turns, 'conversationTurn', 'conversation', 'conversation').execute()
    await index(database, 'conversationTurn', ['conversation', 'atMs'])
    await index(database, 'conversationTurn', ['atMs'])
    const handOff = {
      id: 'text',
      conversation: 'text',
      atMs: 'bigint',
      reason: 'text',
      priority: 'text',
      scene: 'text?',
      order: 'text?',
      lot: 'text?',
      offered: 'text',
    } as const
    const handOffs = table(database, 'conversationHandOff', handOff, ['id'])
    await refers(handOffs, 'conversationHandOff', 'conversation', 'conversation').execute()
    await index(database, 'conversationHandOff', ['conversation', 'atMs'])
    const rating = { conversation: 'text', score: 'integer', text: 'text', atMs: 'bigint' } as const
    const ratings = table(database, 'conversationRating', rating, ['conversation'])
    await refers(ratings, 'conversationRating', 'conversation', 'conversation').execute()
    const question = {
      id: 'text',
      conversation: 'text',
      site: 'text',
      language: 'text',
      text: 'text',
      atMs: 'bigint',
    } as const
    await table(database, 'unansweredQuestion', question, ['id']).execute()
    await index(database, 'unansweredQuestion', ['atMs'])
  },
}
