import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Accounts, addDevices } from './accounts.ts'
import { Authentication } from './authentication.ts'

const grants = [{ site: 'shop-1', asset: 'cabinet-1', probe: 'air' }]
const rooms = { edge: 'e'.repeat(43), cloud: 'c'.repeat(43), flows: 'f'.repeat(43) }
let directory: string
let accounts: Accounts
let authentication: Authentication

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'larder-accounts-'))
  accounts = new Accounts(directory)
  // As in life: the broker reads through a connection of its own.
  authentication = new Authentication(new Accounts(directory), rooms, 'shop-1')
})
afterEach(() => {
  accounts.close()
  rmSync(directory, { recursive: true, force: true })
})

test('a new device gets a random password, which is nowhere on disk', async () => {
  const password = (await accounts.add([{ device: 'probe-1', grants }])).get('probe-1') as string
  expect(Buffer.from(password, 'base64url')).toHaveLength(24)
  for (const name of ['accounts.db', 'accounts.db-wal']) {
    expect(readFileSync(join(directory, 'broker', name)).includes(password)).toBe(false)
  }
  expect(accounts.list()).toMatchObject([{ device: 'probe-1', grants, revokedAtMs: null }])
})

test('many devices are added with given passwords in one go, and twice is an error that changes nothing', async () => {
  const devices = Array.from({ length: 20 }, (_, index) => ({
    device: `probe-${index}`,
    grants,
    password: `password-${index}-x`,
  }))
  await addDevices(directory, devices)
  expect(accounts.list()).toHaveLength(20)
  await expect(
    addDevices(directory, [
      { device: 'new', grants },
      { device: 'probe-3', grants },
    ]),
  ).rejects.toThrow(/probe-3 exists/)
  expect(accounts.list()).toHaveLength(20)
  expect(await authentication.verify('probe-3', 'password-3-x', '::1')).toMatchObject({
    principal: { account: 'probe-3', sender: 'device', grants },
  })
})

test.each([
  ['Probe 1', grants, /device: use 1 to 48/],
  ['edge', grants, /belongs to a room/],
  ['probe-1', [], /grants/],
  ['probe-1', [{ site: '+', asset: 'a', probe: 'b' }], /site/],
])('the device %j with %j is refused by name', async (device, given, expected) => {
  await expect(accounts.add([{ device, grants: given }])).rejects.toThrow(expected)
})

test('a wrong password, an unknown device and a missing password are refused', async () => {
  await accounts.add([{ device: 'probe-1', grants, password: 'right-password' }])
  expect(await authentication.verify('probe-1', 'wrong', '::1')).toMatchObject({ returnCode: 4 })
  expect(await authentication.verify('probe-2', 'right-password', '::1')).toMatchObject({ returnCode: 4 })
  expect(await authentication.verify('probe-1', undefined, '::1')).toMatchObject({ returnCode: 4 })
  expect(await authentication.verify('constructor', 'x', '::1')).toMatchObject({ returnCode: 4 })
})

test('rotation ends the old password and what was connected with it; revocation ends the account', async () => {
  await accounts.add([{ device: 'probe-1', grants, password: 'first-password' }])
  const first = await authentication.verify('probe-1', 'first-password', '::1')
  if ('reason' in first) throw new Error(first.reason)
  const second = await accounts.rotate('probe-1')
  expect(authentication.refresh()).toBe(true)
  expect(authentication.stillStands(first.principal, first.hash)).toBe(false)
  expect(await authentication.verify('probe-1', 'first-password', '::1')).toMatchObject({ returnCode: 4 })
  expect(await authentication.verify('probe-1', second, '::1')).toHaveProperty('principal')
  accounts.revoke('probe-1')
  expect(await authentication.verify('probe-1', second, '::1')).toMatchObject({ returnCode: 5 })
  expect(() => accounts.revoke('probe-9')).toThrow(/no device is called probe-9/)
})

test('guessing is slowed per account and address, and nobody else suffers', async () => {
  await accounts.add([
    { device: 'probe-1', grants, password: 'right-password' },
    { device: 'probe-2', grants, password: 'right-password' },
  ])
  for (let attempt = 0; attempt < 5; attempt += 1)
    await authentication.verify('probe-1', `guess-${attempt}`, '10.0.0.9')
  expect(await authentication.verify('probe-1', 'right-password', '10.0.0.9')).toMatchObject({ returnCode: 3 })
  expect(await authentication.verify('probe-1', 'right-password', '10.0.0.1')).toHaveProperty('principal')
  expect(await authentication.verify('probe-2', 'right-password', '10.0.0.9')).toHaveProperty('principal')
  // Verified once, it is remembered, and passes whatever somebody else tries.
  expect(await authentication.verify('probe-1', 'right-password', '10.0.0.9')).toHaveProperty('principal')
})

test('rooms sign in with the secrets of the site', async () => {
  expect(await authentication.verify('edge', rooms.edge, '::1')).toMatchObject({ principal: { sender: 'edge' } })
  expect(await authentication.verify('edge', rooms.cloud, '::1')).toMatchObject({ returnCode: 4 })
})
