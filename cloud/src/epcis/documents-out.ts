import { type EpcisEvent, type Json, listOf } from './event.ts'

const standardContext = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'

const head = (type: string, nowMs: number) => ({
  '@context': [standardContext],
  type,
  schemaVersion: '2.0',
  creationDate: new Date(nowMs).toISOString(),
})

/** Events as the answer to a query. */
export const queryDocument = (eventList: readonly EpcisEvent[], nowMs: number) => ({
  ...head('EPCISQueryDocument', nowMs),
  epcisBody: { queryResults: { queryName: 'SimpleEventQuery', resultsBody: { eventList } } },
})

/** Events as one hands them to somebody else. */
export const epcisDocument = (eventList: readonly EpcisEvent[], nowMs: number) => ({
  ...head('EPCISDocument', nowMs),
  epcisBody: { eventList },
})

/** An event by itself carries the standard's context, before its own. */
export const bareEvent = ({ '@context': own, ...event }: EpcisEvent) => ({
  '@context': [standardContext, ...listOf(own as Json | undefined)],
  ...event,
})

export const collection = (member: readonly string[]) => ({ '@context': [standardContext], type: 'Collection', member })
