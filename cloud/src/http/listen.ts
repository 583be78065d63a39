import { createServer as createHttp, type RequestListener, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { followCertificate, readCertificate } from '@larder/broker/site-certificate'

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

/** A server with the site's certificate, which may be renewed while it runs; undefined where there is none. */
export function httpsServer(
  dataDirectory: string,
  handler: RequestListener,
  log: (line: string) => void,
): Server | undefined {
  const certificate = readCertificate(dataDirectory)
  if (certificate === undefined) return undefined
  const server = createHttps({ ...certificate, minVersion: 'TLSv1.2', requestTimeout: 30_000 }, handler)
  followCertificate(server, dataDirectory, log)
  return server
}

/** Ends open requests and streams as well. */
export async function close(server: Server | undefined): Promise<void> {
  if (server?.listening !== true) return
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
