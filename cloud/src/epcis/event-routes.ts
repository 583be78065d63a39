import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import { notFound } from '../http/refusal.ts'
import { namedConditions } from './conditions.ts'
import { bareEvent, queryDocument } from './documents-out.ts'
import { eventQuery } from './event-query.ts'
import { searchEvents } from './event-search.ts'
import type { EpcisServices, WithEpcis } from './services.ts'

const controls = ['orderBy', 'orderDirection', 'eventCountLimit', 'maxEventCount', 'perPage', 'nextPageToken']
const value = z.union([z.string(), z.array(z.string())]).optional()
/** Loose, because the standard has parameters whose name carries a type or unit; which are wrong is said by the query. */
export const querystring = z.looseObject(
  Object.fromEntries([...Object.keys(namedConditions), ...controls].map((name) => [name, value])),
)
export const tags = ['epcis']
export const query = { access: 'staff', client: 'query' } as const

export function eventRoutes(api: App, services: WithEpcis): void {
  api.get('/events', { config: query, schema: { tags, querystring } }, (request, reply) =>
    answerQuery(services.epcis, request, reply, {}),
  )
  const byId = z.object({ eventID: z.string() })
  api.get('/events/:eventID', { config: query, schema: { tags, params: byId } }, async ({ params }) => {
    const event = await services.epcis.events.find(params.eventID)
    if (event === undefined) throw notFound(`event ${params.eventID}`)
    return bareEvent(event)
  })
}

/** Answers with a page of events, and where the next one is. */
export async function answerQuery(
  { database, now }: Pick<EpcisServices, 'database' | 'now'>,
  request: FastifyRequest,
  reply: FastifyReply,
  given: Record<string, string>,
) {
  const asked = request.query as Record<string, string | string[]>
  const { events, nextPageToken } = await searchEvents(database, eventQuery({ ...asked, ...given }))
  if (nextPageToken !== undefined) void reply.header('link', `<${nextAddress(request, nextPageToken)}>; rel="next"`)
  return queryDocument(events, now())
}

function nextAddress({ url }: FastifyRequest, token: string): string {
  const [path = '', search = ''] = url.split('?')
  const parameters = new URLSearchParams(search)
  parameters.set('nextPageToken', token)
  return `${path}?${parameters}`
}
