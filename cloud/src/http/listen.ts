import { readFile } from 'node:fs/promises'
import { createServer as createHttp, type RequestListener, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** Listens, and says in words what to change when the port is taken. Resolves to the port. */
export async function listen(server: Server, host: string, port: number, setting: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(explain(error, host, port, setting))))
    server.listen(port, host, resolve)
  })
  return (server.address() as AddressInfo).port
}

function explain(error: NodeJS.ErrnoException, host: string, port: number, setting: string): string {
  const remedy = `choose another ${setting} in larder.json, or 0 for a free one`
  if (error.code === 'EADDRINUSE') return `port ${port} on ${host} is busy: stop what uses it, or ${remedy}`
  if (error.code === 'EACCES') return `port ${port} needs privileges: ${remedy}`
  return `cannot listen on ${host}:${port}: ${error.message}`
}

export const httpServer = (handler: RequestListener): Server => createHttp({ requestTimeout: 30_000 }, handler)

/** A server with the site's certificate from DIR/tls, or undefined where there is none. */
export async function httpsServer(dataDirectory: string, handler: RequestListener): Promise<Server | undefined> {
  const read = (name: string) => readFile(join(dataDirectory, 'tls', name))
  try {
    const [key, cert] = await Promise.all([read('site.key'), read('site.crt')])
    return createHttps({ key, cert, requestTimeout: 30_000 }, handler)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`cannot use the site's certificate (tls/site.key, tls/site.crt): ${(error as Error).message}`)
  }
}

/** Ends open requests and streams as well. */
export async function close(server: Server | undefined): Promise<void> {
  if (server?.listening !== true) return
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
