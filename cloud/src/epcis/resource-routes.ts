import { z } from 'zod'
import type { App } from '../http/app.ts'
import { notFound } from '../http/refusal.ts'
import { collection } from './documents-out.ts'
import { eventTypes } from './event.ts'
import { answerQuery, query, querystring, tags } from './event-routes.ts'
import type { WithEpcis } from './services.ts'
import { identifier, type TermName } from './terms.ts'
import { expand, shorten, type Vocabulary } from './vocabulary.ts'

interface Resource {
  /** The name of one of them in an address. */
  one: string
  terms: TermName[]
  /** The query parameter that asks for the events of one. */
  parameter: string
  vocabulary?: Vocabulary
}

const resources: Record<string, Resource> = {
  eventTypes: { one: 'eventType', terms: ['type'], parameter: 'eventType' },
  epcs: { one: 'epc', terms: ['epc', 'parentID', 'inputEPC', 'outputEPC'], parameter: 'MATCH_anyEPC' },
  bizSteps: { one: 'bizStep', terms: ['bizStep'], parameter: 'EQ_bizStep', vocabulary: 'bizStep' },
  bizLocations: { one: 'bizLocation', terms: ['bizLocation'], parameter: 'EQ_bizLocation' },
  readPoints: { one: 'readPoint', terms: ['readPoint'], parameter: 'EQ_readPoint' },
  dispositions: { one: 'disposition', terms: ['disposition'], parameter: 'EQ_disposition', vocabulary: 'disposition' },
}

const page = z.object({
  perPage: z.coerce.number().int().min(1).max(1000).default(30),
  nextPageToken: z.string().optional(),
})

/** The top-level resources of EPCIS 2.0 §12: what there is to ask about, and the events of each. */
export function resourceRoutes(api: App, services: WithEpcis): void {
  api.get('', { config: query, schema: { tags } }, () => collection(['capture', 'events', ...Object.keys(resources)]))
  for (const [name, { one, terms, parameter, vocabulary }] of Object.entries(resources)) {
    const params = z.object({ [one]: z.string() })
    const canonical = (value: string) => (vocabulary === undefined ? identifier(value) : expand(value, vocabulary))
    const config = query
    const exists = async (value: string): Promise<void> => {
      if (name === 'eventTypes' && (eventTypes as readonly string[]).includes(value)) return
      const found = await services.epcis.database
        .selectFrom('epcisTerm')
        .select('event')
        .where('name', 'in', terms)
        .where('value', '=', canonical(value))
        .limit(1)
        .executeTakeFirst()
      if (found === undefined) throw notFound(`${one} ${value}`)
    }
    api.get(`/${name}`, { config, schema: { tags, querystring: page } }, async (request, reply) => {
      const { perPage, nextPageToken } = request.query
      let select = services.epcis.database.selectFrom('epcisTerm').select('value').distinct().where('name', 'in', terms)
      if (nextPageToken !== undefined) select = select.where('value', '>', nextPageToken)
      const rows = await select.orderBy('value').limit(perPage).execute()
      const last = rows.at(-1)?.value
      if (rows.length === perPage && last !== undefined) {
        const next = new URLSearchParams({ perPage: String(perPage), nextPageToken: last })
        void reply.header('link', `</api/epcis/${name}?${next}>; rel="next"`)
      }
      const values = rows.map(({ value }) => (vocabulary === undefined ? value : shorten(value, vocabulary)))
      return collection(name === 'eventTypes' ? [...new Set([...eventTypes, ...values])] : values)
    })
    api.get(`/${name}/:${one}`, { config, schema: { tags, params } }, async (request) => {
      await exists((request.params as Record<string, string>)[one] as string)
      return collection(['events'])
    })
    api.get(`/${name}/:${one}/events`, { config, schema: { tags, params, querystring } }, async (request, reply) => {
      const value = (request.params as Record<string, string>)[one] as string
      await exists(value)
      return answerQuery(services.epcis, request, reply, { [parameter]: value })
    })
  }
  api.options('*', { config: query, schema: { hide: true } }, (_request, reply) =>
    reply.code(204).header('allow', 'GET, POST, HEAD, OPTIONS').send(),
  )
}
