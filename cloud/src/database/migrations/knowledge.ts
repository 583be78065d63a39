import type { Migration } from 'kysely/migration'
import { index, refers, table } from '../schema.ts'

export const knowledge: Migration = {
  async up(database) {
    const article = { id: 'text', publishedVersion: 'bigint?', createdAtMs: 'bigint' } as const
    await table(database, 'article', article, ['id']).execute()
    const version = {
      article: 'text',
      version: 'integer',
      state: 'text',
      text: 'text',
      edit: 'integer',
      authors: 'text',
      savedAtMs: 'bigint',
      reviewedBy: 'text?',
      reviewedAtMs: 'bigint?',
      note: 'text',
      publishedAtMs: 'bigint?',
    } as const
    const versions = table(database, 'articleVersion', version, ['article', 'version'])
    await refers(versions, 'articleVersion', 'article', 'article').execute()
    const publication = {
      mindVersion: 'integer',
      action: 'text',
      article: 'text?',
      version: 'bigint?',
      articles: 'integer',
      by: 'text',
      why: 'text',
      atMs: 'bigint',
      seconds: 'double precision',
      gate: 'text',
    } as const
    await table(database, 'knowledgePublication', publication, ['mindVersion']).execute()
    const line = {
      id: 'text',
      text: 'text',
      language: 'text',
      intent: 'text',
      state: 'text',
      proposedBy: 'text',
      proposedAtMs: 'bigint',
      reviewedBy: 'text?',
      learnedIn: 'bigint?',
    } as const
    await table(database, 'trainingLine', line, ['id']).execute()
    const decision = { key: 'text', decision: 'text', target: 'text', by: 'text', atMs: 'bigint' } as const
    await table(database, 'unansweredDecision', decision, ['key']).execute()
    await index(database, 'articleVersion', ['state'])
  },
}
