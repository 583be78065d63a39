import { type Receipt, receiptInput } from '@larder/contracts/receipt'
import { type Transformation, transformationInput } from '@larder/contracts/transformation'
import type { z } from 'zod'
import type { KindRow } from '../records/kinds.ts'
import { checkReceipts } from './check-receipts.ts'
import { checkTransformations } from './check-transformations.ts'

export const receipts: KindRow<Receipt> = {
  schema: receiptInput,
  recordOf: ({ at, celsius, ...input }: z.output<typeof receiptInput>) => ({
    ...input,
    atMs: at,
    celsius: celsius ?? null,
  }),
  table: 'receipt',
  key: ['id'],
  columns: ['id', 'lot', 'atMs', 'place', 'supplier', 'supplierLot', 'quantity', 'celsius', 'document'],
  searched: ['id', 'lot', 'place', 'supplier', 'supplierLot', 'document'],
  newestBy: 'atMs',
  parts: [],
  references: [{ field: 'lot', table: 'lot', ids: (receipt) => [receipt.lot] }],
  check: checkReceipts,
}

export const transformations: KindRow<Transformation> = {
  schema: transformationInput,
  recordOf: ({ at, yieldPercent, ...input }: z.output<typeof transformationInput>) => ({
    ...input,
    atMs: at,
    yieldPercent: yieldPercent ?? null,
  }),
  table: 'transformation',
  key: ['id'],
  columns: ['id', 'kind', 'atMs', 'place', 'yieldPercent', 'note'],
  searched: ['id', 'place'],
  newestBy: 'atMs',
  parts: [
    {
      property: 'lots',
      table: 'transformationLot',
      owner: 'transformation',
      columns: ['side', 'lot', 'quantity'],
    },
  ],
  references: [{ field: 'lots.lot', table: 'lot', ids: ({ lots }) => lots.map(({ lot }) => lot) }],
  csvList: 'lots',
  check: checkTransformations,
}
