import { conversationId } from '@larder/contracts/conversation'
import {
  continuation,
  kioskReports,
  kioskReportsAnswer,
  kioskTicket,
  orderAsked,
  orderOpened,
  ticketReceipt,
  traceAnswer,
  traceAsked,
} from '@larder/contracts/kiosk-link'
import { language } from '@larder/contracts/language'
import { z } from 'zod'
import type { ContinuationCodes } from '../conversations/codes.ts'
import type { Conversations } from '../conversations/conversations.ts'
import type { Database } from '../database/open.ts'
import type { App } from '../http/app.ts'
import { notFound } from '../http/refusal.ts'
import type { Minds } from '../knowledge/minds.ts'
import type { Links } from '../reports/links.ts'
import type { Reports } from '../reports/reports.ts'
import { kioskOf } from './guard.ts'
import type { KioskInbox } from './inbox.ts'
import type { OrderDesk } from './order-desk.ts'
import type { StoreCopies } from './store-copies.ts'
import { traceFor } from './traces.ts'

export interface KioskServices {
  conversations: Conversations
  inbox: KioskInbox
  copies: StoreCopies
  orderDesk: OrderDesk
  codes: ContinuationCodes
  database: Database
  reports: Reports
  links: Links
  minds: Pick<Minds, 'version' | 'model'>
}

/** What a kiosk asks and tells; each route by its token, for its own site. */
export function kioskRoutes(api: App, services: KioskServices): void {
  const { conversations, inbox, copies, orderDesk, codes, links, minds } = services
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

  api.get('/kiosk/copy', { config, schema: { tags } }, async (request, reply) => {
    const { copy, etag } = await copies.of(kioskOf(request))
    void reply.header('etag', etag).header('cache-control', 'private, no-cache')
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.send(copy)
  })
  const version = z.object({ language })
  api.get('/kiosk/mind/:language', { config, schema: { tags, params: version } }, async (request, reply) => {
    const model = await minds.model(request.params.language)
    if (model === undefined) throw notFound('published model in this language')
    const etag = `"mind-${minds.version()}-${request.params.language}"`
    void reply.header('etag', etag).header('cache-control', 'private, no-cache')
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.type('application/octet-stream').send(Buffer.from(model))
  })
  api.post(
    '/kiosk/orders/open',
    { config, bodyLimit: 4000, schema: { tags, body: orderAsked, response: { 200: orderOpened } } },
    (request) => {
      const { id, site } = kioskOf(request)
      return orderDesk.open(request.body, site, `kiosk:${id}`)
    },
  )
  api.post(
    '/kiosk/trace',
    { config, bodyLimit: 4000, schema: { tags, body: traceAsked, response: { 200: traceAnswer } } },
    (request) => traceFor(services, request.body.subject, kioskOf(request).site),
  )
  const one = z.object({ id: conversationId })
  api.post(
    '/kiosk/conversations/:id/code',
    { config, bodyLimit: 4000, schema: { tags, params: one, response: { 200: continuation } } },
    async (request) => {
      const { id } = request.params
      await conversations.holdFor(kioskOf(request), id)
      const { code, expiresAtMs } = await codes.make(id)
      return { url: links.continuationUrlOf(code), expiresAtMs }
    },
  )
}
