import type { Affected } from '@larder/contracts/recall'
import { csvText } from '../dispositions/csv-text.ts'

/** One row per order line: whom to call, and about what. */
export function affectedCsv({ recall, orders, lots }: Affected): string {
  const products = new Map(lots.map(({ id, product }) => [id, product]))
  const header = [
    'customer',
    'order',
    'store',
    'orderedAt',
    'lot',
    'product',
    'quantity',
    'recalledLot',
    'hazard',
    'reason',
  ]
  const rows = orders.map(({ id, customer, store, orderedAtMs, lot, quantity }) => [
    customer,
    id,
    store,
    new Date(orderedAtMs).toISOString(),
    lot,
    products.get(lot) ?? '',
    quantity,
    recall.lot,
    recall.hazard,
    recall.reason,
  ])
  return csvText([header, ...rows])
}
