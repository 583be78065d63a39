import type { Ticket, TicketEvidence } from '@larder/contracts/ticket'
import type { Selectable } from 'kysely'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { referenceOf } from './reference.ts'

export type TicketRow = Selectable<Tables['ticket']>

/** Rows with their history, and whether somebody can be reached; never how. */
export async function ticketsFrom(database: Database, rows: readonly TicketRow[]): Promise<Ticket[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const events = await database
    .selectFrom('ticketEvent')
    .select(['ticket', 'action', 'by', 'atMs', 'note'])
    .where('ticket', 'in', ids)
    .orderBy('ticket')
    .orderBy('ordinal')
    .execute()
  const contacts = await database
    .selectFrom('ticketContact')
    .select('ticket')
    .distinct()
    .where('ticket', 'in', ids)
    .execute()
  const eventsOf = Map.groupBy(events, (event) => event.ticket)
  const reachable = new Set(contacts.map(({ ticket }) => ticket))
  return rows.map(({ openKey: _openKey, version: _version, evidence, ...row }) => ({
    ...row,
    reference: referenceOf(row.id),
    evidence: evidence === null ? null : (JSON.parse(evidence) as TicketEvidence),
    hasContact: reachable.has(row.id),
    history: (eventsOf.get(row.id) ?? []).map(({ action, by, atMs, note }) => ({ action, by, atMs, note })),
  }))
}
