import { existsSync } from 'node:fs'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import { notFound } from './refusal.ts'

const dist = join(import.meta.dirname, '..', '..', 'web', 'dist')
const notBuilt = `<!doctype html><meta charset="utf-8"><title>Larder</title>
<p>The pages are not built yet. Run <code>npm run build</code> and start again.
<p>页面尚未构建：请运行 <code>npm run build</code> 后重新启动。`

export interface PagesOptions {
  /** Whether a report's link exists. */
  linkExists(token: string): Promise<boolean>
  /** Where Vite put the pages. */
  folder?: string
}

/** The console and the report page: files as built, and the console's own page for every address it routes itself. */
export async function servePages(app: App, { linkExists, folder = dist }: PagesOptions): Promise<void> {
  const built = existsSync(join(folder, 'index.html'))
  if (built) {
    await app.register(staticFiles, {
      root: folder,
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Vite puts a hash of the content into these names.
        const hashed = path.includes('/assets-web/')
        void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  const page = (reply: FastifyReply, name: string) =>
    built ? reply.sendFile(name) : reply.type('text/html').header('cache-control', 'no-store').send(notBuilt)

  app.get('/', { schema: { hide: true } }, (_request, reply) => page(reply, 'index.html'))
  app.get('/t/:token', { schema: { hide: true } }, async (request, reply) => {
    const { token } = request.params as { token: string }
    // The page itself says that there is no such report; the status says it to machines.
    if (!(await linkExists(token))) void reply.code(404)
    return page(reply, 'report.html')
  })
  app.get('/c/:code', { schema: { hide: true } }, (_request, reply) => page(reply, 'report.html'))
  app.get('/v/:hash', { schema: { hide: true } }, (_request, reply) => page(reply, 'report.html'))
  app.get('/r/:reference', { schema: { hide: true } }, (_request, reply) => page(reply, 'report.html'))
  app.setNotFoundHandler((request, reply) => {
    if (!isConsoleAddress(request)) throw notFound('such address')
    return page(reply, 'index.html')
  })
}

const isConsoleAddress = (request: FastifyRequest): boolean =>
  request.method === 'GET' &&
  !/^\/(api|assets-web)(\/|$)/.test(request.url) &&
  request.headers.accept?.includes('text/html') === true
