import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DatabaseServer, databasesUnderTest } from './databases-under-test.ts'
import { type Database, openDatabase } from './open.ts'

describe.each(await databasesUnderTest())('the business database on $name', ({ start }) => {
  let server: DatabaseServer
  let folder: string
  let database: Database

  beforeAll(async () => {
    server = await start()
    folder = await mkdtemp(join(tmpdir(), 'larder-cloud-'))
    database = await openDatabase(server.url, folder)
  })
  afterAll(async () => {
    await database?.destroy()
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const account = { name: 'chef', role: 'staff', disabled: 0, password: 'x', createdAtMs: 1_795_138_200_000 } as const

  test('milliseconds, numbers and nulls come back as they went in', async () => {
    await database.insertInto('account').values(account).execute()
    expect(await database.selectFrom('account').selectAll().where('name', '=', 'chef').execute()).toEqual([account])
  })

  test('a row that refers to nothing is refused, and a transaction that fails leaves nothing', async () => {
    const orphan = { hash: 'h', account: 'nobody', createdAtMs: 1, expiresAtMs: 2 }
    const attempt = database.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('account')
        .values({ ...account, name: 'second' })
        .execute()
      await transaction.insertInto('session').values(orphan).execute()
    })
    await expect(attempt).rejects.toThrow(/foreign key/i)
    expect(await database.selectFrom('account').select('name').execute()).toEqual([{ name: 'chef' }])
  })

  test('opening it again changes nothing', async () => {
    const again = await openDatabase(server.url, folder)
    expect(await again.selectFrom('account').select('name').execute()).toEqual([{ name: 'chef' }])
    await again.destroy()
  })
})

test('a database that cannot be reached is named in the error', async () => {
  await expect(openDatabase('postgres://larder@127.0.0.1:1/none', tmpdir())).rejects.toThrow(
    /cannot open PostgreSQL \(DATABASE_URL\): .*ECONNREFUSED/,
  )
})
