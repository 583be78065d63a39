import {
  agentLeaveInput,
  agentSayInput,
  agentTicketInput,
  cannedAnswer,
  conversationQuery,
} from '@larder/contracts/agent-console'
import { conversationId, conversationSummary, conversationView, turn } from '@larder/contracts/conversation'
import { ticketReceipt } from '@larder/contracts/kiosk-link'
import type { Ticket } from '@larder/contracts/ticket'
import { z } from 'zod'
import { isActive } from '../care/clock.ts'
import { newTicketId } from '../care/reference.ts'
import type { Tickets } from '../care/tickets.ts'
import type { Database } from '../database/open.ts'
import type { EventHub } from '../events/hub.ts'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import type { Sites } from '../sites/sites.ts'
import { cannedAnswers } from './agent/canned-answers.ts'
import type { Conversations } from './conversations.ts'

export interface AgentServices {
  conversations: Conversations
  tickets: Tickets
  sites: Sites
  database: Database
  hub: EventHub
  now(): number
}

/** What a person at the console does in a shopper's conversation. */
export function agentRoutes(api: App, { conversations, tickets, sites, database, hub, now }: AgentServices): void {
  const tags = ['conversations']
  const config = { access: 'agent' } as const
  const params = z.object({ id: conversationId })
  const one = { tags, params, response: { 200: conversationSummary } }

  api.get(
    '/conversations',
    { config, schema: { tags, querystring: conversationQuery, response: { 200: z.array(conversationSummary) } } },
    (request) => conversations.list(request.query),
  )
  api.get('/conversations/:id', { config, schema: { tags, params, response: { 200: conversationView } } }, (request) =>
    conversations.view(request.params.id),
  )
  api.post('/conversations/:id/join', { config, schema: { ...one, body: z.strictObject({}) } }, (request) =>
    conversations.join(request.params.id, signedIn(request).name),
  )
  api.post(
    '/conversations/:id/say',
    { config, schema: { tags, params, body: agentSayInput, response: { 200: turn } } },
    async (request) => {
      const { id } = request.params
      const { text, language } = request.body
      const agent = signedIn(request).name
      const said = await conversations.say(id, agent, text, language)
      await answered((await conversations.summary(id)).ticket, agent, text)
      return said
    },
  )
  api.post('/conversations/:id/leave', { config, schema: { ...one, body: agentLeaveInput } }, async (request) => {
    const { id } = request.params
    const { end, result } = request.body
    const agent = signedIn(request).name
    const left = await conversations.leave(id, agent, { end })
    if (result === undefined) return left
    const given = { agent, result, atMs: now() }
    await database
      .insertInto('conversationResult')
      .values({ conversation: id, ...given })
      .onConflict((conflict) => conflict.column('conversation').doUpdateSet(given))
      .execute()
    return left
  })
  api.post(
    '/conversations/:id/ticket',
    { config, schema: { tags, params, body: agentTicketInput, response: { 201: ticketReceipt } } },
    async (request, reply) => {
      const { id } = request.params
      const { site, kiosk } = await conversations.summary(id)
      const asked = { ...request.body, id: newTicketId(), conversation: id, atMs: now(), magnitude: null }
      const receipt = await conversations.openTicket(asked, { id: kiosk ?? 'web', site })
      const { ticket, turns } = await conversations.view(id)
      const { name } = signedIn(request)
      if (ticket !== null && (await tickets.get(ticket)).assignedTo === null) {
        hub.publish('ticket', await tickets.assign(ticket, name, name))
      }
      const told = turns.findLast(({ by }) => by === 'agent')
      if (told !== undefined) await answered(ticket, name, told.text)
      return reply.code(201).send(receipt)
    },
  )
  api.get(
    '/conversations/:id/canned-answers',
    { config, schema: { tags, params, response: { 200: z.array(cannedAnswer) } } },
    async (request) => {
      const view = await conversations.view(request.params.id)
      const ticket = view.ticket === null ? null : await tickets.get(view.ticket)
      const site = sites.all.find(({ id }) => id === view.site) ?? sites.all[0]
      return cannedAnswers(view, ticket, site?.timeZone ?? 'Asia/Shanghai')
    },
  )

  /** What a person says to the customer is the first answer that the ticket's clock waits for. */
  async function answered(ticket: string | null, agent: string, text: string): Promise<void> {
    if (ticket === null) return
    const { firstAnsweredAtMs, state }: Ticket = await tickets.get(ticket)
    if (firstAnsweredAtMs !== null || !isActive(state)) return
    hub.publish('ticket', await tickets.note(ticket, agent, text, true))
  }
}
