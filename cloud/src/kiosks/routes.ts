import { kioskReports, kioskReportsAnswer, kioskTicket, ticketReceipt } from '@larder/contracts/kiosk-link'
import type { Conversations } from '../conversations/conversations.ts'
import type { App } from '../http/app.ts'
import { kioskOf } from './guard.ts'
import type { KioskInbox } from './inbox.ts'

export interface KioskServices {
  conversations: Conversations
  inbox: KioskInbox
}

/** What a kiosk asks and tells; each route by its token, for its own site. */
export function kioskRoutes(api: App, { conversations, inbox }: KioskServices): void {
  const tags = ['kiosk']
  const config = { kiosk: true, rateLimit: { max: 600, timeWindow: '1 minute' } } as const

  api.post(
    '/kiosk/reports',
    { config, bodyLimit: 2_000_000, schema: { tags, body: kioskReports, response: { 200: kioskReportsAnswer } } },
    (request) => conversations.take(request.body.reports, kioskOf(request)),
  )
  api.post(
    '/kiosk/tickets',
    { config, bodyLimit: 16_000, schema: { tags, body: kioskTicket, response: { 200: ticketReceipt } } },
    (request) => conversations.openTicket(request.body, kioskOf(request)),
  )
  api.get('/kiosk/inbox', { config, schema: { tags } }, (request, reply) => {
    const kiosk = kioskOf(request)
    const response = reply.raw
    const seen = request.headers['last-event-id']
    response.on('close', () => inbox.remove(response))
    reply.hijack()
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }
    response.writeHead(200, headers)
    inbox.add(kiosk.id, response, typeof seen === 'string' ? seen : undefined)
  })
}
