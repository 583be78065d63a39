import { createConnection } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CloudUnderTest, passwords, situation, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'

const nasty = [
  "'; DROP TABLE lot; --",
  '" OR 1=1 --',
  '%_\\%',
  '<script>alert(1)</script>',
  '{{7*7}}<%= 1 %>',
  '../../etc/passwd',
  '\u202e\ud800',
  '🐟'.repeat(20),
]

describe.each(await databasesUnderTest())('a hostile client, with $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
    await cloud.services.alerts.apply(situation({ id: 'attacked-1' }))
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  test('whatever a text holds is kept and found as text', async () => {
    const manager = await cloud.as('manager')
    for (const [index, text] of nasty.entries()) {
      const product = { id: `p${index}`, nameZh: text, nameEn: text, profile: 'fresh-fish', unit: 'kg' }
      expect((await manager.post('/api/products', product)).status, text).toBe(200)
      const found = (await manager.get(`/api/products?q=${encodeURIComponent(text.toWellFormed())}`)).body
      expect(
        found.map(({ id }: { id: string }) => id),
        text,
      ).toEqual([`p${index}`])
      expect(found[0].nameEn).toBe(text.toWellFormed())
      expect((await manager.post('/api/alerts/attacked-1/comment', { text })).status).toBe(200)
      const gone = await manager.get(`/api/alerts/${encodeURIComponent(text.toWellFormed())}`)
      expect(gone.status, text).toBe(404)
    }
    const answer = await manager.get('/api/products')
    expect(answer.headers['content-type']).toContain('application/json')
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.body).toHaveLength(nasty.length)
  })

  test('a NUL is refused by name in every place, before a database sees it', async () => {
    const manager = await cloud.as('manager')
    const product = { id: 'nul', nameZh: 'a\0b', nameEn: 'a', profile: 'fresh-fish', unit: 'kg' }
    const answers = [
      await manager.post('/api/products', product),
      await manager.post('/api/alerts/attacked-1/comment', { text: 'a\0' }),
      await manager.get('/api/products?q=%00'),
      await manager.get('/api/alerts/a%00b'),
      await manager.get('/api/public/reports/%00'),
      await manager.csv('/api/imports/products', 'id,nameZh\0'),
    ]
    for (const { status, body } of answers) {
      expect(status).toBe(400)
      expect(body.error.message).toContain('NUL')
    }
    expect(answers[0]?.body.error.fields[0].field).toBe('nameZh')
  })

  test('numbers without measure and keys that reach for the prototype are refused', async () => {
    const staff = await cloud.as('staff')
    const order = (quantity: string) =>
      `{"id":"O","store":"s","orderedAt":"2026-11-20T06:00:00Z","lines":[{"lot":"L","quantity":${quantity}}]}`
    const raw = async (payload: string) => {
      const headers = { cookie: staff.cookie, 'content-type': 'application/json' }
      return (await cloud.app.inject({ method: 'POST', url: '/api/orders', headers, payload })).statusCode
    }
    for (const quantity of ['1e400', '1e308', '-1', '0', '"1"', 'NaN']) expect(await raw(order(quantity))).toBe(400)
    expect(await raw('{"__proto__":{"role":"administrator"}}')).toBe(400)
    expect(await raw('{"constructor":{"prototype":{"role":"administrator"}}}')).toBe(400)
    expect(await raw('['.repeat(250_000))).toBe(400)
    expect(await raw(`${'['.repeat(120_000)}${']'.repeat(120_000)}`)).toBe(400)
    expect(({} as Record<string, unknown>).role).toBeUndefined()
    for (const query of ['limit=1e9', 'limit=-1', 'limit=99999999999999999999', 'limit=1&limit=2']) {
      expect((await staff.get(`/api/alerts?${query}`)).status, query).toBe(400)
    }
    const far = await staff.get('/api/assets/shop-1/cabinet-1/history?fromMs=9007199254740990&untilMs=9007199254740991')
    expect(far.status).toBe(200)
  })
})

