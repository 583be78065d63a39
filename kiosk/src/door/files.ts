import { createReadStream, existsSync, globSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** Everything from ourselves, WebSocket and worklets too; the camera is for the page that greets members. */
export const safeHeaders: Record<string, string> = {
  'content-security-policy':
    "default-src 'self'; connect-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'microphone=(self), camera=(self), geolocation=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

const notBuilt = `<!doctype html><meta charset="utf-8"><title>Larder</title>
<p>The kiosk's page is not built yet. Run <code>npm run build</code> and start again.
<p>自助终端页面尚未构建：请运行 <code>npm run build</code> 后重新启动。`

/** The page's files as built. Only what was there at the start is served, so no address leads anywhere else. */
export class Files {
  readonly #folder: string
  readonly #known: ReadonlySet<string>

  constructor(folder: string) {
    this.#folder = folder
    const files = existsSync(folder) ? globSync('**/*', { cwd: folder }) : []
    this.#known = new Set(files.filter((file) => statSync(join(folder, file)).isFile()).map((file) => `/${file}`))
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...safeHeaders, allow: 'GET, HEAD' }).end()
      return
    }
    const path = request.url?.split('?', 1)[0] ?? '/'
    const name = path === '/' ? '/index.html' : path
    if (this.#known.has(name)) this.#send(name, request, response)
    else if (name === '/index.html')
      response
        .writeHead(200, { ...safeHeaders, 'content-type': 'text/html', 'cache-control': 'no-store' })
        .end(notBuilt)
    else response.writeHead(404, { ...safeHeaders, 'content-type': 'text/plain' }).end('there is no such page\n')
  }

  #send(name: string, request: IncomingMessage, response: ServerResponse): void {
    const packed = this.#known.has(`${name}.gz`) && /\bgzip\b/.test(String(request.headers['accept-encoding']))
    response.writeHead(200, {
      ...safeHeaders,
      'content-type': types[extname(name)] ?? 'application/octet-stream',
      // Vite puts a hash of the content into the names of its assets.
      'cache-control': /\/assets[^/]*\//.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...(packed ? { 'content-encoding': 'gzip' } : {}),
    })
    if (request.method === 'HEAD') {
      response.end()
      return
    }
    const file = createReadStream(join(this.#folder, packed ? `${name}.gz` : name))
    file.on('error', () => response.destroy())
    file.pipe(response)
  }
}
