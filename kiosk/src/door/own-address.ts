import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { hostname } from 'node:os'

/**
 * Whether a WebSocket may be opened: from a page of this very server, by an address that is its own. Another site's page
 * names itself in Origin; a page whose name was pointed at this machine (DNS rebinding) comes with a name that is none
 * of ours. What is no browser sends no Origin.
 */
export function isFromOwnPage({ headers }: Pick<IncomingMessage, 'headers'>, configuredHost: string): boolean {
  const { host, origin } = headers
  if (host === undefined || !isOwnHost(host, configuredHost)) return false
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

function isOwnHost(host: string, configuredHost: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false
  const name = new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '')
  const own = hostname().toLowerCase()
  return isIP(name) !== 0 || ['localhost', own, `${own}.local`, configuredHost.toLowerCase()].includes(name)
}
