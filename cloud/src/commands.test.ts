import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandContext } from '@larder/contracts/room'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Accounts } from './accounts/accounts.ts'
import { roomContext } from './cloud-under-test.ts'
import { commands } from './commands.ts'
import { openDatabase } from './database/open.ts'
import { Records } from './records/records.ts'
import { writePublicUrl } from './reports/public-url.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-cloud-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function run(line: string): Promise<{ code: number; out: string; error: string }> {
  const command = commands.find(({ name }) => line.startsWith(name))
  if (command === undefined) throw new Error(`no command begins ${line}`)
  const out: string[] = []
  const error: string[] = []
  const { configuration, secrets } = roomContext(folder)
  const context: CommandContext = {
    dataDirectory: folder,
    configuration: async () => configuration,
    secrets: async () => secrets,
    out: (text) => out.push(text),
    error: (text) => error.push(text),
  }
  const args = line.slice(command.name.length).split(' ').filter(Boolean)
  return { code: await command.run(args, context), out: out.join('\n'), error: error.join('\n') }
}

test('an account is added with a password that works, renewed and disabled', async () => {
  const passwordIn = (text: string) => /password: (\S+)/.exec(text)?.[1] as string
  const added = await run('account add chef manager')
  expect(added).toMatchObject({ code: 0, out: expect.stringContaining('chef  manager  password: ') })
  const renewed = await run('account password chef')
  const database = await openDatabase(undefined, join(folder, 'cloud'))
  const accounts = new Accounts(database, Date.now)
  expect(await accounts.verify('chef', passwordIn(added.out))).toBeUndefined()
  expect(await accounts.verify('chef', passwordIn(renewed.out))).toMatchObject({ role: 'manager' })
  await database.destroy()
  await run('account add owner administrator')
  expect((await run('account disable chef')).code).toBe(0)
  expect((await run('account list')).out).toBe('chef  manager  disabled\nowner  administrator')
})

test('what cannot be done is told with the reason and the usage', async () => {
  expect(await run('account add Chef cook')).toMatchObject({ code: 2, error: expect.stringContaining('usage: larder') })
  expect(await run('account add owner staff')).toMatchObject({
    code: 1,
    error: 'there is already an account called owner',
  })
  expect(await run('account disable nobody')).toMatchObject({ code: 1, error: 'there is no account called nobody' })
  expect(await run('account disable owner')).toMatchObject({ code: 1, error: expect.stringContaining('administrator') })
  expect((await run('link lot')).code).toBe(2)
})

test('a link is printed as the running server is reached', async () => {
  const database = await openDatabase(undefined, join(folder, 'cloud'))
  const records = new Records(database)
  await records.save('products', [{ id: 'p', nameZh: 'a', nameEn: 'b', profile: 'dairy', unit: 'kg' }])
  const places = { originZh: 'a', originEn: 'b', originLatitude: null, originLongitude: null }
  await records.save('lots', [
    { id: 'L1', product: 'p', supplier: 'x', ...places, packedAtMs: 1, useByMs: null, quantity: 1 },
  ])
  await database.destroy()
  expect(await run('link lot L1')).toMatchObject({ code: 1, error: expect.stringContaining('cloud.publicUrl') })
  await writePublicUrl(join(folder, 'cloud'), 'https://192.0.2.7:8443')
  expect((await run('link lot L1')).out).toMatch(/^https:\/\/192\.0\.2\.7:8443\/t\/[\w-]{24}$/)
  expect(await run('link order O1')).toMatchObject({ code: 1, error: 'there is no order O1' })
})

test('the OpenAPI document is printed', async () => {
  expect(JSON.parse((await run('openapi')).out)).toMatchObject({ openapi: '3.1.0' })
})
