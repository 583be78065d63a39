import type { CompensationEvidence } from '@larder/contracts/compensation'
import type { Order } from '@larder/contracts/order'
import type { Ticket } from '@larder/contracts/ticket'
import type { Tickets } from '../care/tickets.ts'
import type { Database } from '../database/open.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import type { Records } from '../records/records.ts'

export interface Facts {
  order: Order
  /** The ticket it was asked for in, if any. */
  ticket: Ticket | null
}

export interface FactSources {
  database: Database
  records: Records
  tickets: Tickets
}

/** What a claim rests on, looked up. Rejects where it names what does not exist or belongs to another order. */
export async function factsOf(
  { database, records, tickets }: FactSources,
  claim: { order: string; lot?: string | undefined; evidence: readonly CompensationEvidence[] },
): Promise<Facts> {
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
    if (kind === 'lot' && !lots.includes(id)) throw wrong(`order ${order.id} has no lot ${id}`)
    if (kind === 'alert' && !(await alertExists(database, id))) throw wrong(`there is no alert ${id}`)
    if (kind === 'ticket') {
      const found = await tickets.get(id)
      const ours = found.order === null ? lots.includes(found.lot ?? '') : found.order === order.id
      if (!ours) throw wrong(`ticket ${id} is not about order ${order.id}`)
      ticket ??= found
    }
  }
  return { order, ticket }
}

const refusal = (code: string, field: string, message: string) =>
  new Refusal(422, code, `${field}: ${message}`, { fields: [{ field, message }] })

async function alertExists(database: Database, id: string): Promise<boolean> {
  const alert = await database.selectFrom('alert').select('id').where('id', '=', id).executeTakeFirst()
  return alert !== undefined
}
