import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configuration } from '@larder/contracts/configuration'
import type { CommandContext } from '@larder/contracts/room'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { roomContext } from '../cloud-under-test.ts'
import { type Database, openDatabase } from '../database/open.ts'
import { AuditLog } from './audit-log.ts'
import { auditCommands } from './commands.ts'

let folder: string
let database: Database
let said: string[]
let faults: string[]

const run = (name: string) => {
  said = []
  faults = []
  const context: CommandContext = {
    dataDirectory: folder,
    configuration: async () => configuration.parse(roomContext(folder).configuration),
    secrets: async () => roomContext(folder).secrets,
    out: (line) => said.push(line),
    error: (line) => faults.push(line),
  }
  return auditCommands.find((command) => command.name === name)?.run([], context)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-audit-'))
  database = await openDatabase(undefined, join(folder, 'cloud'))
  const log = new AuditLog(database, () => 1000)
  for (let index = 1; index <= 3; index += 1) {
    const entry = { by: 'chef', action: 'held', subjectKind: 'lot', subject: `L${index}`, why: 'warm' }
    await database.transaction().execute((transaction) => log.append(transaction, entry))
  }
})
afterEach(async () => {
  await database.destroy()
  await rm(folder, { recursive: true, force: true })
})

test('an intact log passes, and is exported whole in its order', async () => {
  expect(await run('audit verify')).toBe(0)
  expect(said[0]).toMatch(/^intact: 3 entries, head [0-9a-f]{64}$/)
  expect(await run('audit export')).toBe(0)
  expect(said.map((line) => JSON.parse(line).subject)).toEqual(['L1', 'L2', 'L3'])
})

test('a changed entry fails with exit code 1, named', async () => {
  await database.updateTable('auditEntry').set({ why: 'fine' }).where('ordinal', '=', 2).execute()
  expect(await run('audit verify')).toBe(1)
  expect(faults).toEqual(['audit log: entry 2 is changed; nothing from it on can be trusted'])
})
