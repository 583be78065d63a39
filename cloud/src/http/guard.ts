import type { Role } from '@larder/contracts/account'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Session, Sessions } from '../accounts/sessions.ts'
import type { ClientAccess, Clients } from '../epcis/clients.ts'
import { admitKiosk } from '../kiosks/guard.ts'
import type { Kiosks } from '../kiosks/kiosks.ts'
import { Refusal } from './refusal.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The least role that may call the route; `staff` where nothing is said. */
    access?: 'public' | Role
    /** What another company's system needs its token for to call the route; none may where nothing is said. */
    client?: ClientAccess
  }
  interface FastifyRequest {
    session: Session | null
  }
}

/**
 * `__Host-`: only this very host set it, over a connection the browser trusts (HTTPS, or HTTP to 127.0.0.1), for the
 * whole host (RFC 6265bis §4.1.3.2).
 */
export const cookieName = '__Host-larder'

const rank: Record<Role, number> = { staff: 1, agent: 1, manager: 2, administrator: 3 }

/** Lets in who is signed in with a sufficient role, and no request that another site made. */
export const guard =
  (
    sessions: Sessions,
    publicOrigin: string | undefined,
    clients: () => Pick<Clients, 'find'>,
    kiosks: Pick<Kiosks, 'find'>,
  ) =>
  async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    refuseForgery(request, publicOrigin)
    if (request.routeOptions.config.kiosk) return admitKiosk(request, kiosks)
    const access = request.routeOptions.config.access ?? 'staff'
    if (access === 'public') return
    const { client } = request.routeOptions.config
    const [, token] = /^Bearer ([\w-]{20,100})$/i.exec(request.headers.authorization ?? '') ?? []
    if (client !== undefined && token !== undefined) {
      request.session = (await clients().find(token, client)) ?? null
      if (request.session === null) throw new Refusal(401, 'not-signed-in', `this token does not open ${client}`)
      return
    }
    const id = request.cookies[cookieName]
    request.session = (id === undefined ? undefined : await sessions.find(id)) ?? null
    if (request.session === null) throw new Refusal(401, 'not-signed-in', 'sign in first')
    if (rank[request.session.role] < rank[access])
      throw new Refusal(403, 'not-allowed', `this needs the role ${access}`)
  }

/** The account that makes the request, on a route that is not public. */
export function signedIn(request: FastifyRequest): Session {
  if (request.session === null) throw new Refusal(401, 'not-signed-in', 'sign in first')
  return request.session
}

/** For a route where the role needed depends on what is asked: refuses who has a lesser one. */
export function requireRole(request: FastifyRequest, least: Role): void {
  if (rank[signedIn(request).role] < rank[least]) throw new Refusal(403, 'not-allowed', `this needs the role ${least}`)
}

const bodyTypes = [
  'application/json',
  'application/ld+json',
  'text/csv',
  'image/jpeg',
  'image/png',
  'image/webp',
  'application/pdf',
]

/** Beside SameSite=Strict: what changes something has a type no HTML form can send, and our own Origin if it has one. */
function refuseForgery(request: FastifyRequest, publicOrigin: string | undefined): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
  const { origin, 'sec-fetch-site': fetchSite, 'content-type': contentType } = request.headers
  const own = origin === undefined || origin === `${request.protocol}://${request.host}` || origin === publicOrigin
  const crossSite = fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none'
  if (!own || crossSite) throw new Refusal(403, 'cross-origin', 'this request comes from another site')
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (request.method !== 'DELETE' && !bodyTypes.includes(type)) {
    throw new Refusal(415, 'wrong-content-type', `send the body as ${bodyTypes.join(' or ')}`)
  }
}
