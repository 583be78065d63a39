import { fingerprintOf } from '../fingerprint.ts'
import { type EpcisEvent, type Json, type JsonObject, listOf } from './event.ts'
import { eventHashId } from './event-hash.ts'
import type { Fault } from './fault.ts'
import { meaningFault } from './meaning-check.ts'
import { type Namespaces, namespacesOf } from './namespaces.ts'
import { eventFault } from './schema-check.ts'
import { type Term, termsOf } from './terms.ts'

/** An event that may be stored: checked, with its id, and what it is found by. */
export interface PreparedEvent {
  event: EpcisEvent & { eventID: string }
  path: string
  /** What the event says, whatever it is called. */
  hash: string
  /** Empty, or the fingerprint of the declaration that this event was an error. */
  declared: string
  terms: Term[]
}

const fingerprint = (value: unknown): string => fingerprintOf(JSON.stringify(value))

/** Checks an event and names it; where it came without an id, the hash of what it says becomes one. */
export function prepare(
  input: Json,
  path: string,
  context: Json | undefined,
  ignored: ReadonlySet<string>,
): { prepared: PreparedEvent } | { fault: Fault } {
  const fault = eventFault(input, path) ?? meaningFault(input as EpcisEvent, path)
  if (fault !== undefined) return { fault }
  const given = input as unknown as EpcisEvent & JsonObject
  const namespaces = namespacesOf(context, given['@context'])
  const hash = eventHashId(given, namespaces, ignored)
  const { '@context': own, eventID = hash, recordTime: _, ...rest } = given
  const contexts = extensionContexts([...listOf(context), ...listOf(own)], namespaces, given)
  const event = {
    ...(contexts.length === 0 ? {} : { '@context': contexts }),
    eventID,
    ...rest,
  } as PreparedEvent['event']
  const declared = event.errorDeclaration === undefined ? '' : fingerprint(event.errorDeclaration)
  return { prepared: { event, path, hash, declared, terms: termsOf(event) } }
}

/** An event leaves its document: what explains its own extensions goes with it. */
function extensionContexts(contexts: Json[], namespaces: Namespaces, event: JsonObject): Json[] {
  const own = contexts.filter((one) => typeof one === 'object')
  if (own.length === 0) return []
  const text = JSON.stringify(event)
  const isUsed = [...namespaces.keys()].some((prefix) => text.includes(`"${prefix}:`))
  return isUsed ? own : []
}
