import type { Transaction } from 'kysely'
import type { Tables } from '../database/tables.ts'
import type { Dispositions } from '../dispositions/dispositions.ts'
import { referenceOf } from './reference.ts'
import { changeTicket } from './ticket-rows.ts'
import type { TicketRow } from './view.ts'

/**
 * Somebody felt ill: the lot is held at once and a person decides about it. Where only the order is known every lot of
 * it is held, because nobody can say yet which one it was.
 */
export async function holdAfterIllness(
  transaction: Transaction<Tables>,
  row: TicketRow,
  dispositions: Dispositions,
  nowMs: number,
): Promise<void> {
  if (row.scene !== 'felt-ill') return
  for (const lot of await lotsOf(transaction, row)) {
    const reason = `felt ill after eating: ticket ${referenceOf(row.id)}`
    const held = await dispositions.holdWithin(transaction, { lot, reason, by: 'larder' })
    if (held === undefined) continue
    await changeTicket(transaction, row, {}, { action: 'lot-held', by: 'larder', atMs: nowMs, note: lot })
  }
}

async function lotsOf(transaction: Transaction<Tables>, { lot, order }: TicketRow): Promise<string[]> {
  if (lot !== null) return [lot]
  if (order === null) return []
  const lines = transaction.selectFrom('orderLine').select('lot').distinct().where('order', '=', order)
  return (await lines.orderBy('lot').execute()).map((line) => line.lot)
}
