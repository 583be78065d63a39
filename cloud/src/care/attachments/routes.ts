import { ticketAttachment } from '@larder/contracts/ticket'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { EventHub } from '../../events/hub.ts'
import type { App } from '../../http/app.ts'
import { signedIn } from '../../http/guard.ts'
import { notFound, Refusal } from '../../http/refusal.ts'
import type { Links } from '../../reports/links.ts'
import type { Tickets } from '../tickets.ts'
import { type Attachments, maxFileBytes } from './attachments.ts'

const types = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf']
const id = z.string().min(1).max(40)
const extension = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'application/pdf': 'pdf' }

export interface AttachmentServices {
  attachments: Attachments
  tickets: Tickets
  links: Links
  hub: EventHub
}

export function attachmentRoutes(api: App, { attachments, tickets, links, hub }: AttachmentServices): void {
  const tags = ['care']
  api.addContentTypeParser(types, { parseAs: 'buffer', bodyLimit: maxFileBytes }, (_request, body, done) =>
    done(null, body),
  )
  const added = async (ticket: string, request: FastifyRequest, by: string) => {
    const attachment = await attachments.add(ticket, bytesOf(request.body), by)
    hub.publish('ticket', await tickets.get(ticket))
    return attachment
  }
  const answer = { tags, response: { 201: ticketAttachment } }

  api.post(
    '/tickets/:id/attachments',
    { bodyLimit: maxFileBytes, schema: { ...answer, params: z.object({ id }) } },
    async (request, reply) => reply.code(201).send(await added(request.params.id, request, signedIn(request).name)),
  )
  api.post(
    '/public/reports/:token/tickets/:id/attachments',
    {
      config: { access: 'public', rateLimit: { max: 20, timeWindow: '1 minute' } },
      bodyLimit: maxFileBytes,
      schema: { ...answer, params: z.object({ token: z.string().max(100), id }) },
    },
    async (request, reply) => {
      const { token, id: ticket } = request.params
      const subject = (await links.open(token))?.subject
      if (subject === undefined) throw notFound('report with this link')
      // Whoever complained through the link was told the ticket's id, which nobody guesses.
      const found = await tickets.get(ticket)
      if (found[subject.kind] !== subject.id) throw notFound(`ticket ${ticket} of this report`)
      return reply.code(201).send(await added(ticket, request, 'customer'))
    },
  )
  api.get(
    '/tickets/:id/attachments/:attachment',
    { schema: { tags, params: z.object({ id, attachment: z.uuid() }) } },
    async (request, reply) => {
      const { attachment, bytes } = await attachments.read(request.params.id, request.params.attachment)
      const name = `${request.params.id}-${attachment.id.slice(0, 8)}.${extension[attachment.mime]}`
      // A picture may be looked at in its place; a document is saved, and never runs on our origin.
      const way = attachment.mime === 'application/pdf' ? 'attachment' : 'inline'
      return reply
        .type(attachment.mime)
        .header('content-disposition', `${way}; filename="${name}"`)
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cross-origin-resource-policy', 'same-origin')
        .header('cache-control', 'private, max-age=3600')
        .send(bytes)
    },
  )
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body
  throw new Refusal(415, 'wrong-content-type', `send the file itself as ${types.join(', ')}`)
}
