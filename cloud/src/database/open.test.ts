import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { databasesUnderTest } from './databases-under-test.ts'
import { openDatabase } from './open.ts'

test.each(await databasesUnderTest())(
  'a migration that came after one of a later name was run is made up for on $name',
  async ({ start }) => {
    const server = await start()
    const folder = await mkdtemp(join(tmpdir(), 'larder-cloud-'))
    onTestFinished(async () => {
      await server?.stop()
      await rm(folder, { recursive: true, force: true })
    })
    const before = await openDatabase(server?.url, folder)
    await before.schema.dropTable('conversationResult').execute()
    await sql`delete from kysely_migration where name = '2026-11-22-agent-results'`.execute(before)
    await before.destroy()
    const after = await openDatabase(server?.url, folder)
    expect(await after.selectFrom('conversationResult').selectAll().execute()).toEqual([])
    await after.destroy()
  },
)
