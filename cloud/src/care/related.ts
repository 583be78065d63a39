import type { RelatedTicket, Scene } from '@larder/contracts/ticket'
import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { referenceOf } from './reference.ts'

const dayMs = 86_400_000
/** What shares an order, a lot or a contact within so long is the same trouble coming back. */
export const repeatMs = 30 * dayMs
const maxRelated = 50

/** Two ways to write one number or address are one contact: "138 0000-1234" and "+86 13800001234". */
export function contactKeyOf(contact: string): string {
  const plain = contact.normalize('NFKC').trim().toLowerCase()
  const digits = plain.replaceAll(/[\s().+-]/g, '')
  if (!/^\d{6,}$/.test(digits)) return plain
  return digits.replace(/^(00)?86(?=1\d{10}$)/, '')
}

export interface About {
  order?: string | null | undefined
  lot?: string | null | undefined
  contactKeys: readonly string[]
}

type Source = Kysely<Tables>

/** Tickets opened before `beforeMs` and within the time that share something; the newest first. */
export async function relatedTickets(
  source: Source,
  { order, lot, contactKeys }: About,
  beforeMs: number,
  except: readonly string[] = [],
): Promise<RelatedTicket[]> {
  const keys = contactKeys.slice(0, maxRelated)
  if (order == null && lot == null && keys.length === 0) return []
  const rows = await source
    .selectFrom('ticket')
    .select(['id', 'scene', 'state', 'openedAtMs', 'order', 'lot'])
    .select((row) =>
      row
        .exists(
          row
            .selectFrom('ticketContact')
            .select('ticketContact.ticket')
            .whereRef('ticketContact.ticket', '=', 'ticket.id')
            .where('contactKey', 'in', keys.length === 0 ? [''] : keys),
        )
        .as('sameContact'),
    )
    .where('openedAtMs', '<=', beforeMs)
    .where('openedAtMs', '>', beforeMs - repeatMs)
    .where('mergedInto', 'is', null)
    .where((row) =>
      row.or([
        ...(order == null ? [] : [row('order', '=', order)]),
        // A lot is sold to many: only a complaint without an order is known again by its lot.
        ...(lot == null || order != null ? [] : [row.and([row('lot', '=', lot), row('order', 'is', null)])]),
        ...(keys.length === 0
          ? []
          : [row('id', 'in', row.selectFrom('ticketContact').select('ticket').where('contactKey', 'in', keys))]),
      ]),
    )
    .orderBy('openedAtMs', 'desc')
    .orderBy('id')
    .limit(maxRelated + except.length)
    .execute()
  return rows
    .filter(({ id }) => !except.includes(id))
    .map(({ id, scene, state, openedAtMs, ...row }) => ({
      id,
      reference: referenceOf(id),
      scene,
      state,
      openedAtMs,
      by: [
        ...(order != null && row.order === order ? (['order'] as const) : []),
        ...(lot != null && row.lot === lot ? (['lot'] as const) : []),
        ...(row.sameContact ? (['contact'] as const) : []),
      ],
    }))
}

export interface Contacted {
  ticket: string
  atMs: number
  scene: Scene
  language: 'zh' | 'en' | null
  /** Somebody had to come back with the same order, lot or number. */
  repeated: boolean
}

/** Every time a customer turned to us in [sinceMs, untilMs), the oldest first; at most `limit`. */
export async function contactsBetween(
  source: Source,
  sinceMs: number,
  untilMs: number,
  limit = 100_000,
): Promise<Contacted[]> {
  const rows = await source
    .selectFrom('ticketEvent')
    .innerJoin('ticket', 'ticket.id', 'ticketEvent.ticket')
    .select(['ticket.id', 'ticketEvent.atMs', 'scene', 'language', 'action', 'contactNumber'])
    .where('action', 'in', ['opened', 'reported-again'])
    .where('ticketEvent.atMs', '>=', sinceMs)
    .where('ticketEvent.atMs', '<', untilMs)
    .orderBy('ticketEvent.atMs')
    .orderBy('ticket.id')
    .limit(limit)
    .execute()
  return rows.map(({ id, action, contactNumber, ...row }) => ({
    ...row,
    ticket: id,
    repeated: action === 'reported-again' || contactNumber > 1,
  }))
}

/** Of all contacts in that time the share that came back, 0 to 1; null when there was none. */
export async function repeatContactRate(source: Source, sinceMs: number, untilMs: number): Promise<number | null> {
  const contacts = await contactsBetween(source, sinceMs, untilMs)
  return contacts.length === 0 ? null : contacts.filter(({ repeated }) => repeated).length / contacts.length
}
