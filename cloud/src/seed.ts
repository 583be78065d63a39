import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { calibrationInput } from '@larder/contracts/calibration'
import type { consignmentInput } from '@larder/contracts/consignment'
import type { lotInput } from '@larder/contracts/lot'
import type { orderInput } from '@larder/contracts/order'
import type { product } from '@larder/contracts/product'
import type { receiptInput } from '@larder/contracts/receipt'
import type { offerInput, productCardInput, shelfItemInput, storeInput } from '@larder/contracts/shop'
import type { sortingRecordInput } from '@larder/contracts/sorting-record'
import type { transformationInput } from '@larder/contracts/transformation'
import type { z } from 'zod'
import { kinds, type RecordKind } from './records/kinds.ts'
import type { Records } from './records/records.ts'
import type { Links, Subject } from './reports/links.ts'

/** Business records to begin with, as the import door takes them. */
export interface Seed {
  products: z.input<typeof product>[]
  lots: z.input<typeof lotInput>[]
  orders: z.input<typeof orderInput>[]
  consignments: z.input<typeof consignmentInput>[]
  sortingRecords: z.input<typeof sortingRecordInput>[]
  calibrations: z.input<typeof calibrationInput>[]
  receipts?: z.input<typeof receiptInput>[]
  transformations?: z.input<typeof transformationInput>[]
  stores?: z.input<typeof storeInput>[]
  productCards?: z.input<typeof productCardInput>[]
  shelfItems?: z.input<typeof shelfItemInput>[]
  offers?: z.input<typeof offerInput>[]
  /** Whose report to show as an example; the first order where it is not given. */
  sample?: Subject
}

/** Each kind after those it refers to. */
const order: [RecordKind, keyof Omit<Seed, 'sample'>][] = [
  ['products', 'products'],
  ['lots', 'lots'],
  ['orders', 'orders'],
  ['consignments', 'consignments'],
  ['sorting-records', 'sortingRecords'],
  ['calibrations', 'calibrations'],
  ['receipts', 'receipts'],
  ['transformations', 'transformations'],
]

/** What the shop goes on to edit: only what is absent is added. */
const begun: [RecordKind, keyof Omit<Seed, 'sample'>][] = [
  ['stores', 'stores'],
  ['product-cards', 'productCards'],
  ['shelf-items', 'shelfItems'],
  ['offers', 'offers'],
]

/** Saves the records, once or many times with the same result; resolves to the token of the example report. */
export async function seed(given: Seed, records: Records, links: Links): Promise<string | undefined> {
  for (const [kind, property] of order) {
    const { schema, recordOf } = kinds[kind]
    await records.save(kind, (given[property] ?? []).map((input) => recordOf(schema.parse(input) as never)) as never)
  }
  for (const [kind, property] of begun) {
    const { schema, recordOf } = kinds[kind]
    const parsed = (given[property] ?? []).map((input) => recordOf(schema.parse(input) as never)) as never[]
    await records.save(kind, (await records.absent(kind, parsed)) as never)
  }
  const [firstOrder] = given.orders
  const sample = given.sample ?? (firstOrder && { kind: 'order', id: firstOrder.id })
  return sample === undefined ? undefined : (await links.create(sample)).token
}

/** What DIR/cloud/seed.json holds, or undefined where there is none. */
export async function readSeed(folder: string): Promise<Seed | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, 'seed.json'), 'utf8')) as Seed
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`cloud/seed.json cannot be read: ${(error as Error).message}`)
  }
}
