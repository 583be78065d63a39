import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, createApp } from './app.ts'
import { servePages } from './pages.ts'

let folder: string
let app: App

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-pages-'))
  await mkdir(join(folder, 'assets-web'))
  await writeFile(join(folder, 'index.html'), 'the console')
  await writeFile(join(folder, 'report.html'), 'the report')
  await writeFile(join(folder, 'assets-web', 'main-abc123.js'), '1')
  await writeFile(join(folder, 'assets-web', 'main-abc123.js.br'), 'compressed')
  app = await createApp({ tileUrl: 'https://{s}.tiles.example/{z}/{x}/{y}.png', log: () => {} })
  await servePages(app, { folder, linkExists: async (token) => token === 'known' })
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

const get = (url: string, headers = {}) => app.inject({ url, headers: { accept: 'text/html', ...headers } })

test('every address the console routes itself opens the console; files and unknown addresses of the API do not', async () => {
  expect((await get('/')).body).toBe('the console')
  expect((await get('/assets/shop-1/cabinet-1')).body).toBe('the console')
  expect((await get('/assets-web/gone.js')).statusCode).toBe(404)
  expect((await get('/api/none')).statusCode).toBe(404)
  expect((await get('/../package.json')).body).not.toContain('dependencies')
})

test('a hashed file is kept for a year, a page is asked for each time, and what is compressed is sent so', async () => {
  expect((await get('/')).headers['cache-control']).toBe('no-cache')
  const script = await get('/assets-web/main-abc123.js', { 'accept-encoding': 'br' })
  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(script.headers['content-encoding']).toBe('br')
})

test('a report page for a link that does not exist has the status of what it says', async () => {
  expect(await get('/t/known')).toMatchObject({ statusCode: 200, body: 'the report' })
  expect(await get('/t/unknown')).toMatchObject({ statusCode: 404, body: 'the report' })
})

test('pictures may come from the configured tile server', async () => {
  expect((await get('/')).headers['content-security-policy']).toContain('https://*.tiles.example')
})
