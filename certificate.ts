import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'

const dayMs = 86_400_000

/**
 * Makes the site's own authority and, signed by it, the certificate of this machine, once:
 * DIR/tls/ca.crt goes to devices and browsers; ca.key and site.key are readable by the owner alone.
 */
export async function ensureCertificate(dataDirectory: string): Promise<'made' | 'present'> {
  const directory = join(dataDirectory, 'tls')
  if (existsSync(join(directory, 'site.crt'))) return 'present'
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const { generate } = await import('selfsigned')
  const now = Date.now()
  const lifetime = (days: number) => ({
    notBeforeDate: new Date(now - dayMs),
    notAfterDate: new Date(now + days * dayMs),
  })
  const authority =
    presentAuthority(directory) ??
    (await generate([{ name: 'commonName', value: `Larder site authority (${hostname()})` }], {
      ...lifetime(3650),
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
        { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
      ],
    }))
  const server = await generate([{ name: 'commonName', value: hostname() }], {
    // 825 days: the longest that Apple's devices accept of a TLS server certificate.
    ...lifetime(825),
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [...names(), ...addresses()] },
    ],
  })
  const write = (name: string, text: string, mode: number) => {
    writeFileSync(join(directory, name), text, { mode })
    chmodSync(join(directory, name), mode)
  }
  write('ca.key', authority.private, 0o600)
  write('ca.crt', authority.cert, 0o644)
  write('site.key', server.private, 0o600)
  write('site.crt', server.cert, 0o644)
  return 'made'
}

/** Devices know the authority: it is kept when only the site's certificate is renewed. */
function presentAuthority(directory: string): { private: string; cert: string } | undefined {
  const key = join(directory, 'ca.key')
  const certificate = join(directory, 'ca.crt')
  if (!existsSync(key) || !existsSync(certificate)) return undefined
  return { private: readFileSync(key, 'utf8'), cert: readFileSync(certificate, 'utf8') }
}

const names = () => [...new Set(['localhost', hostname()])].map((value) => ({ type: 2 as const, value }))

const addresses = () =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .map((entry) => ({ type: 7 as const, ip: entry.address.replace(/%.*$/, '') }))
