import { z } from 'zod'
import type { App } from '../http/app.ts'
import { epcisDocument } from './documents-out.ts'
import type { EpcisEvent } from './event.ts'
import { eventQuery } from './event-query.ts'
import { query, tags } from './event-routes.ts'
import { searchEvents } from './event-search.ts'
import { EpcisException } from './problems.ts'
import type { WithEpcis } from './services.ts'

const mostEvents = 10_000
const mostMs = 366 * 86_400_000
const period = z.object({
  fromMs: z.coerce.number().int().min(0).max(8e15),
  untilMs: z.coerce.number().int().min(0).max(8e15),
})

/** Everything on file of a time as one document, to be handed to an authority or a customer. */
export function exportRoute(api: App, services: WithEpcis): void {
  api.get('/export', { config: query, schema: { tags, querystring: period } }, async (request, reply) => {
    const { fromMs, untilMs } = request.query
    if (untilMs <= fromMs || untilMs - fromMs > mostMs) {
      throw new EpcisException('QueryParameterException', 400, 'untilMs: must be after fromMs, by a year at most')
    }
    const { own, database, now } = services.epcis
    await own.publish(fromMs, untilMs)
    const events: EpcisEvent[] = []
    const asked = {
      GE_eventTime: new Date(fromMs).toISOString(),
      LT_eventTime: new Date(untilMs).toISOString(),
      orderBy: 'eventTime',
      orderDirection: 'ASC',
      perPage: '1000',
    }
    for (let token: string | undefined = ''; token !== undefined; ) {
      const page = await searchEvents(database, eventQuery(token === '' ? asked : { ...asked, nextPageToken: token }))
      events.push(...page.events)
      token = page.nextPageToken
      if (events.length > mostEvents) {
        const message = `more than ${mostEvents} events: ask for less time`
        throw new EpcisException('QueryTooLargeException', 413, message)
      }
    }
    const day = (atMs: number) => new Date(atMs).toISOString().slice(0, 10)
    const name = `epcis-${day(fromMs)}-${day(untilMs - 1)}.jsonld`
    return reply.header('content-disposition', `attachment; filename="${name}"`).send(epcisDocument(events, now()))
  })
}
