import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Server } from 'node:tls'

export interface Certificate {
  key: Buffer
  cert: Buffer
}

const lookEveryMs = 2000

const pathsOf = (dataDirectory: string) => ['site.key', 'site.crt'].map((name) => join(dataDirectory, 'tls', name))

/** The site's key and certificate (DIR/tls/site.key, site.crt), or undefined where there are none. */
export function readCertificate(dataDirectory: string): Certificate | undefined {
  try {
    const [key, cert] = pathsOf(dataDirectory).map((path) => readFileSync(path)) as [Buffer, Buffer]
    return { key, cert }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`cannot use the site's certificate (tls/site.key, tls/site.crt): ${(error as Error).message}`)
  }
}

/**
 * Takes up a renewed certificate without a restart; connections that are open go on. While key and certificate do
 * not belong together, as between the writing of the two, the former pair stays.
 */
export function followCertificate(server: Server, dataDirectory: string, log: (line: string) => void): void {
  const renew = () => {
    try {
      const certificate = readCertificate(dataDirectory)
      if (certificate === undefined) return
      server.setSecureContext({ ...certificate, minVersion: 'TLSv1.2' })
      log('the renewed certificate is in use')
    } catch (error) {
      log(
        `keeping the certificate as it was: tls/site.key and tls/site.crt cannot be used: ${(error as Error).message}`,
      )
    }
  }
  // Not fs.watchFile: it looks for the first time when the loop lets it, and a change before that goes unseen.
  let seen = stampOf(dataDirectory)
  const look = setInterval(() => {
    const stamp = stampOf(dataDirectory)
    if (stamp === seen) return
    seen = stamp
    renew()
  }, lookEveryMs).unref()
  server.once('close', () => clearInterval(look))
}

/** When the two files were last written, and how long they are. */
const stampOf = (dataDirectory: string): string =>
  pathsOf(dataDirectory)
    .map((path) => statSync(path, { throwIfNoEntry: false }))
    .map((file) => `${file?.mtimeMs} ${file?.size}`)
    .join(', ')
