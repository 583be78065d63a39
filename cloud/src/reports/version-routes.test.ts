import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { seed } from '../seed.ts'
import { shopSeed } from './shop-seed.fixture.ts'
import { isSigned } from './signing.ts'
import { loadTracing } from './tracing.ts'

const dayMs = 86_400_000

describe.each(await databasesUnderTest())('versions of a report on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let token: string
  const stranger = () => cloud.as('nobody')
  const path = (rest: string, of = token) => `/api/public/reports/${of}${rest}`

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server, loadTracing)
    token = (await seed(shopSeed, cloud.services.records, cloud.services.links)) as string
    await (await stranger()).get(path(''))
    cloud.clock.nowMs += 60_000
    await (await cloud.as('staff')).post('/api/lots', { ...shopSeed.lots[0], supplier: 'Southern Farm' })
    await (await stranger()).get(path(''))
  })
  afterAll(async () => {
    await cloud?.services.drawer.stop()
    await cloud?.stop()
    await server?.stop()
  })

  test('a reader of the first version is told what the second says otherwise', async () => {
    const { body } = await (await stranger()).get(path('/changes?since=1'))
    expect(body).toEqual({ since: 1, version: 2, changes: [{ lot: 'L1', what: 'record', field: 'supplier' }] })
    const versions = (await (await stranger()).get(path('/versions'))).body
    expect(versions.map(({ version }: { version: number }) => version)).toEqual([2, 1])
    expect((await (await stranger()).get(path('/changes?since=9'))).status).toBe(404)
    expect((await (await stranger()).get(path('/changes?since=0'))).body.error.fields[0].field).toBe('since')
  })

  test('a signed version can be checked by anyone who has the public key', async () => {
    const { body } = await (await stranger()).get(path('/signed.json?version=1'))
    const { signature, publicKey, content, ...statement } = body
    expect(isSigned(statement, signature, publicKey)).toBe(true)
    expect(createHash('sha256').update(content).digest('hex')).toBe(statement.hash)
    expect(JSON.parse(content)).toMatchObject({ version: 1, lots: [{ lot: { supplier: 'Nordic Farm' } }] })
    expect(isSigned({ ...statement, version: 2 }, signature, publicKey)).toBe(false)
  })

  test('the code of an old copy says that it is ours and that there is a newer one', async () => {
    const { hash } = (await (await stranger()).get(path('/versions'))).body[1]
    const { body } = await (await stranger()).get(`/api/public/versions/${hash}`)
    expect(body).toMatchObject({ version: 1, latest: 2, valid: true, kind: 'order', lots: [{ id: 'L1' }] })
    expect((await (await stranger()).get(`/api/public/versions/${'0'.repeat(64)}`)).status).toBe(404)
  })

  test('a report goes over the wire compressed where the reader can take it', async () => {
    const headers = { 'accept-encoding': 'gzip, br' }
    const answer = await cloud.app.inject({ method: 'GET', url: path(''), headers })
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(JSON.parse(gunzipSync(answer.rawPayload).toString())).toMatchObject({ subject: { id: 'O1' } })
    expect((await cloud.app.inject({ method: 'GET', url: path('') })).headers['content-encoding']).toBeUndefined()
  })

  test('a row that was changed behind our back is found to be unsigned', async () => {
    const { hash } = (await (await stranger()).get(path('/versions'))).body[1]
    await cloud.services.database
      .updateTable('reportVersion')
      .set({ createdAtMs: 1 })
      .where('contentHash', '=', hash)
      .execute()
    expect((await (await stranger()).get(`/api/public/versions/${hash}`)).body.valid).toBe(false)
  })

  test('the report is a PDF in both languages, and its bytes are known again', async () => {
    for (const language of ['zh', 'en']) {
      const answer = await cloud.app.inject({ method: 'GET', url: path(`/report.pdf?language=${language}`) })
      expect(answer.headers).toMatchObject({ 'content-type': 'application/pdf' })
      expect(answer.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
      const sha256 = createHash('sha256').update(answer.rawPayload).digest('hex')
      expect((await (await stranger()).get(`/api/public/files/${sha256}`)).body).toMatchObject({ sha256, language })
    }
    expect((await (await stranger()).get(`/api/public/files/${'0'.repeat(64)}`)).status).toBe(404)
    expect((await (await stranger()).get(path('/report.pdf?language=fr'))).status).toBe(400)
  })

  test('a link that is passed on opens the same report until its time is over, and not longer by being shared', async () => {
    const { body } = await (await stranger()).post(path('/shares'), { days: 1 })
    const shared = body.url.split('/').at(-1)
    expect(body.expiresAtMs).toBe(cloud.clock.nowMs + dayMs)
    expect((await (await stranger()).get(path('', shared))).body.subject.id).toBe('O1')
    const again = (await (await stranger()).post(path('/shares', shared), { days: 30 })).body
    expect(again.expiresAtMs).toBe(body.expiresAtMs)
    cloud.clock.nowMs += dayMs
    expect(await (await stranger()).get(path('', shared))).toMatchObject({
      status: 410,
      body: { error: { code: 'expired' } },
    })
    expect(await (await stranger()).get(path(''))).toMatchObject({ status: 200 })
    expect((await (await stranger()).post(path('/shares'), { days: 3650 })).body.error.fields[0].field).toBe('days')
  })
})
