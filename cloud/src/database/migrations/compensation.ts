import type { Migration } from 'kysely/migration'
import { index, table } from '../schema.ts'

export const compensation: Migration = {
  async up(database) {
    const policy = { version: 'integer', policy: 'text', by: 'text', why: 'text', atMs: 'bigint' } as const
    await table(database, 'compensationPolicy', policy, ['version']).execute()
    const payout = {
      id: 'text',
      liveKey: 'text?',
      order: 'text',
      customer: 'text?',
      customerKey: 'text',
      cause: 'text',
      lot: 'text?',
      magnitude: 'double precision',
      form: 'text',
      amountFen: 'integer',
      minimumSpendFen: 'integer',
      validDays: 'integer',
      policyVersion: 'integer',
      tierFrom: 'double precision',
      evidence: 'text',
      state: 'text',
      proposedBy: 'text',
      proposedAtMs: 'bigint',
      decidedBy: 'text?',
      decidedAtMs: 'bigint?',
      code: 'text?',
      validUntilMs: 'bigint?',
      redeemedAtMs: 'bigint?',
      payment: 'text?',
    } as const
    await table(database, 'compensation', payout, ['id'])
      .addUniqueConstraint('compensation_liveKey', ['liveKey' as never])
      .addUniqueConstraint('compensation_code', ['code' as never])
      .execute()
    await index(database, 'compensation', ['order'])
    await index(database, 'compensation', ['customerKey', 'proposedAtMs'])
    await index(database, 'compensation', ['proposedAtMs'])
    await table(database, 'compensationHead', { id: 'integer', turn: 'bigint' }, ['id']).execute()
    await database
      .insertInto('compensationHead' as never)
      .values({ id: 1, turn: 0 } as never)
      .execute()
  },
}
