import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { openApiDocument } from '../openapi.ts'

let cloud: CloudUnderTest

beforeAll(async () => {
  cloud = await startCloud()
})
afterAll(() => cloud.stop())

interface Operation {
  summary?: string
  tags?: string[]
  security?: object[]
  responses: Record<string, unknown>
  parameters?: { name: string; in: string; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
}

test('the OpenAPI 3.1 document describes every route, with the fields of contracts and no loose reference', async () => {
  const document = (await openApiDocument()) as { openapi: string; paths: Record<string, Record<string, Operation>> }
  expect(document).toEqual((await (await cloud.as('nobody')).get('/api/openapi.json')).body)
  expect(document.openapi).toBe('3.1.0')
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  expect(operations.length).toBeGreaterThan(40)
  for (const { path, method, operation } of operations) {
    expect(Object.keys(operation.responses).length, path).toBeGreaterThan(0)
    expect(operation.summary, `${method} ${path}`).toBeTruthy()
    expect(operation.tags, path).toHaveLength(1)
    const open = /^\/api\/(health|public\/)/.test(path) || (method === 'post' && path === '/api/session')
    expect(operation.security, path).toEqual(open ? [] : [{ session: [] }])
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const given = operation.parameters?.filter((parameter) => parameter.in === 'path').map(({ name }) => name) ?? []
    expect(given.sort(), path).toEqual(named.sort())
  }
  expect(JSON.stringify(document)).not.toContain('$ref')
  expect(document.paths['/api/lots']?.post?.requestBody?.content['application/json']?.schema).toMatchObject({
    type: 'object',
    properties: { packedAt: { type: 'string' }, quantity: { type: 'number' } },
    additionalProperties: false,
  })
})

test('the document is valid by the specification’s own schema', async () => {
  const result = await new Validator().validate((await openApiDocument()) as Record<string, unknown>)
  expect(result.errors).toBeUndefined()
  expect(result.valid).toBe(true)
})

test('every route but the public ones asks for an account', async () => {
  const nobody = await cloud.as('nobody')
  const { paths } = (await openApiDocument()) as { paths: Record<string, Record<string, unknown>> }
  const open = Object.keys(paths).filter((path) => /^\/api\/(health|public\/)/.test(path))
  for (const [path, methods] of Object.entries(paths)) {
    if (open.includes(path)) continue
    const url = path.replaceAll(/\{\w+\}/g, 'x')
    if ('get' in methods) expect((await nobody.get(url)).status, path).toBe(401)
    if ('post' in methods && path !== '/api/session') expect((await nobody.post(url, {})).status, path).toBe(401)
  }
})

test('pages may load only from us, and answers of the API are never cached', async () => {
  const answer = await (await cloud.as('staff')).get('/api/session')
  expect(answer.headers['content-security-policy']).toContain("default-src 'self'")
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  expect(answer.headers).not.toHaveProperty('strict-transport-security')
})

test('what is wrong with a request is told by field; what is wrong with us is told to the log alone', async () => {
  const staff = await cloud.as('staff')
  const wrong = await staff.get('/api/alerts?limit=many')
  expect(wrong.body.error).toMatchObject({ code: 'invalid', fields: [{ field: 'limit' }] })
  expect((await staff.get('/api/nothing')).body.error.code).toBe('not-found')
  expect((await staff.post('/api/alerts/x/comment', { text: 'x'.repeat(300_000) })).body.error.code).toBe('too-large')
  await cloud.services.database.schema.dropTable('edgeStatus').execute()
  const broken = await staff.get('/api/edges')
  expect(broken.status).toBe(500)
  expect(broken.text).not.toMatch(/edgeStatus|sqlite|select/i)
})

test('the public report is limited per address', async () => {
  const nobody = await cloud.as('nobody')
  const statuses: number[] = []
  for (let request = 0; request < 130; request++) statuses.push((await nobody.get('/api/public/reports/x')).status)
  expect(statuses.slice(0, 120)).not.toContain(429)
  const refused = await nobody.get('/api/public/reports/x')
  expect(refused).toMatchObject({ status: 429, body: { error: { code: 'too-many-requests' } } })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
})
