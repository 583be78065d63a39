import type { CompensationCause, CompensationEvidence, CompensationInput } from '@larder/contracts/compensation'
import type { Order } from '@larder/contracts/order'
import type { Ticket, TicketEvidence } from '@larder/contracts/ticket'
import { evidenceFrom } from '../care/evidence.ts'
import type { Tickets } from '../care/tickets.ts'
import type { Database } from '../database/open.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import type { Records } from '../records/records.ts'
import type { Reports } from '../reports/reports.ts'

export interface Facts {
  order: Order
  /** What the report said: frozen in the ticket it is asked for in, or else as it is now. */
  evidence: TicketEvidence | null
  /** What was looked up beside what the claim names. */
  looked: CompensationEvidence[]
}

export interface FactSources {
  database: Database
  records: Records
  tickets: Tickets
  reports: Reports
  now(): number
}

/** What a claim rests on, looked up. Rejects where it names what does not exist or belongs to another order. */
export async function factsOf(
  sources: FactSources,
  claim: Pick<CompensationInput, 'order' | 'cause' | 'lot'> & { evidence: readonly CompensationEvidence[] },
): Promise<Facts> {
  const { database, records, tickets } = sources
  const order = await records.find('orders', claim.order)
  if (order === undefined) throw notFound(`order ${claim.order}`)
  const lots = order.lines.map(({ lot }) => lot)
  if (claim.lot !== undefined && !lots.includes(claim.lot)) {
    throw refusal('unknown-lot', 'lot', `order ${order.id} has no lot ${claim.lot}; it has ${lots.join(', ')}`)
  }
  let ticket: Ticket | null = null
  for (const [index, { kind, id }] of claim.evidence.entries()) {
    const wrong = (message: string) => refusal('unknown-evidence', `evidence.${index}.id`, message)
    if (kind === 'order' && id !== order.id) throw wrong(`names order ${id}, but the claim is of order ${order.id}`)
    if (kind === 'report' && !id.startsWith(`${order.id}@`))
      throw wrong(`names no version of order ${order.id}'s report`)
    if (kind === 'lot' && !lots.includes(id)) throw wrong(`order ${order.id} has no lot ${id}`)
    if (kind === 'alert' && !(await alertExists(database, id))) throw wrong(`there is no alert ${id}`)
    if (kind === 'ticket') {
      const found = await tickets.get(id)
      const ours = found.order === null ? lots.includes(found.lot ?? '') : found.order === order.id
      if (!ours) throw wrong(`ticket ${id} is not about order ${order.id}`)
      ticket ??= found
    }
  }
  if (ticket?.evidence != null) return { order, evidence: ticket.evidence, looked: [] }
  const evidence = measuredByReport.includes(claim.cause) ? await reportNow(sources, order.id) : null
  return {
    order,
    evidence,
    looked: evidence === null ? [] : [{ kind: 'report', id: `${order.id}@${evidence.version}` }],
  }
}

const measuredByReport: readonly CompensationCause[] = ['excursion', 'life-lost']

/** Null while the report cannot be had: the claim then stands on what was said. */
async function reportNow({ reports, now }: FactSources, order: string): Promise<TicketEvidence | null> {
  try {
    return evidenceFrom(await reports.get({ kind: 'order', id: order }), now())
  } catch {
    return null
  }
}

const refusal = (code: string, field: string, message: string) =>
  new Refusal(422, code, `${field}: ${message}`, { fields: [{ field, message }] })

async function alertExists(database: Database, id: string): Promise<boolean> {
  const alert = await database.selectFrom('alert').select('id').where('id', '=', id).executeTakeFirst()
  return alert !== undefined
}
