import type { Ticket, TicketEvidence } from '@larder/contracts/ticket'
import type { Selectable } from 'kysely'
import type { Database } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { referenceOf } from './reference.ts'

export type TicketRow = Selectable<Tables['ticket']>

/**
 * Rows with their history, attachments and rating, and whether somebody can be reached; never how. What was merged into
 * a ticket lies where it lay, and is read with it.
 */
export async function ticketsFrom(database: Database, rows: readonly TicketRow[]): Promise<Ticket[]> {
  if (rows.length === 0) return []
  const own = rows.map(({ id }) => id)
  const merged = await database
    .selectFrom('ticket')
    .select(['id', 'mergedInto'])
    .where('mergedInto', 'in', own)
    .execute()
  const ids = [...own, ...merged.map(({ id }) => id)]
  const events = await database
    .selectFrom('ticketEvent')
    .select(['ticket', 'action', 'by', 'atMs', 'note'])
    .where('ticket', 'in', ids)
    .orderBy('atMs')
    .orderBy('ticket')
    .orderBy('ordinal')
    .execute()
  const contacts = await database
    .selectFrom('ticketContact')
    .select('ticket')
    .distinct()
    .where('ticket', 'in', ids)
    .execute()
  const attachments = await database
    .selectFrom('ticketAttachment')
    .select(['ticket', 'id', 'mime', 'bytes', 'by', 'atMs'])
    .where('ticket', 'in', ids)
    .orderBy('atMs')
    .orderBy('id')
    .execute()
  const ratings = await database
    .selectFrom('ticketRating')
    .select(['ticket', 'score', 'text'])
    .where('ticket', 'in', own)
    .execute()
  const keeperOf = new Map(merged.map(({ id, mergedInto }) => [id, mergedInto ?? id]))
  /** By the ticket it was written in, and by the one that goes on for that. */
  const byTicket = <T extends { ticket: string }>(all: readonly T[]): Map<string, T[]> => {
    const grouped = new Map<string, T[]>()
    for (const one of all) {
      for (const ticket of new Set([one.ticket, keeperOf.get(one.ticket) ?? one.ticket])) {
        const before = grouped.get(ticket)
        if (before === undefined) grouped.set(ticket, [one])
        else before.push(one)
      }
    }
    return grouped
  }
  const [eventsOf, attachmentsOf] = [byTicket(events), byTicket(attachments)]
  const reachable = new Set(contacts.flatMap(({ ticket }) => [ticket, keeperOf.get(ticket) ?? ticket]))
  const ratingOf = new Map(ratings.map(({ ticket, ...rating }) => [ticket, rating]))
  return rows.map(({ openKey: _openKey, version: _version, evidence, ...row }) => ({
    ...row,
    reference: referenceOf(row.id),
    evidence: evidence === null ? null : (JSON.parse(evidence) as TicketEvidence),
    hasContact: reachable.has(row.id),
    attachments: (attachmentsOf.get(row.id) ?? []).map(({ ticket: _ticket, ...attachment }) => attachment),
    rating: ratingOf.get(row.id) ?? null,
    history: (eventsOf.get(row.id) ?? []).map(({ action, by, atMs, note }) => ({ action, by, atMs, note })),
  }))
}
