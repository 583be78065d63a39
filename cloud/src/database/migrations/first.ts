import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { index, refers, table } from '../schema.ts'

async function createAccounts(database: Kysely<unknown>): Promise<void> {
  const account = { name: 'text', role: 'text', disabled: 'integer', password: 'text', createdAtMs: 'bigint' } as const
  await table(database, 'account', account, ['name']).execute()
  const session = { hash: 'text', account: 'text', createdAtMs: 'bigint', expiresAtMs: 'bigint' } as const
  await refers(table(database, 'session', session, ['hash']), 'session', 'account', 'account', 'name').execute()
}

async function createRecords(database: Kysely<unknown>): Promise<void> {
  const product = { id: 'text', gtin: 'text?', nameZh: 'text', nameEn: 'text', profile: 'text', unit: 'text' } as const
  await table(database, 'product', product, ['id']).execute()
  const lot = {
    id: 'text',
    product: 'text',
    supplier: 'text',
    originZh: 'text',
    originEn: 'text',
    originLatitude: 'double precision?',
    originLongitude: 'double precision?',
    packedAtMs: 'bigint',
    useByMs: 'bigint?',
    quantity: 'double precision',
  } as const
  await refers(table(database, 'lot', lot, ['id']), 'lot', 'product', 'product').execute()
  const order = {
    id: 'text',
    customer: 'text?',
    store: 'text',
    orderedAtMs: 'bigint',
    deliveredAtMs: 'bigint?',
  } as const
  await table(database, 'order', order, ['id']).execute()
  const orderLine = { order: 'text', ordinal: 'integer', lot: 'text', quantity: 'double precision' } as const
  await refers(table(database, 'orderLine', orderLine, ['order', 'ordinal']), 'orderLine', 'lot', 'lot').execute()
  await table(database, 'consignment', { id: 'text' }, ['id']).execute()
  const held = { consignment: 'text', ordinal: 'integer', lot: 'text' } as const
  const consignmentLot = table(database, 'consignmentLot', held, ['consignment', 'ordinal'])
  await refers(consignmentLot, 'consignmentLot', 'lot', 'lot').execute()
  const leg = {
    consignment: 'text',
    ordinal: 'integer',
    site: 'text',
    asset: 'text',
    phase: 'text',
    fromMs: 'bigint',
    untilMs: 'bigint?',
  } as const
  await table(database, 'consignmentLeg', leg, ['consignment', 'ordinal']).execute()
  const sortingRecord = {
    id: 'text',
    lot: 'text',
    atMs: 'bigint',
    line: 'text',
    inspector: 'text',
    grade: 'text',
    acceptedQuantity: 'double precision',
    rejectedQuantity: 'double precision',
    celsius: 'double precision?',
    note: 'text',
  } as const
  await refers(table(database, 'sortingRecord', sortingRecord, ['id']), 'sortingRecord', 'lot', 'lot').execute()
  const calibration = {
    site: 'text',
    asset: 'text',
    probe: 'text',
    atMs: 'bigint',
    dueAtMs: 'bigint',
    offsetCelsius: 'double precision',
    uncertaintyCelsius: 'double precision',
    certificate: 'text',
  } as const
  await table(database, 'calibration', calibration, ['site', 'asset', 'probe', 'atMs']).execute()
  await index(database, 'lot', ['product'])
  await index(database, 'orderLine', ['lot'])
  await index(database, 'consignmentLot', ['lot'])
  await index(database, 'sortingRecord', ['lot'])
}

async function createAlerts(database: Kysely<unknown>): Promise<void> {
  const alert = {
    id: 'text',
    revision: 'integer',
    site: 'text',
    asset: 'text',
    openedAtMs: 'bigint',
    situation: 'text',
    version: 'integer',
    acknowledgedBy: 'text?',
    acknowledgedAtMs: 'bigint?',
    assignedTo: 'text?',
    closedAtMs: 'bigint?',
  } as const
  await table(database, 'alert', alert, ['id']).execute()
  const event = { alert: 'text', ordinal: 'integer', action: 'text', by: 'text', atMs: 'bigint', note: 'text' } as const
  await table(database, 'alertEvent', event, ['alert', 'ordinal']).execute()
  const notification = { id: 'text', alert: 'text', level: 'integer', atMs: 'bigint', message: 'text' } as const
  await table(database, 'notification', notification, ['id']).execute()
  const outbox = { id: 'text', topic: 'text', payload: 'text', createdAtMs: 'bigint' } as const
  await table(database, 'outbox', outbox, ['id']).execute()
  await index(database, 'alert', ['closedAtMs', 'openedAtMs'])
  await index(database, 'alert', ['site', 'asset', 'openedAtMs'])
  await index(database, 'notification', ['alert'])
}

async function createStates(database: Kysely<unknown>): Promise<void> {
  const deviceStatus = { site: 'text', asset: 'text', probe: 'text', status: 'text' } as const
  await table(database, 'deviceStatus', deviceStatus, ['site', 'asset', 'probe']).execute()
  await table(database, 'edgeStatus', { site: 'text', status: 'text' }, ['site']).execute()
  const quarantine = { site: 'text', id: 'bigint', atMs: 'bigint', message: 'text' } as const
  await table(database, 'quarantine', quarantine, ['site', 'id']).execute()
  await index(database, 'quarantine', ['atMs'])
}

async function createReports(database: Kysely<unknown>): Promise<void> {
  const link = { token: 'text', kind: 'text', subject: 'text', createdAtMs: 'bigint' } as const
  await table(database, 'link', link, ['token'])
    .addUniqueConstraint('link_subject', ['kind', 'subject'] as never[])
    .execute()
  const version = { kind: 'text', subject: 'text', version: 'integer', hash: 'text', createdAtMs: 'bigint' } as const
  await table(database, 'reportVersion', version, ['kind', 'subject', 'version']).execute()
}

export const first: Migration = {
  async up(database) {
    await createAccounts(database)
    await createRecords(database)
    await createAlerts(database)
    await createStates(database)
    await createReports(database)
  },
}
