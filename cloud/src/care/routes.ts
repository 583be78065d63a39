import { recordId } from '@larder/contracts/product'
import {
  complaintAnswer,
  complaintInput,
  priority,
  relatedTicket,
  scene,
  type Ticket,
  ticket,
  ticketAssignInput,
  ticketMergeInput,
  ticketMoveInput,
  ticketNoteInput,
  ticketState,
} from '@larder/contracts/ticket'
import { z } from 'zod'
import type { Accounts } from '../accounts/accounts.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Dispositions } from '../dispositions/dispositions.ts'
import type { EventHub } from '../events/hub.ts'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import { Refusal } from '../http/refusal.ts'
import type { Links } from '../reports/links.ts'
import type { Reports } from '../reports/reports.ts'
import { announceReport } from './announce-report.ts'
import { assignmentRoutes } from './assignment-routes.ts'
import type { Assignments } from './assignments.ts'
import type { Attachments } from './attachments/attachments.ts'
import { attachmentRoutes } from './attachments/routes.ts'
import type { Complaints } from './complaints.ts'
import { ratingRoutes } from './rating-routes.ts'
import type { Ratings } from './ratings.ts'
import type { Tickets } from './tickets.ts'

const listQuery = z.object({
  state: z.enum([...ticketState.options, 'active', 'ended', 'all']).default('active'),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  scene: scene.optional(),
  priority: priority.optional(),
  assignedTo: z.string().max(60).optional(),
  order: recordId.optional(),
  conversation: z.uuid().optional(),
})
const params = z.object({ id: z.string().min(1).max(40) })
const idempotencyKey = z.string().min(8).max(200)

export interface CareServices {
  tickets: Tickets
  complaints: Complaints
  accounts: Accounts
  audit: AuditLog
  assignments: Assignments
  attachments: Attachments
  ratings: Ratings
  links: Links
  reports: Reports
  dispositions: Dispositions
  hub: EventHub
}

export function careRoutes(api: App, services: CareServices): void {
  const { tickets, complaints, accounts, audit, hub } = services
  const tags = ['care']
  const one = { tags, params, response: { 200: ticket } }

  api.get('/tickets', { schema: { tags, querystring: listQuery, response: { 200: z.array(ticket) } } }, (request) =>
    tickets.list(request.query),
  )
  api.get('/tickets/:id', { schema: one }, (request) => tickets.get(request.params.id))
  api.get(
    '/tickets/:id/contacts',
    { schema: { tags, params, response: { 200: z.object({ contacts: z.array(z.string()) }) } } },
    async (request) => {
      const { id } = await tickets.get(request.params.id)
      return { contacts: await tickets.contacts(id) }
    },
  )

  api.post('/tickets/:id/assign', { schema: { ...one, body: ticketAssignInput } }, async (request) => {
    const { to } = request.body
    if (!(await accounts.isActive(to))) {
      const fields = [{ field: 'to', message: `no active account is called ${to}` }]
      throw new Refusal(422, 'unknown-account', `to: no active account is called ${to}`, { fields })
    }
    return announce(await tickets.assign(request.params.id, signedIn(request).name, to))
  })
  api.post('/tickets/:id/notes', { schema: { ...one, body: ticketNoteInput } }, async (request) => {
    const { text, told } = request.body
    return announce(await tickets.note(request.params.id, signedIn(request).name, text, told))
  })
  api.post('/tickets/:id/move', { schema: { ...one, body: ticketMoveInput } }, async (request) => {
    const { to, reason } = request.body
    return announce(await tickets.move(request.params.id, signedIn(request).name, to, reason))
  })
  api.get('/tickets/:id/related', { schema: { tags, params, response: { 200: z.array(relatedTicket) } } }, (request) =>
    tickets.related(request.params.id),
  )
  api.post('/tickets/:id/merge', { schema: { ...one, body: ticketMergeInput } }, async (request) => {
    const merge = { from: request.params.id, by: signedIn(request).name, ...request.body }
    announce(await tickets.merge(merge, audit))
    return announce(await tickets.get(merge.into))
  })
  assignmentRoutes(api, services)
  attachmentRoutes(api, services)
  ratingRoutes(api, services)

  api.post(
    '/public/reports/:token/complaints',
    {
      config: { access: 'public', rateLimit: { max: 10, timeWindow: '1 minute' } },
      bodyLimit: 16_000,
      schema: {
        tags,
        params: z.object({ token: z.string().max(100) }),
        headers: z.object({ 'idempotency-key': idempotencyKey.optional() }),
        body: complaintInput,
        response: { 201: complaintAnswer },
      },
    },
    async (request, reply) => {
      const key = request.headers['idempotency-key']
      const { answer, ticket: opened, news } = await complaints.take(request.params.token, request.body, key)
      if (news) announceReport(services, opened)
      return reply.code(201).send(answer)
    },
  )

  function announce(changed: Ticket): Ticket {
    hub.publish('ticket', changed)
    return changed
  }
}
