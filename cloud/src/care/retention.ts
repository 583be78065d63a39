import type { ExpressionBuilder, SelectQueryBuilder } from 'kysely'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'

const dayMs = 86_400_000
/** A resolved ticket may be reopened for so long. */
const reopenMs = 7 * dayMs
/** So long after closing, how to reach the customer is erased. */
const contactMs = 90 * dayMs
/** So long a repeated request is known for what it is. */
const requestMs = 7 * dayMs

/** Closes what has been resolved for a week, and erases what is personal when its time is over. */
export async function keepTime(database: Database, nowMs: number): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const closed = await transaction
      .updateTable('ticket')
      .set((set) => ({ state: 'closed', closedAtMs: nowMs, version: set('version', '+', 1) }))
      .where('state', '=', 'resolved')
      .where('resolvedAtMs', '<=', nowMs - reopenMs)
      .returning(['id', 'version'])
      .execute()
    for (const { id, version } of closed) {
      const event = { ticket: id, ordinal: version, action: 'closed', by: 'larder', atMs: nowMs, note: '' } as const
      await transaction.insertInto('ticketEvent').values(event).execute()
    }
  })
  await database.deleteFrom('ticketContact').where('ticket', 'in', settledLongAgo(nowMs)).execute()
  await database
    .deleteFrom('complaintRequest')
    .where('atMs', '<=', nowMs - requestMs)
    .execute()
  await database
    .deleteFrom('ticketOpening')
    .where('atMs', '<=', nowMs - contactMs)
    .execute()
}

/** Closed for so long that what is personal in it goes; what was merged goes with the ticket that went on. */
export const settledLongAgo =
  (nowMs: number) =>
  (from: ExpressionBuilder<Tables, keyof Tables>): SelectQueryBuilder<Tables, keyof Tables, { id: string }> =>
    from
      .selectFrom('ticket')
      .leftJoin('ticket as kept', 'kept.id', 'ticket.mergedInto')
      .select('ticket.id')
      .where((row) => row.fn.coalesce('kept.closedAtMs', 'ticket.closedAtMs'), '<=', nowMs - contactMs)
      .where((row) => row.or([row('ticket.mergedInto', 'is', null), row('kept.closedAtMs', 'is not', null)])) as never
