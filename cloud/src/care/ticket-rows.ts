import type { TicketEvent } from '@larder/contracts/ticket'
import type { Transaction, Updateable } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { notFound } from '../http/refusal.ts'
import { dueAtMs } from './clock.ts'
import { contactKeyOf } from './related.ts'
import type { TicketRow } from './view.ts'

export type TicketLine = Omit<TicketEvent, 'atMs'>

/**
 * Writing first takes the row's lock, so that two people's decisions come one after the other on PostgreSQL too. Of a
 * ticket that was merged it is the one that goes on.
 */
export async function lockTicket(transaction: Transaction<Tables>, id: string): Promise<TicketRow> {
  const touch = transaction.updateTable('ticket').set((row) => ({ version: row.ref('version') }))
  const row = await touch.where('id', '=', id).returningAll().executeTakeFirst()
  if (row === undefined) throw notFound(`ticket ${id}`)
  return row
}

/** The ticket itself, or the one it was merged into: where lines of it belong from then on. */
export async function goingOn(transaction: Transaction<Tables>, id: string): Promise<string> {
  const row = await transaction.selectFrom('ticket').select('mergedInto').where('id', '=', id).executeTakeFirst()
  return row?.mergedInto ?? id
}

/** Changes a locked ticket and writes the line that tells of it. */
export async function changeTicket(
  transaction: Transaction<Tables>,
  row: TicketRow,
  change: Updateable<Tables['ticket']>,
  line: TicketEvent,
  contact?: string,
): Promise<TicketRow> {
  const changed = await transaction
    .updateTable('ticket')
    .set((set) => ({
      ...change,
      dueAtMs: dueAtMs({ ...row, ...change } as TicketRow),
      version: set('version', '+', 1),
    }))
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const ordinal = changed.version
  await transaction
    .insertInto('ticketEvent')
    .values({ ticket: row.id, ordinal, ...line })
    .execute()
  // Settled, the same may be reported anew: also what was merged into this.
  if (change.openKey === null) {
    await transaction.updateTable('ticket').set({ openKey: null }).where('mergedInto', '=', row.id).execute()
  }
  if (contact !== undefined) {
    const kept = { ticket: row.id, ordinal, contact, contactKey: contactKeyOf(contact) }
    await transaction.insertInto('ticketContact').values(kept).execute()
  }
  return changed
}
