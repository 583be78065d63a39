import type { Migration } from 'kysely/migration'
import { refers, table } from '../schema.ts'

export const chat: Migration = {
  async up(database) {
    const code = { hash: 'text', conversation: 'text', expiresAtMs: 'bigint' } as const
    const codes = table(database, 'conversationCode', code, ['hash'])
    await refers(codes, 'conversationCode', 'conversation', 'conversation').execute()
    const secret = { hash: 'text', conversation: 'text', createdAtMs: 'bigint' } as const
    const secrets = table(database, 'conversationSecret', secret, ['hash'])
    await refers(secrets, 'conversationSecret', 'conversation', 'conversation').execute()
    // What this conversation may look into: it was shown the proof of it.
    const subject = { conversation: 'text', kind: 'text', subject: 'text' } as const
    const subjects = table(database, 'conversationSubject', subject, ['conversation', 'kind', 'subject'])
    await refers(subjects, 'conversationSubject', 'conversation', 'conversation').execute()
    const message = { conversation: 'text', key: 'text', body: 'text', answer: 'text?', atMs: 'bigint' } as const
    const messages = table(database, 'conversationMessage', message, ['conversation', 'key'])
    await refers(messages, 'conversationMessage', 'conversation', 'conversation').execute()
  },
}