describe('a hostile client', () => {
  let cloud: CloudUnderTest
  beforeAll(async () => {
    cloud = await startCloud()
    await cloud.app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(() => cloud.stop())

  test('reads no file but the pages', async () => {
    const paths = [
      '/../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/assets-web/..%5c..%5cx',
    ]
    for (const url of [
      ...paths,
      '/assets-web/..%2f..%2f..%2fpackage.json',
      '//etc/passwd',
      '/%00',
      '/.env',
      '/%c0%ae',
    ]) {
      const answer = await cloud.app.inject({ url })
      expect([400, 403, 404], url).toContain(answer.statusCode)
      expect(answer.body, url).not.toMatch(/root:|"dependencies"/)
    }
  })

  test('changes nothing from another site, and not by a form', async () => {
    const { cookie } = await cloud.as('administrator')
    const post = async (headers: Record<string, string>) => {
      const payload = JSON.stringify({ name: 'mallory', role: 'administrator', password: 'a long password' })
      const answer = await cloud.app.inject({
        method: 'POST',
        url: '/api/accounts',
        headers: { cookie, ...headers },
        payload,
      })
      return answer.statusCode
    }
    const json = { 'content-type': 'application/json' }
    expect(await post({ ...json, origin: 'https://evil.example' })).toBe(403)
    expect(await post({ ...json, origin: 'null' })).toBe(403)
    expect(await post({ ...json, 'sec-fetch-site': 'cross-site' })).toBe(403)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/xml']) {
      expect(await post({ 'content-type': type }), type).toBe(415)
    }
    expect((await (await cloud.as('administrator')).get('/api/accounts')).text).not.toContain('mallory')
  })

  test('cannot fix a session, nor learn from a refusal which names exist', async () => {
    const sign = (name: string, password: string, cookie = '') =>
      cloud.app.inject({ method: 'POST', url: '/api/session', headers: { cookie }, payload: { name, password } })
    const planted = `__Host-larder=${'A'.repeat(43)}`
    const answer = await sign('staff', passwords.staff, planted)
    const given = String(answer.headers['set-cookie'])
    expect(given).toMatch(/^__Host-larder=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    expect(given).not.toContain('AAAA')
    const asPlanted = await cloud.app.inject({ url: '/api/session', headers: { cookie: planted } })
    expect(asPlanted.statusCode).toBe(401)
    const [known, unknown] = [await sign('manager', 'wrong'), await sign('nobody-at-all', 'wrong')]
    expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body])
  })

  test('is told 431, 413 or 400, and the next client is served', async () => {
    const { port } = cloud.app.server.address() as { port: number }
    const send = (text: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = createConnection(port, '127.0.0.1')
        let answer = ''
        socket.on('data', (chunk) => {
          answer += chunk
        })
        socket.on('error', () => {})
        socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''))
        socket.write(text)
      })
    const host = 'Host: x\r\nConnection: close\r\n'
    expect(await send(`GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(20_000)}\r\n\r\n`)).toContain('431')
    expect(await send(`GET / HTTP/1.1\r\n${host}${'a: b\r\n'.repeat(5000)}\r\n`)).toContain('431')
    expect(
      await send('POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'),
    ).toContain('400')
    const large = `${host}Content-Type: application/json\r\nContent-Length: 999999999\r\n\r\n`
    expect(await send(`POST /api/session HTTP/1.1\r\n${large}{`)).toContain('413')
    expect(await send(`GET /api/health HTTP/1.1\r\n${host}\r\n`)).toContain('200')
  })

  test('imports no bomb: a clear error with its line, in bounded time', async () => {
    const staff = await cloud.as('staff')
    const header = 'id,product,supplier,originZh,originEn,packedAt,quantity'
    const bombs: [string, RegExp][] = [
      [`${header}\n${'a\n'.repeat(1_000_000)}`, /Invalid Record Length/],
      [`${header}\n${'a,b,c,d,e,2026-11-20T06:00:00Z,1\n'.repeat(60_000)}`, /50000 rows at most/],
      [','.repeat(5_000_000), /more than 20000 characters/],
      [`${header}\n${','.repeat(5_000_000)}`, /more than 20000 characters/],
      [`${header}\n"${'a\n'.repeat(2_000_000)}`, /Max Record Size|Quote Not Closed/],
      ['a,'.repeat(9000), /no such column/],
    ]
    for (const [text, message] of bombs) {
      const startedAtMs = Date.now()
      const { status, body } = await staff.csv('/api/imports/lots', text)
      expect(status).toBe(422)
      expect(body.errors[0].message).toMatch(message)
      expect(body.errors.length).toBeLessThanOrEqual(100)
      expect(Date.now() - startedAtMs).toBeLessThan(5000)
    }
    expect((await staff.csv('/api/imports/lots', 'x'.repeat(10_000_001))).status).toBe(413)
  })
})
