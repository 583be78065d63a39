import type { Migration } from 'kysely/migration'
import { index, table } from '../schema.ts'

export const epcis: Migration = {
  async up(database) {
    const event = {
      ordinal: 'bigint',
      id: 'text',
      declared: 'text',
      hash: 'text',
      eventTimeMs: 'bigint',
      recordTimeMs: 'bigint',
      capture: 'text?',
      body: 'text',
    } as const
    await table(database, 'epcisEvent', event, ['ordinal'])
      .addUniqueConstraint('epcisEvent_id', ['id', 'declared'] as never[])
      .execute()
    await index(database, 'epcisEvent', ['eventTimeMs', 'ordinal'])
    await index(database, 'epcisEvent', ['recordTimeMs'])
    const term = { name: 'text', value: 'text', eventTimeMs: 'bigint', event: 'bigint' } as const
    await table(database, 'epcisTerm', term, ['name', 'value', 'eventTimeMs', 'event']).execute()
    await index(database, 'epcisTerm', ['event'])
    const capture = {
      id: 'text',
      client: 'text',
      behaviour: 'text',
      createdAtMs: 'bigint',
      finishedAtMs: 'bigint?',
      stored: 'integer',
      errors: 'text',
      document: 'text?',
    } as const
    await table(database, 'epcisCapture', capture, ['id']).execute()
    await index(database, 'epcisCapture', ['createdAtMs'])
    const source = { source: 'text', fingerprint: 'text', event: 'text' } as const
    await table(database, 'epcisSource', source, ['source']).execute()
    const client = {
      name: 'text',
      mayCapture: 'integer',
      hash: 'text',
      createdBy: 'text',
      createdAtMs: 'bigint',
    } as const
    await table(database, 'epcisClient', client, ['name'])
      .addUniqueConstraint('epcisClient_hash', ['hash'] as never[])
      .execute()
  },
}
