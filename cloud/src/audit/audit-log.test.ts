import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { type Database, openDatabase } from '../database/open.ts'
import { AuditLog } from './audit-log.ts'

const input = (subject: string) => ({
  by: 'chef',
  action: 'released',
  subjectKind: 'lot',
  subject,
  why: 'core at 1.5 °C',
  detail: { celsius: 1.5 },
})

describe.each(await databasesUnderTest())('the audit log on $name', ({ start }) => {
  let server: DatabaseServer
  let folder: string
  let database: Database
  let log: AuditLog
  const append = (subject: string) => database.transaction().execute((inside) => log.append(inside, input(subject)))

  beforeAll(async () => {
    server = await start()
    folder = await mkdtemp(join(tmpdir(), 'larder-audit-'))
    database = await openDatabase(server.url, folder)
    log = new AuditLog(database, () => 1000)
  })
  afterAll(async () => {
    await database?.destroy()
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('an empty log is intact', async () => {
    expect(await log.verify()).toEqual({ intact: true, entries: 0, head: '' })
  })

  test('twenty appenders at once make one unbroken chain', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => append(`lot-${index}`)))
    expect(await log.verify()).toMatchObject({ intact: true, entries: 20 })
    const [newest] = await log.entries({ limit: 1 })
    expect(newest).toMatchObject({ ordinal: 20, atMs: 1000, detail: { celsius: 1.5 } })
    expect(await log.entries({ subjectKind: 'lot', subject: 'lot-3', limit: 9 })).toHaveLength(1)
  })

  test('what its transaction did not keep leaves no entry and no hole', async () => {
    const failing = database.transaction().execute(async (transaction) => {
      await log.append(transaction, input('lost'))
      throw new Error('the thing itself failed')
    })
    await expect(failing).rejects.toThrow('the thing itself failed')
    expect(await log.verify()).toMatchObject({ intact: true, entries: 20 })
  })

  test('a changed entry, a missing one and a cut-off end are each named', async () => {
    const [last] = await log.entries({ limit: 1 })
    await database.updateTable('auditEntry').set({ why: 'other' }).where('ordinal', '=', 7).execute()
    expect(await log.verify()).toEqual({ intact: false, ordinal: 7, what: 'changed' })
    await database
      .updateTable('auditEntry')
      .set({ why: input('').why })
      .where('ordinal', '=', 7)
      .execute()
    expect(await log.verify()).toMatchObject({ intact: true })
    await database
      .deleteFrom('auditEntry')
      .where('ordinal', '=', last?.ordinal ?? 0)
      .execute()
    expect(await log.verify()).toEqual({ intact: false, ordinal: 20, what: 'missing' })
    await database.deleteFrom('auditEntry').where('ordinal', '=', 4).execute()
    expect(await log.verify()).toEqual({ intact: false, ordinal: 4, what: 'missing' })
  })
})
