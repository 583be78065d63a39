import type { Migration } from 'kysely/migration'
import { index, refers, table } from '../schema.ts'

export const lots: Migration = {
  async up(database) {
    const receipt = {
      id: 'text',
      lot: 'text',
      atMs: 'bigint',
      place: 'text',
      supplier: 'text',
      supplierLot: 'text',
      quantity: 'double precision',
      celsius: 'double precision?',
      document: 'text',
    } as const
    await refers(table(database, 'receipt', receipt, ['id']), 'receipt', 'lot', 'lot').execute()
    const transformation = {
      id: 'text',
      kind: 'text',
      atMs: 'bigint',
      place: 'text',
      yieldPercent: 'double precision?',
      note: 'text',
    } as const
    await table(database, 'transformation', transformation, ['id']).execute()
    const part = {
      transformation: 'text',
      ordinal: 'integer',
      side: 'text',
      lot: 'text',
      quantity: 'double precision',
    } as const
    const parts = table(database, 'transformationLot', part, ['transformation', 'ordinal'])
    await refers(parts, 'transformationLot', 'lot', 'lot').execute()
    await index(database, 'receipt', ['lot'])
    await index(database, 'receipt', ['atMs'])
    await index(database, 'transformation', ['atMs'])
    // One step of a trace is answered from the index alone.
    await index(database, 'transformationLot', ['lot', 'side', 'transformation', 'quantity'])
    await index(database, 'transformationLot', ['transformation', 'side', 'lot', 'quantity'])
  },
}
