import { z } from 'zod'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import { notFound } from '../http/refusal.ts'
import { type CaptureDocument, readDocument } from './document.ts'
import { isObject, type JsonObject } from './event.ts'
import { CaptureRefused } from './event-store.ts'
import { DocumentFault } from './fault.ts'
import { behaviourOf } from './headers.ts'
import { parseJson } from './json-text.ts'
import { prepare } from './prepare.ts'
import { EpcisException } from './problems.ts'
import type { BodyText } from './routes.ts'
import type { WithEpcis } from './services.ts'

const tags = ['epcis']
const body = z.looseObject({}).describe('EPCIS 2.0 in JSON or JSON-LD, checked by GS1’s own schema')
const page = z.object({
  perPage: z.coerce.number().int().min(1).max(1000).default(30),
  nextPageToken: z.coerce.number().int().min(0).default(0),
})
const base = '/api/epcis'

export function captureRoutes(api: App, services: WithEpcis): void {
  const capture = { access: 'staff', client: 'capture' } as const
  const query = { access: 'staff', client: 'query' } as const
  api.post('/capture', { config: capture, schema: { tags, body } }, async (request, reply) => {
    const { text } = request.body as unknown as BodyText
    const id = await services.epcis.captures.accept(text, behaviourOf(request), signedIn(request).name)
    return reply.code(202).header('location', `${base}/capture/${id}`).send()
  })
  api.get('/capture', { config: query, schema: { tags, querystring: page } }, async (request, reply) => {
    const { perPage, nextPageToken } = request.query
    const jobs = await services.epcis.captures.list(perPage, nextPageToken)
    if (jobs.length === perPage) {
      const next = `${base}/capture?perPage=${perPage}&nextPageToken=${nextPageToken + perPage}`
      void reply.header('link', `<${next}>; rel="next"`)
    }
    return jobs
  })
  const byId = z.object({ captureID: z.string() })
  api.get('/capture/:captureID', { config: query, schema: { tags, params: byId } }, async ({ params }) => {
    const job = await services.epcis.captures.find(params.captureID)
    if (job === undefined) throw notFound(`capture job ${params.captureID}`)
    return job
  })
  api.post('/events', { config: capture, schema: { tags, body } }, async (request, reply) => {
    const { events } = services.epcis
    const { event, context, ignored, path } = singleEvent((request.body as unknown as BodyText).text)
    const outcome = prepare(event, path, context, ignored)
    if ('fault' in outcome) throw new DocumentFault(outcome.fault)
    const { eventID } = outcome.prepared.event
    try {
      await events.store([outcome.prepared], 'rollback', null)
    } catch (error) {
      if (!(error instanceof CaptureRefused)) throw error
      const [{ path: where, message } = { path, message: '' }] = error.faults
      const known = where.endsWith('.eventID') && (await events.find(eventID)) !== undefined
      if (known) throw new EpcisException('ResourceAlreadyExistsException', 409, `${where}: ${message}`)
      throw new DocumentFault({ path: where, message })
    }
    const stored = await events.find(eventID)
    return reply
      .code(201)
      .header('location', `${base}/events/${encodeURIComponent(eventID)}`)
      .send(stored)
  })
}

/** An event by itself, or a document that holds one. */
function singleEvent(text: string): Omit<CaptureDocument, 'events'> & { event: JsonObject } {
  const value = parseJson(text)
  if (!isObject(value)) throw new DocumentFault({ path: '$', message: 'an event is an object' })
  if (value.type !== 'EPCISDocument') {
    return { event: value, context: value['@context'] ?? null, ignored: new Set(), path: '$' }
  }
  const document = readDocument(text)
  const [event, ...others] = document.events
  if (!isObject(event) || others.length > 0) {
    throw new DocumentFault({ path: document.path, message: 'must hold one event here; send more to /capture' })
  }
  return { ...document, event, path: `${document.path}[0]` }
}
