import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CloudUnderTest, passwords, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'

describe.each(await databasesUnderTest())('accounts on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  const signIn = async (name: string, password: string, headers = {}) =>
    (await cloud.as('nobody')).post('/api/session', { name, password }, headers)

  test('signing in gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await signIn('staff', passwords.staff)
    expect(answer).toMatchObject({ status: 200, body: { name: 'staff', role: 'staff' } })
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toMatch(/^__Host-larder=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    const rows = await cloud.services.database.selectFrom('session').select('hash').execute()
    expect(rows.some(({ hash }) => cookie.includes(hash))).toBe(false)
  })

  test('a wrong password and an unknown name are told apart by nothing', async () => {
    const [wrong, unknown] = [await signIn('manager', 'not this'), await signIn('nobody-here', 'not this')]
    expect(wrong.status).toBe(401)
    expect(wrong.body).toEqual(unknown.body)
  })

  test('after five wrong passwords the name waits, with the seconds told, and then may try again', async () => {
    await cloud.services.accounts.add('guessed', 'staff', 'the right password')
    for (let attempt = 0; attempt < 5; attempt++) expect((await signIn('guessed', 'wrong')).status).toBe(401)
    const throttled = await signIn('guessed', 'the right password')
    expect(throttled).toMatchObject({ status: 429, headers: { 'retry-after': '1' } })
    cloud.clock.nowMs += 1000
    expect((await signIn('guessed', 'the right password')).status).toBe(200)
  })

  test('signing out ends the session, and so does time', async () => {
    const staff = await cloud.as('staff')
    expect((await staff.delete('/api/session')).status).toBe(204)
    expect((await staff.get('/api/session')).status).toBe(401)
    const other = await cloud.as('staff')
    cloud.clock.nowMs += 12 * 3_600_000
    expect((await other.get('/api/session')).status).toBe(401)
  })

  test('only an administrator sees and changes accounts; staff and strangers are told why not', async () => {
    expect((await (await cloud.as('nobody')).get('/api/accounts')).status).toBe(401)
    expect((await (await cloud.as('staff')).get('/api/accounts')).body.error.code).toBe('not-allowed')
    expect((await (await cloud.as('manager')).get('/api/accounts')).status).toBe(403)
    const administrator = await cloud.as('administrator')
    const account = { name: 'agent-7', role: 'agent', password: 'twelve letters at least' }
    expect((await administrator.post('/api/accounts', account)).status).toBe(201)
    expect((await administrator.post('/api/accounts', account)).status).toBe(409)
    expect((await administrator.post('/api/accounts', { ...account, password: 'short' })).body.error.fields).toEqual([
      { field: 'password', message: expect.stringContaining('12') },
    ])
    expect((await administrator.get('/api/accounts')).body).toContainEqual({
      name: 'agent-7',
      role: 'agent',
      disabled: false,
    })
  })

  test('a changed password or a disabled account ends its sessions; one administrator always remains', async () => {
    const administrator = await cloud.as('administrator')
    const manager = await cloud.as('manager')
    expect((await administrator.patch('/api/accounts/manager', { password: 'another secret' })).status).toBe(200)
    expect((await manager.get('/api/session')).status).toBe(401)
    expect((await signIn('manager', 'another secret')).status).toBe(200)
    expect((await administrator.patch('/api/accounts/manager', { disabled: true })).body.disabled).toBe(true)
    expect((await signIn('manager', 'another secret')).status).toBe(401)
    const last = await administrator.patch('/api/accounts/administrator', { role: 'staff' })
    expect(last.body.error.code).toBe('last-administrator')
  })

  test('what another site sends is refused: by origin, by fetch metadata, by the content types of forms', async () => {
    const body = { name: 'staff', password: passwords.staff }
    const nobody = await cloud.as('nobody')
    const refused = async (headers: Record<string, string>) => (await nobody.post('/api/session', body, headers)).status
    expect(await refused({ origin: 'https://evil.example' })).toBe(403)
    expect(await refused({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await refused({ 'content-type': 'text/plain' })).toBe(415)
    expect(await refused({ 'content-type': 'application/x-www-form-urlencoded' })).toBe(415)
    expect(await refused({ origin: 'http://localhost:80' })).toBe(200)
  })
})
