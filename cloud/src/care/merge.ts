import type { Priority } from '@larder/contracts/ticket'
import { priority } from '@larder/contracts/ticket'
import type { Transaction } from 'kysely'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Tables } from '../database/tables.ts'
import { Refusal } from '../http/refusal.ts'
import { isActive, mergedClocks } from './clock.ts'
import { referenceOf } from './reference.ts'
import { changeTicket, lockTicket } from './ticket-rows.ts'
import type { TicketRow } from './view.ts'

export interface Merge {
  from: string
  into: string
  by: string
  reason: string
}

/**
 * One ticket goes on for two. Lines, contacts and attachments stay where they were written and are read with the one
 * that goes on; what was merged into the closed one before follows it, so there are no chains and no circles.
 */
export async function mergeWithin(
  transaction: Transaction<Tables>,
  audit: AuditLog,
  { from, into, by, reason }: Merge,
  nowMs: number,
): Promise<void> {
  if (from === into) throw refusal('same-ticket', 'a ticket cannot be merged into itself: name another')
  // Always in one order, so that two who merge the same pair take turns.
  const locked = new Map<string, TicketRow>()
  for (const id of [from, into].sort()) locked.set(id, await lockTicket(transaction, id))
  const [gone, kept] = [locked.get(from), locked.get(into)] as [TicketRow, TicketRow]
  for (const one of [gone, kept]) {
    if (isActive(one.state)) continue
    const why = one.mergedInto === null ? `is ${one.state}` : `was merged into ${referenceOf(one.mergedInto)}`
    throw refusal('not-open', `ticket ${referenceOf(one.id)} ${why}: only open tickets can be merged`)
  }
  const change = {
    ...mergedClocks(kept, gone, nowMs),
    priority: moreUrgent(kept.priority, gone.priority),
    reports: kept.reports + gone.reports,
    order: kept.order ?? gone.order,
    lot: kept.lot ?? gone.lot,
    language: kept.language ?? gone.language,
    conversation: kept.conversation ?? gone.conversation,
    evidence: kept.evidence ?? gone.evidence,
  }
  const line = { action: 'merged', by, atMs: nowMs } as const
  await changeTicket(transaction, kept, change, { ...line, note: `← ${referenceOf(from)}: ${reason}` })
  const closed = { state: 'closed', mergedInto: into, closedAtMs: nowMs, waitingSinceMs: null } as const
  await changeTicket(transaction, gone, closed, { ...line, note: `→ ${referenceOf(into)}: ${reason}` })
  await transaction.updateTable('ticket').set({ mergedInto: into }).where('mergedInto', '=', from).execute()
  const detail = { into }
  await audit.append(transaction, { by, action: 'merged', subjectKind: 'ticket', subject: from, why: reason, detail })
}

const moreUrgent = (one: Priority, other: Priority): Priority =>
  priority.options.indexOf(one) <= priority.options.indexOf(other) ? one : other

const refusal = (code: string, message: string) =>
  new Refusal(409, code, `into: ${message}`, { fields: [{ field: 'into', message }] })
