import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'

const gtin = '06901234000016'
let cloud: CloudUnderTest
let manager: Caller
beforeAll(async () => {
  cloud = await startCloud()
  manager = await cloud.as('manager')
  const product = { profile: 'fresh-fish', unit: 'kg', nameZh: '三文鱼', nameEn: 'Salmon' }
  await manager.post('/api/products', { id: 'salmon', gtin, ...product })
  await manager.post('/api/products', { id: 'loose', ...product })
  const lot = { supplier: 'Farm', originZh: '挪威', originEn: 'Norway', packedAt: '2026-11-18T06:00:00Z', quantity: 9 }
  await manager.post('/api/lots', { id: 'L-1.a', product: 'salmon', useBy: '2026-11-28T00:00:00Z', ...lot })
  await manager.post('/api/lots', { id: 'L2', product: 'loose', ...lot })
})
afterAll(() => cloud.stop())

const get = (url: string, accept = 'text/html') => cloud.app.inject({ url, headers: { accept } })

test('a pack’s code leads to its lot’s report', async () => {
  for (const url of [`/01/${gtin}/10/L-1.a?17=261128`, `/01/6901234000016/10/L%2D1%2Ea`, `/01/${gtin}/10/L-1.a/21/7`]) {
    const { statusCode, headers } = await get(url)
    expect([url, statusCode]).toEqual([url, 307])
    expect(headers.location).toMatch(/^https:\/\/larder\.example\/t\/[\w-]{24}$/)
    expect(headers.link).toContain('rel="linkset"')
  }
})

test('machines get the set of links, by Accept or by linkType', async () => {
  for (const [url, accept] of [
    [`/01/${gtin}/10/L-1.a?linkType=all`, 'text/html'],
    [`/01/${gtin}/10/L-1.a`, 'application/linkset+json'],
  ] as const) {
    const answer = await get(url, accept)
    expect(answer.headers['content-type']).toContain('application/linkset+json')
    const [links] = answer.json().linkset
    expect(links.anchor).toBe(`https://larder.example/01/${gtin}/10/L-1.a`)
    expect(links['https://gs1.org/voc/traceability'][0].href).toMatch(/^https:\/\/larder\.example\/t\//)
  }
  expect((await get(`/01/${gtin}/10/L-1.a?linkType=gs1:traceability`)).statusCode).toBe(307)
  expect((await get(`/01/${gtin}/10/L-1.a?linkType=gs1:recipe`)).statusCode).toBe(404)
})

test.each([
  ['/01/06901234000015/10/L-1.a', 400, 'the check digit of 06901234000015 is wrong: after 0690123400001 it would be 6'],
  ['/01/12345/10/L1', 400, 'a GTIN has 8, 12, 13 or 14 digits'],
  [`/01/${gtin}/10/L-1.a?17=261332`, 400, '(17) a date is written YYMMDD'],
  [`/01/${gtin}/10/${'a'.repeat(21)}`, 400, '(10) at most 20'],
  [`/01/${gtin}/10/%E9%B1%BC`, 400, '(10) at most 20'],
  [`/01/${gtin}/10/L9`, 404, 'there is no lot L9'],
  [`/01/04012345111118/10/L-1.a`, 404, 'there is no lot L-1.a of the product 04012345111118'],
  ['/01/04012345111118', 404, 'there is no product with the GTIN'],
  [`/01/${gtin}`, 404, 'this code names no lot'],
  [`/01/${gtin}/21/7`, 404, 'single pieces are not on record'],
])('%s is told %i, in a page and in JSON', async (url, status, message) => {
  const html = await get(url)
  expect(html.statusCode).toBe(status)
  expect(html.headers['content-type']).toContain('text/html')
  expect(html.body).toContain(message.replaceAll("'", '&#39;'))
  const json = await get(url, 'application/json')
  expect(json.statusCode).toBe(status)
  expect(json.json().error.message).toContain(message)
})

test('a page repeats nothing that a browser would run', async () => {
  const { body, headers } = await get(`/01/${gtin}/10/%3Cscript%3E`)
  expect(body).not.toContain('<script>')
  expect(headers['content-security-policy']).toContain("script-src 'self'")
})

test('a recalled lot’s links say that it is recalled', async () => {
  await manager.post('/api/recalls', {
    lot: 'L-1.a',
    hazard: 'pathogen',
    reason: 'listeria',
    password: 'manager secret',
  })
  const [links] = (await get(`/01/${gtin}/10/L-1.a?linkType=all`)).json().linkset
  expect(links['https://gs1.org/voc/recallStatus']).toHaveLength(1)
})

test('the code of a lot can be printed; without a GTIN it is said what is missing', async () => {
  expect((await manager.get('/api/digital-links/L-1.a')).body.url).toBe(
    `https://larder.example/01/${gtin}/10/L-1.a?17=261128`,
  )
  expect((await manager.get('/api/digital-links/L-1.a/qr.svg')).text).toContain('<svg')
  expect((await manager.get('/api/digital-links/L2')).body.error.message).toContain('the product loose has no GTIN')
})
