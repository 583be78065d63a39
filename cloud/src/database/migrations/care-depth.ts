import type { Migration } from 'kysely/migration'
import { index, refers, table } from '../schema.ts'

export const careDepth: Migration = {
  async up(database) {
    for (const column of ['language', 'conversation', 'mergedInto']) {
      await database.schema.alterTable('ticket').addColumn(column, 'text').execute()
    }
    await database.schema
      .alterTable('ticket')
      .addColumn('contactNumber', 'integer', (column) => column.notNull().defaultTo(1))
      .execute()
    await index(database, 'ticket', ['mergedInto'])
    await index(database, 'ticket', ['lot'])
    await index(database, 'ticket', ['assignedTo', 'state'])
    await index(database, 'ticketEvent', ['atMs'])
    // The contact as it is compared; erased with it.
    await database.schema.alterTable('ticketContact').addColumn('contactKey', 'text').execute()
    await index(database, 'ticketContact', ['contactKey'])

    const opening = { id: 'text', ticket: 'text', atMs: 'bigint' } as const
    await table(database, 'ticketOpening', opening, ['id']).execute()
    const attachment = {
      id: 'text',
      ticket: 'text',
      mime: 'text',
      bytes: 'integer',
      sha256: 'text',
      by: 'text',
      atMs: 'bigint',
    } as const
    const attachments = table(database, 'ticketAttachment', attachment, ['id'])
    await refers(attachments, 'ticketAttachment', 'ticket', 'ticket').execute()
    await index(database, 'ticketAttachment', ['ticket'])
    const rating = { ticket: 'text', score: 'integer', text: 'text', atMs: 'bigint' } as const
    const ratings = table(database, 'ticketRating', rating, ['ticket'])
    await refers(ratings, 'ticketRating', 'ticket', 'ticket').execute()
    await index(database, 'ticketRating', ['atMs'])

    const skill = { account: 'text', languages: 'text', groups: 'text', available: 'integer' } as const
    const skills = table(database, 'agentSkill', skill, ['account'])
    await refers(skills, 'agentSkill', 'account', 'account', 'name').execute()
    await table(database, 'assignmentHead', { id: 'integer', turn: 'bigint' }, ['id']).execute()
    await database
      .insertInto('assignmentHead' as never)
      .values({ id: 1, turn: 0 } as never)
      .execute()
  },
}
