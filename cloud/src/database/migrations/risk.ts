import type { Migration } from 'kysely/migration'
import { index, table } from '../schema.ts'

export const risk: Migration = {
  async up(database) {
    await table(database, 'riskModel', { trainedAtMs: 'bigint', model: 'text', card: 'text' }, [
      'trainedAtMs',
    ]).execute()
    const policy = { version: 'integer', policy: 'text', by: 'text', why: 'text', atMs: 'bigint' } as const
    await table(database, 'riskPolicy', policy, ['version']).execute()
    const score = {
      kind: 'text',
      subject: 'text',
      probability: 'double precision',
      scoredAtMs: 'bigint',
      crossedAtMs: 'bigint?',
      deliveredAtMs: 'bigint?',
      factors: 'text',
    } as const
    await table(database, 'riskScore', score, ['kind', 'subject']).execute()
    const alert = {
      kind: 'text',
      subject: 'text',
      raisedAtMs: 'bigint',
      probability: 'double precision',
      handledBy: 'text?',
      handledAtMs: 'bigint?',
      note: 'text?',
    } as const
    await table(database, 'riskAlert', alert, ['kind', 'subject']).execute()
    const message = {
      id: 'text',
      order: 'text',
      kind: 'text',
      textZh: 'text',
      textEn: 'text',
      state: 'text',
      createdAtMs: 'bigint',
      shownAtMs: 'bigint?',
    } as const
    await table(database, 'customerMessage', message, ['id'])
      .addUniqueConstraint('customerMessage_once', ['order', 'kind'] as never[])
      .execute()
    const weather = {
      store: 'text',
      atMs: 'bigint',
      outsideCelsius: 'double precision',
      rainMm: 'double precision',
    } as const
    await table(database, 'riskWeather', weather, ['store', 'atMs']).execute()
    await index(database, 'riskScore', ['probability'])
  },
}
