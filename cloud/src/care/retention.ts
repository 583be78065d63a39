import type { Database } from '../database/open.ts'

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
  await database
    .deleteFrom('ticketContact')
    .where('ticket', 'in', (from) =>
      from
        .selectFrom('ticket')
        .select('id')
        .where('closedAtMs', '<=', nowMs - contactMs),
    )
    .execute()
  await database
    .deleteFrom('complaintRequest')
    .where('atMs', '<=', nowMs - requestMs)
    .execute()
}
