import type { Migration } from 'kysely/migration'
import { index, refers, table } from '../schema.ts'

export const care: Migration = {
  async up(database) {
    await database.schema.alterTable('order').addColumn('promisedAtMs', 'bigint').execute()
    await index(database, 'order', ['orderedAtMs'])

    const ticket = {
      id: 'text',
      openKey: 'text?',
      version: 'integer',
      scene: 'text',
      state: 'text',
      priority: 'text',
      order: 'text?',
      lot: 'text?',
      text: 'text',
      evidence: 'text?',
      reports: 'integer',
      assignedTo: 'text?',
      openedBy: 'text',
      openedAtMs: 'bigint',
      firstAnswerDueAtMs: 'bigint',
      firstAnsweredAtMs: 'bigint?',
      resolutionDueAtMs: 'bigint',
      waitingSinceMs: 'bigint?',
      resolvedAtMs: 'bigint?',
      closedAtMs: 'bigint?',
      dueAtMs: 'bigint?',
    } as const
    await table(database, 'ticket', ticket, ['id'])
      .addUniqueConstraint('ticket_openKey', ['openKey' as never])
      .execute()
    await index(database, 'ticket', ['state', 'dueAtMs'])
    await index(database, 'ticket', ['order'])
    await index(database, 'ticket', ['openedAtMs'])
    const event = {
      ticket: 'text',
      ordinal: 'integer',
      action: 'text',
      by: 'text',
      atMs: 'bigint',
      note: 'text',
    } as const
    const events = table(database, 'ticketEvent', event, ['ticket', 'ordinal'])
    await refers(events, 'ticketEvent', 'ticket', 'ticket').execute()
    // Personal, so by itself: no query for tickets can carry it along, and erasing it touches nothing else.
    const contact = { ticket: 'text', ordinal: 'integer', contact: 'text' } as const
    const contacts = table(database, 'ticketContact', contact, ['ticket', 'ordinal'])
    await refers(contacts, 'ticketContact', 'ticket', 'ticket').execute()
    const request = { key: 'text', body: 'text', ticket: 'text', appended: 'integer', atMs: 'bigint' } as const
    await table(database, 'complaintRequest', request, ['key']).execute()
    await index(database, 'complaintRequest', ['atMs'])
  },
}
