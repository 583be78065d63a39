import { isObject, type Json, type JsonObject } from './event.ts'
import { DocumentFault } from './fault.ts'
import { ignoredNames } from './ignored-names.ts'
import { parseJson } from './json-text.ts'
import { namespacesOf } from './namespaces.ts'
import { documentFault } from './schema-check.ts'

/** How much one capture may bring: told in the headers of every answer. */
export const captureLimit = { events: 10_000, bytes: 16_000_000 }

/** An envelope that has passed GS1's schema, with its events as they came. */
export interface CaptureDocument {
  context: Json
  events: Json[]
  /** Where the list of events stands. */
  path: string
  ignored: Set<string>
}

/** Throws a DocumentFault where there is nothing to capture: no JSON, no EPCIS document, too many events. */
export function readDocument(text: string): CaptureDocument {
  const document = parseJson(text)
  if (!isObject(document)) throw new DocumentFault({ path: '$', message: 'an EPCIS document is an object' })
  if (document.type !== 'EPCISDocument' && document.type !== 'EPCISQueryDocument') {
    throw new DocumentFault({ path: '$.type', message: 'must be EPCISDocument or EPCISQueryDocument' })
  }
  const { path, holder } = placeOfEvents(document)
  const events = holder?.eventList
  if (!Array.isArray(events))
    throw new DocumentFault({ path: `${path}.eventList`, message: 'a list of events is missing' })
  if (events.length > captureLimit.events) {
    const message = `holds ${events.length} events: send at most ${captureLimit.events} at a time`
    throw new DocumentFault({ path: `${path}.eventList`, message }, true)
  }
  // Each event is looked at on its own, so that one bad event does not hide the others.
  const fault = documentFault(withoutEvents(document))
  if (fault !== undefined) throw new DocumentFault(fault)
  const context = document['@context'] as Json
  return { context, events, path: `${path}.eventList`, ignored: ignoredNames(document, namespacesOf(context)) }
}

function placeOfEvents(document: JsonObject): { path: string; holder: JsonObject | undefined } {
  const body = isObject(document.epcisBody) ? document.epcisBody : undefined
  if (document.type === 'EPCISDocument') return { path: '$.epcisBody', holder: body }
  const results = isObject(body?.queryResults) ? body.queryResults : undefined
  const holder = isObject(results?.resultsBody) ? results.resultsBody : undefined
  return { path: '$.epcisBody.queryResults.resultsBody', holder }
}

function withoutEvents(document: JsonObject): JsonObject {
  const body = document.epcisBody as JsonObject
  if (document.type === 'EPCISDocument') return { ...document, epcisBody: { ...body, eventList: [] } }
  const results = body.queryResults as JsonObject
  const resultsBody = { ...(results.resultsBody as JsonObject), eventList: [] }
  return { ...document, epcisBody: { ...body, queryResults: { ...results, resultsBody } } }
}
