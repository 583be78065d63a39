import { networkInterfaces } from 'node:os'

const everywhere = ['0.0.0.0', '::']

/** What other machines call us when we listen on `host`: our first own IPv4 address when that is every one. */
export function reachableHost(host: string): string {
  if (!everywhere.includes(host)) return host.includes(':') ? `[${host}]` : host
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'
}
