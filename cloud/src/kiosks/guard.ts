import type { FastifyRequest } from 'fastify'
import { Refusal } from '../http/refusal.ts'
import type { Kiosk, Kiosks } from './kiosks.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For kiosks alone, by their token: no account opens it. */
    kiosk?: true
  }
  interface FastifyRequest {
    kiosk: Kiosk | null
  }
}

/** Lets a kiosk in by its token. */
export async function admitKiosk(request: FastifyRequest, kiosks: Pick<Kiosks, 'find'>): Promise<void> {
  const [, token] = /^Bearer ([\w-]{20,100})$/i.exec(request.headers.authorization ?? '') ?? []
  request.kiosk = (token === undefined ? undefined : await kiosks.find(token)) ?? null
  if (request.kiosk === null)
    throw new Refusal(401, 'not-signed-in', 'send the token of a kiosk: Authorization: Bearer')
}

/** The kiosk that makes the request, on a route for kiosks. */
export function kioskOf(request: FastifyRequest): Kiosk {
  if (request.kiosk === null) throw new Refusal(401, 'not-signed-in', 'send the token of a kiosk')
  return request.kiosk
}
