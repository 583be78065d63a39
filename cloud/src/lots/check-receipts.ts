import type { Receipt } from '@larder/contracts/receipt'
import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import type { RecordFault } from '../records/kinds.ts'
import { inChunks } from './chunks.ts'

/** A lot is received after it was packed, and no more of it than there is. Asked after saving, within the transaction. */
export async function checkReceipts(database: Kysely<Tables>, receipts: readonly Receipt[]): Promise<RecordFault[]> {
  const ids = [...new Set(receipts.map(({ lot }) => lot))]
  const lots = await inChunks(ids, (chunk) =>
    database.selectFrom('lot').select(['id', 'packedAtMs', 'quantity']).where('id', 'in', chunk).execute(),
  )
  const received = await inChunks(ids, (chunk) =>
    database
      .selectFrom('receipt')
      .select(({ fn }) => ['lot', fn.sum<number>('quantity').as('quantity')])
      .where('lot', 'in', chunk)
      .groupBy('lot')
      .execute(),
  )
  const lotOf = new Map(lots.map((lot) => [lot.id, lot]))
  const sumOf = new Map(received.map(({ lot, quantity }) => [lot, quantity]))
  return receipts.flatMap(({ lot: id, atMs }, index) => {
    const lot = lotOf.get(id)
    const sum = sumOf.get(id) ?? 0
    if (lot === undefined) return []
    if (atMs < lot.packedAtMs) {
      const message = `lot ${id} was packed at ${iso(lot.packedAtMs)}, after this receipt: correct one of the two times`
      return [{ index, field: 'at', position: 0, message }]
    }
    if (sum <= lot.quantity * (1 + 1e-6)) return []
    const message = `${sum} of lot ${id} would be received, which has ${lot.quantity}: correct the receipt or the lot`
    return [{ index, field: 'quantity', position: 0, message }]
  })
}

const iso = (atMs: number): string => new Date(atMs).toISOString()
