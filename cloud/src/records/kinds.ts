import { type Calibration, calibrationInput } from '@larder/contracts/calibration'
import { type Consignment, consignmentInput } from '@larder/contracts/consignment'
import { type Lot, lotInput } from '@larder/contracts/lot'
import { type Order, orderInput } from '@larder/contracts/order'
import { type Product, product } from '@larder/contracts/product'
import type { Receipt } from '@larder/contracts/receipt'
import type { ProductCardRecord, ShelfItem, StoreRecord } from '@larder/contracts/shop'
import { type SortingRecord, sortingRecordInput } from '@larder/contracts/sorting-record'
import type { Transformation } from '@larder/contracts/transformation'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { Tables } from '../database/tables.ts'
import { receipts, transformations } from '../lots/lot-kinds.ts'
import { checkProducts } from '../profiles/check-products.ts'
import { keepOrderPhones } from '../shop/order-phones.ts'
import { type OfferRecord, offers, productCards, shelfItems, stores } from '../shop/shop-kinds.ts'
import type { Code } from './coded.ts'

/** A row of one of the records' tables; null where nothing was given. */
export type Row = Record<string, string | number | null>
export type RecordTable = Extract<
  keyof Tables,
  | 'product'
  | 'lot'
  | 'order'
  | 'orderLine'
  | 'consignment'
  | 'consignmentLot'
  | 'consignmentLeg'
  | 'sortingRecord'
  | 'calibration'
  | 'receipt'
  | 'transformation'
  | 'transformationLot'
  | 'store'
  | 'productCard'
  | 'shelfItem'
  | 'offer'
>

export interface RecordTypes {
  products: Product
  lots: Lot
  orders: Order
  consignments: Consignment
  'sorting-records': SortingRecord
  calibrations: Calibration
  receipts: Receipt
  transformations: Transformation
  stores: StoreRecord
  'product-cards': ProductCardRecord
  'shelf-items': ShelfItem
  offers: OfferRecord
}
export type RecordKind = keyof RecordTypes

/** A table whose rows belong to a record of another, in order. */
export interface Part {
  /** The record's property that holds the rows. */
  property: string
  table: RecordTable
  /** The column that names the record. */
  owner: string
  columns: readonly string[]
  /** Given when the property is a list of plain values, kept in this column. */
  plain?: string
}

/** What is wrong with one record of a batch: which, in which field, and which item where the field is in a list. */
export interface RecordFault {
  index: number
  field: string
  position: number
  message: string
}

export interface KindRow<Record> {
  /** What is accepted, by API and by CSV. */
  schema: z.ZodObject
  /** A parsed input as the record the other rooms know. */
  recordOf(input: never): Record
  table: RecordTable
  key: readonly string[]
  columns: readonly string[]
  /** Columns whose values are neither text nor numbers. */
  coded?: { readonly [column: string]: Code }
  /** Columns that a record leaves out, rather than saying null, where nothing was given. */
  omitted?: readonly string[]
  /** Text columns that a search looks into. */
  searched: readonly string[]
  /** Newest first in lists, by this column; by key where it is absent. */
  newestBy?: string
  parts: readonly Part[]
  /** Field → the table it must name a row of. */
  references: readonly { field: string; table: 'product' | 'lot'; ids(record: Record): string[] }[]
  /** One CSV row is one of these, rows of one id being one record; absent where a row is a record. */
  csvList?: string
  /** What the saved records contradict; asked within their transaction, which any fault undoes. */
  /** Fields that are kept elsewhere, by `aside`, and shown in no view. */
  unshown?: readonly string[]
  /** Keeps what a record brings along that is none of its own; within the transaction that saves it. */
  aside?(database: Kysely<Tables>, records: readonly Record[]): Promise<void>
  check?(database: Kysely<Tables>, records: readonly Record[]): Promise<RecordFault[]>
}

const orNull = <T>(value: T | undefined): T | null => value ?? null

/** Every kind of business record: its schema, where it is kept, what it refers to. */
export const kinds: { [K in RecordKind]: KindRow<RecordTypes[K]> } = {
  products: {
    schema: product,
    recordOf: (input: Product) => input,
    table: 'product',
    key: ['id'],
    columns: ['id', 'gtin', 'nameZh', 'nameEn', 'profile', 'unit'],
    omitted: ['gtin'],
    searched: ['id', 'gtin', 'nameZh', 'nameEn'],
    parts: [],
    references: [],
    check: checkProducts,
  },
  lots: {
    schema: lotInput,
    recordOf: ({ packedAt, useBy, ...input }: z.output<typeof lotInput>) => ({
      ...input,
      originLatitude: orNull(input.originLatitude),
      originLongitude: orNull(input.originLongitude),
      packedAtMs: packedAt,
      useByMs: orNull(useBy),
    }),
    table: 'lot',
    key: ['id'],
    columns: [
      'id',
      'product',
      'supplier',
      'originZh',
      'originEn',
      'originLatitude',
      'originLongitude',
      'packedAtMs',
      'useByMs',
      'quantity',
    ],
    searched: ['id', 'product', 'supplier', 'originZh', 'originEn'],
    newestBy: 'packedAtMs',
    parts: [],
    references: [{ field: 'product', table: 'product', ids: (lot) => [lot.product] }],
  },
  orders: {
    schema: orderInput,
    recordOf: ({ orderedAt, promisedAt, deliveredAt, customer, ...input }: z.output<typeof orderInput>) => ({
      ...input,
      customer: orNull(customer),
      orderedAtMs: orderedAt,
      promisedAtMs: orNull(promisedAt),
      deliveredAtMs: orNull(deliveredAt),
    }),
    table: 'order',
    key: ['id'],
    columns: ['id', 'customer', 'store', 'orderedAtMs', 'promisedAtMs', 'deliveredAtMs'],
    searched: ['id', 'customer', 'store'],
    newestBy: 'orderedAtMs',
    unshown: ['phoneDigits'],
    aside: keepOrderPhones,
    parts: [{ property: 'lines', table: 'orderLine', owner: 'order', columns: ['lot', 'quantity'] }],
    references: [{ field: 'lines.lot', table: 'lot', ids: (order) => order.lines.map(({ lot }) => lot) }],
    csvList: 'lines',
  },
  consignments: {
    schema: consignmentInput,
    recordOf: ({ legs, ...input }: z.output<typeof consignmentInput>) => ({
      ...input,
      legs: legs.map(({ from, until, ...leg }) => ({ ...leg, fromMs: from, untilMs: orNull(until) })),
    }),
    table: 'consignment',
    key: ['id'],
    columns: ['id'],
    searched: ['id'],
    parts: [
      { property: 'lots', table: 'consignmentLot', owner: 'consignment', columns: ['lot'], plain: 'lot' },
      {
        property: 'legs',
        table: 'consignmentLeg',
        owner: 'consignment',
        columns: ['site', 'asset', 'phase', 'fromMs', 'untilMs'],
      },
    ],
    references: [{ field: 'lots', table: 'lot', ids: (consignment) => consignment.lots }],
    csvList: 'legs',
  },
  'sorting-records': {
    schema: sortingRecordInput,
    recordOf: ({ at, celsius, ...input }: z.output<typeof sortingRecordInput>) => ({
      ...input,
      atMs: at,
      celsius: orNull(celsius),
    }),
    table: 'sortingRecord',
    key: ['id'],
    columns: [
      'id',
      'lot',
      'atMs',
      'line',
      'inspector',
      'grade',
      'acceptedQuantity',
      'rejectedQuantity',
      'celsius',
      'note',
    ],
    searched: ['id', 'lot', 'line'],
    newestBy: 'atMs',
    parts: [],
    references: [{ field: 'lot', table: 'lot', ids: (record) => [record.lot] }],
  },
  calibrations: {
    schema: calibrationInput,
    recordOf: ({ at, dueAt, ...input }: z.output<typeof calibrationInput>) => ({ ...input, atMs: at, dueAtMs: dueAt }),
    table: 'calibration',
    key: ['site', 'asset', 'probe', 'atMs'],
    columns: ['site', 'asset', 'probe', 'atMs', 'dueAtMs', 'offsetCelsius', 'uncertaintyCelsius', 'certificate'],
    searched: ['site', 'asset', 'probe', 'certificate'],
    newestBy: 'atMs',
    parts: [],
    references: [],
  },
  receipts,
  transformations,
  stores,
  'product-cards': productCards,
  'shelf-items': shelfItems,
  offers,
}

export const isRecordKind = (name: string): name is RecordKind => Object.hasOwn(kinds, name)
